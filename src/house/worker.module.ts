import { type DynamicModule, Module } from '@nestjs/common';
import { answerClaimOf } from '../composition/answer-claim';
import { ComposeStage, type ReplyComposer } from '../composition/compose-stage';
import { decideChase } from '../decision/decide-chase';
import { DispatchStage } from '../dispatch/dispatch-stage';
import { dkimSignerOf } from '../dispatch/dkim-signer';
import { PrintFolder } from '../dispatch/print-folder';
import { ApplyPrintReturns } from '../dispatch/print-returns/apply-print-returns';
import { ReturnFolder } from '../dispatch/print-returns/return-folder';
import { SmtpClient } from '../dispatch/smtp-client';
import { WithholdReply } from '../dispatch/withhold-reply';
import { SelfCheckDirectory } from '../domain/self-check/self-check-directory';
import { agreeWithOriginal } from '../identification/agree-with-original';
import { Housekeeping } from '../operations/housekeeping';
import { JournalSealing } from '../operations/journal-sealing';
import { underLock } from '../persistence/advisory-lock';
import type { CorrespondenceRecord } from '../persistence/correspondence-record';
import { JournalSealer } from '../persistence/journal/journal-sealer';
import { Enqueuer } from '../pipeline/enqueuer';
import { ForgetJobs } from '../pipeline/forget-jobs';
import { JudgeAnswer } from '../pipeline/judge-answer';
import { withDoubles } from '../pipeline/link-doubles';
import type { QueueConnections } from '../pipeline/queue-connections';
import { queueEpoch } from '../pipeline/queue-epoch';
import { QueueHeads } from '../pipeline/queue-heads';
import { withSelfCheck } from '../pipeline/self-check-handler';
import { createStageWorkers, type FinishingWorker, StageWorkers, type WorkerLocks } from '../pipeline/stage.worker';
import { StageRunner } from '../pipeline/stage-runner';
import { Sweeper, type SweepPace } from '../pipeline/sweeper';
import { TriageStage, type TriageSteps } from '../pipeline/triage-stage';
import { parisDate } from '../platform/clock';
import { ReplyCheck } from '../platform/keys/reply-check';
import { DocumentScreen } from '../reading/malware/screen-documents';
import { type ItemReader, ReadStage } from '../reading/read-stage';
import type { House } from './house';
import { makeDailyTasks } from './make-daily-tasks';
import { officesOf } from './offices-of';
import { answerAddressesOf, senderOf } from './sender-of';

/** What the stages need beyond the house; made by start-house, replaced by fakes in tests. */
export interface StageTools {
  readonly reader: ItemReader;
  readonly composer: ReplyComposer;
  readonly steps: TriageSteps;
  readonly pace: SweepPace;
  readonly locks: WorkerLocks;
  /** How long a sending under way in another process is waited for before it counts as perhaps sent. */
  readonly transmittingMs: number;
}

/** The stages on their queues, and what is due at a time. */
@Module({})
export class WorkerModule {
  static create(house: House, queues: DynamicModule, connections: QueueConnections, tools: StageTools): DynamicModule {
    const workers = createStageWorkers(connections, house.logger, tools.locks);
    return {
      module: WorkerModule,
      imports: [queues],
      providers: [
        {
          provide: StageRunner,
          inject: [Enqueuer],
          useFactory: (enqueuer: Enqueuer) => new StageRunner(handlersOf(house, tools), { ...house, enqueuer }),
        },
        {
          provide: Sweeper,
          inject: [Enqueuer, QueueHeads],
          useFactory: (enqueuer: Enqueuer, heads: QueueHeads) =>
            new Sweeper({ ...house, enqueuer, heads, pace: tools.pace, epoch: queueEpoch(connections) }),
        },
        {
          provide: Housekeeping,
          inject: [ForgetJobs],
          useFactory: (jobs: ForgetJobs) =>
            new Housekeeping(makeDailyTasks(house, jobs), house.dailyTasks, house.logger),
        },
        {
          provide: JournalSealing,
          useFactory: () =>
            new JournalSealing(
              new JournalSealer(house.database.db, house.journalKeys, house.clock),
              house.clock,
              house.logger,
            ),
        },
        { provide: ReturnFolder, useFactory: () => returnFolderOf(house) },
        ...workers,
        {
          provide: StageWorkers,
          inject: workers,
          useFactory: (...hosts: FinishingWorker[]) => new StageWorkers(hosts),
        },
      ],
    };
  }
}

/** Undefined where no print folder is given. */
function returnFolderOf({ environment, printReturns, database, clock, logger }: House): ReturnFolder | undefined {
  const { PRINT_FOLDER } = environment;
  if (PRINT_FOLDER === undefined) return undefined;
  const alone = (work: () => Promise<void>) => underLock(database.pool, 'task print-returns', work);
  return new ReturnFolder(PRINT_FOLDER, new ApplyPrintReturns(printReturns, clock), alone, clock, logger);
}

function handlersOf(house: House, { reader, composer, steps, transmittingMs }: StageTools) {
  const { environment, correspondences, store, directory, ledger, clock, office, hash, printLetters, waits, failing } =
    house;
  const { SMTP_URL, PRINT_FOLDER, PRINT_BATCH, MAILBOXES, DKIM_SELECTOR, DKIM_KEY_FILE } = environment;
  const offices = officesOf(environment);
  const address = MAILBOXES[0] ?? office.email;
  const dkim =
    DKIM_SELECTOR !== undefined && DKIM_KEY_FILE !== undefined
      ? dkimSignerOf(DKIM_SELECTOR, DKIM_KEY_FILE, address)
      : null;
  const invented = new SelfCheckDirectory(directory);
  const patienceDays = environment.REMINDER_DAYS;
  const isKeyRevoked = (keyId: string) => house.revoked.isKeyRevoked(keyId, parisDate(clock.now()));
  const keyId = environment.COURRIER_SIGNING_KEYS?.[0]?.id;
  const compose = {
    composer,
    store,
    correspondences,
    office,
    offices,
    clock,
    replyCheck: new ReplyCheck(hash),
    answers: answerAddressesOf(house),
    signing: keyId === undefined ? null : { keyId, isRevoked: () => isKeyRevoked(keyId) },
    patienceDays,
  };
  const limits = {
    gate: house.answerGate,
    claimOf: (record: CorrespondenceRecord) => answerClaimOf(record, hash, MAILBOXES),
  };
  const dispatch = {
    ledger,
    store,
    failing,
    clock,
    sender: senderOf(house, dkim),
    smtp: SMTP_URL === undefined ? null : new SmtpClient(SMTP_URL),
    print: PRINT_FOLDER === undefined ? null : new PrintFolder(PRINT_FOLDER),
    printLetters,
    printsInBatches: PRINT_BATCH !== undefined,
    isKeyRevoked,
    transmittingMs,
  };
  const answering = {
    answers: new JudgeAnswer({ correspondences, waits, failing, agree: agreeWithOriginal, directory, clock }),
    waits,
    decideChase,
  };
  return [
    new ReadStage(correspondences, store, reader, new DocumentScreen(house), hash),
    withSelfCheck(
      withDoubles(new TriageStage(steps, directory, { offices, answering, failing }), house.doubles, hash),
      new TriageStage(steps, invented),
    ),
    withSelfCheck(
      new ComposeStage({ ...compose, directory, limits }),
      new ComposeStage({ ...compose, directory: invented, limits: null }),
    ),
    withSelfCheck(new DispatchStage(dispatch), new WithholdReply(dispatch)),
  ];
}
