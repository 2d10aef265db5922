import type { AddressInfo } from 'node:net';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DestinationStream } from 'pino';
import { listOutgoingLetters } from '../composition/letters/list-outgoing-letters';
import { listSendableLetters } from '../composition/letters/list-sendable-letters';
import type { Environment } from '../config/environment.schema';
import { firstAdministratorLines } from '../desk/access/first-administrator';
import { PendingTimer } from '../desk/pending/pending-timer';
import { showFault } from '../desk/show-fault';
import { TRANSMITTING_MS } from '../dispatch/dispatch-stage';
import { ReturnFolder } from '../dispatch/print-returns/return-folder';
import { ANSWER_PATH, answerDoor } from '../intake/answer-page/answer-door';
import { Mailboxes } from '../intake/mailbox/mailboxes';
import { ScanFolderWatcher } from '../intake/scan-folder/scan-folder-watcher';
import { MailListeners } from '../intake/smtp/mail-listeners';
import { Housekeeping } from '../operations/housekeeping';
import { JournalSealing } from '../operations/journal-sealing';
import { Enqueuer } from '../pipeline/enqueuer';
import { QueueModule } from '../pipeline/queue.module';
import { prepareQueueBackend } from '../pipeline/queue-backend';
import { openQueueConnections, type QueueConnections } from '../pipeline/queue-connections';
import { StageWorkers, WORKER_LOCKS } from '../pipeline/stage.worker';
import { SWEEP_PACE, Sweeper } from '../pipeline/sweeper';
import { watchQueue } from '../pipeline/watch-queue';
import { type Closer, endsWithin } from '../platform/close-all';
import { ProblemFilter } from '../platform/http/problem-filter';
import { logRequests } from '../platform/http/request-log';
import { createLogger, type Logger, nestLogger } from '../platform/logger';
import { chooseQueue, openHouse, refuseSplitEmbedded } from './house';
import { IntakeModule } from './intake.module';
import { makeStageTools } from './make-stage-tools';
import { OperationsModule } from './operations.module';
import { mountDesk, startOperations } from './start-operations';
import { WebModule } from './web.module';
import { type StageTools, WorkerModule } from './worker.module';

@Module({})
class HouseModule {}

export interface RunningHouse {
  readonly startLines: readonly string[];
  readonly httpPort: number | null;
  readonly smtpPort: number | null;
  readonly lmtpPort: number | null;
  readonly operationsPort: number | null;
  readonly house: Awaited<ReturnType<typeof openHouse>>;
  stop(): Promise<void>;
}

/**
 * Starts the roles that the environment names.
 * @param replaced stage tools put in place of the real ones, for tests @param log where log lines go, stdout by default
 * @throws BadEnvironment for a setting that cannot serve; whatever was started is stopped again
 */
export async function startHouse(
  environment: Environment,
  replaced: Partial<StageTools> = {},
  log?: DestinationStream,
): Promise<RunningHouse> {
  refuseSplitEmbedded(environment);
  const logger = createLogger(environment.LOG_LEVEL, log);
  const house = await openHouse(environment, logger, true);
  try {
    const queue = await chooseQueue(house);
    await prepareQueueBackend(queue.backend);
    const roles = new Set(environment.ROLES);
    const connections = openQueueConnections(queue.backend, `courrier ${[...roles].join(' ')} file`, logger);
    house.closers.push(() => connections.close());
    const watch = await watchQueue(connections, logger);
    house.closers.push(async () => watch.stop());
    const queues = QueueModule.create(connections, house.outbox, logger);
    const app = await createApplication(await modulesOf(house, queues, connections, replaced), house);
    house.closers.push(() => app.close());
    const operationsPort = await startOperations(app, house);
    const settle = app.get(Enqueuer, { strict: false });
    house.closers.push(() => settle.settle());
    const taking: Closer[] = [];
    house.closers.push(() => stopTaking(taking, logger));
    const abandoned = await house.store.clearIncoming();
    if (abandoned > 0) logger.info({ abandoned }, 'réceptions interrompues effacées');
    if (roles.has('worker')) startWork(app, taking);
    const intake = roles.has('intake') ? await startIntake(app, taking) : { smtp: null, lmtp: null };
    if (roles.has('web')) startDesk(app, taking);
    const httpPort = roles.has('web') ? await listenHttp(app, environment, taking) : null;
    const base = environment.PUBLIC_URL ?? `http://localhost:${httpPort}`;
    const startLines = [
      `Base de données\u00a0: ${house.database.chosen}`,
      `File d’attente\u00a0: ${queue.chosen}`,
      ...watch.first.faults.map((fault) => `Attention\u00a0: ${fault}`),
      `Rôles\u00a0: ${[...roles].join(', ')}`,
      ...(httpPort === null ? [] : [`HTTP\u00a0: ${base}`, ...(await firstAdministratorLines(house, base))]),
      ...(intake.smtp === null ? [] : [`SMTP\u00a0: port ${intake.smtp}`]),
      ...(intake.lmtp === null ? [] : [`LMTP\u00a0: port ${intake.lmtp}`]),
      ...(roles.has('intake') && environment.IMAP_URL
        ? [`IMAP\u00a0: boîtes lues\u00a0: ${environment.IMAP_URL.length}`]
        : []),
      ...(operationsPort === null ? [] : [`Santé et mesures\u00a0: port ${operationsPort}`]),
      ...(environment.SMTP_URL === undefined
        ? ['SMTP_URL absent\u00a0: les réponses électroniques sont retenues']
        : []),
      ...(environment.PRINT_FOLDER === undefined ? ['PRINT_FOLDER absent\u00a0: les lettres sont retenues'] : []),
    ];
    const ports = { httpPort, smtpPort: intake.smtp, lmtpPort: intake.lmtp, operationsPort };
    return { startLines, ...ports, house, stop: house.close };
  } catch (error) {
    await house.close().catch(() => undefined);
    throw error;
  }
}

/** What takes work in stops together and at once; what was taken is finished, for no longer than that. */
const FINISH_MS = 20_000;

async function stopTaking(taking: readonly Closer[], logger: Logger): Promise<void> {
  const stopped = await endsWithin(() => Promise.all(taking.map((stop) => stop())), FINISH_MS);
  if (!stopped)
    logger.warn({ afterMs: FINISH_MS }, 'arrêt\u00a0: des étapes en cours seront reprises au prochain démarrage');
}

async function modulesOf(
  house: RunningHouse['house'],
  queues: DynamicModule,
  connections: QueueConnections,
  replaced: Partial<StageTools>,
): Promise<DynamicModule[]> {
  const roles = new Set(house.environment.ROLES);
  const modules: DynamicModule[] = [OperationsModule.create(house, queues)];
  if (roles.has('web'))
    modules.push(WebModule.create(house, queues, await listSendableLetters(), await listOutgoingLetters()));
  if (roles.has('intake')) modules.push(IntakeModule.create(house, queues));
  if (roles.has('worker')) {
    const tools = await makeStageTools(house, {
      pace: SWEEP_PACE,
      locks: WORKER_LOCKS,
      transmittingMs: TRANSMITTING_MS,
      ...replaced,
    });
    modules.push(WorkerModule.create(house, queues, connections, tools));
  }
  return modules;
}

async function createApplication(
  imports: DynamicModule[],
  house: RunningHouse['house'],
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(
    { module: HouseModule, imports },
    { logger: nestLogger(house.logger), bodyParser: false, abortOnError: false },
  );
  app.use(logRequests(house.logger));
  app.set('trust proxy', house.environment.TRUSTED_PROXIES);
  if (house.environment.ROLES.includes('web')) app.use(ANSWER_PATH, answerDoor(house.office));
  // Only JSON and forms are parsed: a message or a batch is streamed to the store.
  app.useBodyParser('json', { limit: '100kb' });
  app.useBodyParser('urlencoded', { limit: '100kb', extended: false });
  app.disable('x-powered-by');
  app.useGlobalFilters(new ProblemFilter(house.logger, showFault));
  if (house.environment.ROLES.includes('web')) mountDesk(app, house);
  await app.init();
  return app;
}

/** The workers fetch since the application was made; here they are told when to stop. The timers go on without the queues. */
function startWork(app: NestExpressApplication, taking: Closer[]): void {
  const workers = app.get(StageWorkers, { strict: false });
  taking.push(() => workers.close());
  for (const kind of [Sweeper, Housekeeping, JournalSealing]) {
    const timer = app.get<Sweeper | Housekeeping | JournalSealing>(kind, { strict: false });
    timer.start();
    taking.push(() => timer.stop());
  }
  const returns = app.get<ReturnFolder | undefined>(ReturnFolder, { strict: false });
  returns?.start();
  if (returns !== undefined) taking.push(() => returns.stop());
}

/** @returns the ports that SMTP and LMTP listen on, null where they do not */
async function startIntake(app: NestExpressApplication, taking: Closer[]): ReturnType<MailListeners['listen']> {
  const watcher = app.get<ScanFolderWatcher | undefined>(ScanFolderWatcher, { strict: false });
  watcher?.start();
  if (watcher !== undefined) taking.push(() => watcher.stop());
  const mailboxes = app.get(Mailboxes, { strict: false });
  mailboxes.start();
  taking.push(() => mailboxes.stop());
  const listeners = app.get(MailListeners, { strict: false });
  taking.push(() => listeners.close());
  return listeners.listen();
}

function startDesk(app: NestExpressApplication, taking: Closer[]): void {
  const timer = app.get(PendingTimer, { strict: false });
  timer.start();
  taking.push(() => timer.stop());
}

async function listenHttp(app: NestExpressApplication, environment: Environment, taking: Closer[]): Promise<number> {
  const server = await app.listen(environment.PORT, environment.HTTP_HOST);
  taking.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}
