import { type DynamicModule, Module } from '@nestjs/common';
import { Docs, DocsController } from '../operations/docs/docs.controller';
import { answersPart } from '../operations/health/check-answers';
import { importedDirectoryPart, remoteDirectoryPart } from '../operations/health/check-directory';
import { documentStorePart, printFolderPart } from '../operations/health/check-folders';
import { databasePart, keysPart, migrationsPart, queuePart } from '../operations/health/check-foundations';
import { mailServerPart } from '../operations/health/check-mail-server';
import { mailboxesPart } from '../operations/health/check-mailboxes';
import { scannerPart } from '../operations/health/check-scanner';
import { FoundationsQuery } from '../operations/health/foundations.query';
import { Health } from '../operations/health/health';
import { HealthController } from '../operations/health/health.controller';
import { heldReplies } from '../operations/health/held-replies.query';
import { Metrics, type MetricsSource } from '../operations/metrics/metrics';
import { MetricsController, MetricsParts } from '../operations/metrics/metrics.controller';
import { showWhatStands } from '../operations/metrics/shared-gauges';
import { StandingQuery } from '../operations/metrics/standing.query';
import { migrationState } from '../persistence/migration-state.query';
import { QueueInspector } from '../pipeline/inspect-queue';
import { QueueDepths } from '../pipeline/queue-depths';
import type { House } from './house';
import { httpRoutes } from './http-routes';

/** Health and metrics, in whatever role; their routes and the description of all where HTTP is served. */
@Module({})
export class OperationsModule {
  static create(house: House, queues: DynamicModule): DynamicModule {
    const servesHttp = house.environment.ROLES.includes('web');
    return {
      module: OperationsModule,
      imports: [queues],
      controllers: servesHttp ? [HealthController, MetricsController, DocsController] : [],
      providers: [
        {
          provide: Health,
          inject: [QueueInspector],
          useFactory: (queue: QueueInspector) =>
            new Health(partsOf(house, queue), [...new Set(house.environment.ROLES)]),
        },
        {
          provide: Metrics,
          inject: [QueueDepths],
          useFactory: (depths: QueueDepths) => {
            const standing = new StandingQuery(house.database.db, house.answerGate, house.volumes);
            // What all share is shown by those who serve people, not by each of many workers.
            const sources: MetricsSource[] = servesHttp
              ? [(registry) => showWhatStands(registry, standing, depths)]
              : [];
            const metrics = new Metrics(house.database.pool, sources);
            house.closers.push(async () => metrics.stop());
            return metrics;
          },
        },
        { provide: Docs, useFactory: () => new Docs(httpRoutes, house.environment.PUBLIC_URL ?? '/') },
        {
          provide: MetricsParts,
          inject: [Metrics],
          useFactory: (metrics: Metrics) => new MetricsParts(house.apiKeys, metrics),
        },
      ],
    };
  }
}

function partsOf(house: House, queue: QueueInspector) {
  const { environment, database, closers, correspondences, clock } = house;
  const foundations = new FoundationsQuery(database.db);
  const mail = mailServerPart(environment.SMTP_URL !== undefined, () => heldReplies(database.db));
  const remote = environment.DIRECTORY_URL === undefined ? null : remoteDirectoryPart();
  const reads = environment.ROLES.includes('intake') ? (environment.IMAP_URL?.length ?? 0) : 0;
  const mailboxes = reads === 0 ? null : mailboxesPart(reads);
  closers.push(async () => {
    mailboxes?.stop();
    mail.stop();
    remote?.stop();
  });
  return [
    databasePart(() => foundations.answers()),
    migrationsPart(() => migrationState(database.pool)),
    queuePart(() => queue.inspect()),
    documentStorePart(house.documentsFolder),
    keysPart({
      newest: () => foundations.newestCorrespondence(),
      open: (id) => correspondences.load(id),
      signs: environment.COURRIER_SIGNING_KEYS !== undefined,
      nowMs: () => clock.now().getTime(),
    }),
    mail,
    ...(mailboxes === null ? [] : [mailboxes]),
    ...(house.scanner === null ? [] : [scannerPart(house.scanner)]),
    // The folder need not be there where no worker runs.
    ...(environment.ROLES.includes('worker') ? [printFolderPart(environment.PRINT_FOLDER)] : []),
    answersPart(() => house.answerGate.openBreakers(), clock),
    remote ?? importedDirectoryPart(() => foundations.directoryIsEmpty()),
  ];
}
