import path from 'node:path';
import { answerLimitsOf } from '../config/answer-limits-of-environment';
import { deadlineRulesOf } from '../config/deadline-rules-of-environment';
import type { Environment } from '../config/environment.schema';
import { officeOfEnvironment } from '../config/office-of-environment';
import { BadEnvironment } from '../config/read-environment';
import { parseRedisAddress } from '../config/redis-address';
import type { SettlementRequest } from '../desk/settle-correspondence';
import type { Directory } from '../domain/directory/allocataire-file';
import { NamedFilesQuery } from '../operations/documents/named-files.query';
import { ReconciliationQuery } from '../operations/reconciliation.query';
import { AnswerLinkRepository } from '../persistence/answer-link.repository';
import { AnswerGate } from '../persistence/answers/answer-gate';
import { ApiKeyRepository } from '../persistence/api-key.repository';
import { AttemptRepository } from '../persistence/attempt.repository';
import { CorrespondenceRepository } from '../persistence/correspondence.repository';
import { DailyTaskRepository } from '../persistence/daily-task.repository';
import { openDatabase } from '../persistence/database';
import { DeadlineBook } from '../persistence/deadlines/deadline-book';
import { DueDeadlinesRepository } from '../persistence/deadlines/due-deadlines.repository';
import { AbsenceRepository } from '../persistence/desk/absence.repository';
import { AccountRepository } from '../persistence/desk/account.repository';
import { AssignmentRepository } from '../persistence/desk/assignment.repository';
import { BasketQuery } from '../persistence/desk/basket.query';
import { BoardQuery } from '../persistence/desk/board.query';
import { DeskJournal } from '../persistence/desk/desk-journal';
import { InvitationRepository } from '../persistence/desk/invitation.repository';
import { ListedItemsQuery } from '../persistence/desk/listed-items.query';
import { LockRepository } from '../persistence/desk/lock.repository';
import { MacroRepository } from '../persistence/desk/macro.repository';
import { NoteRepository } from '../persistence/desk/note.repository';
import { PendingRepository } from '../persistence/desk/pending.repository';
import { ProvidedAccountRepository } from '../persistence/desk/provided-account.repository';
import { SearchIndex } from '../persistence/desk/search-index';
import { SessionRepository } from '../persistence/desk/session.repository';
import { TeamQuery } from '../persistence/desk/team.query';
import { VolumeWatch } from '../persistence/desk/volume-watch';
import { DirectoryRepository } from '../persistence/directory.repository';
import { DirectoryWithReturns } from '../persistence/directory-with-returns';
import { DocumentRevocationQuery } from '../persistence/document-revocation.query';
import { DocumentRevocationRepository } from '../persistence/document-revocation.repository';
import { DocumentStore } from '../persistence/document-store/document-store';
import { StoredFiles } from '../persistence/document-store/stored-files';
import { DoubleFinder } from '../persistence/doubles/double-finder';
import { FailingAddressRepository } from '../persistence/failing-address.repository';
import { deriveJournalKeys } from '../persistence/journal/journal-keys';
import { JournalWriter } from '../persistence/journal/journal-writer';
import { LedgerRepository } from '../persistence/ledger.repository';
import { MailboxCursorRepository } from '../persistence/mailbox-cursor.repository';
import { MalwareRepository } from '../persistence/malware.repository';
import { OutboxRepository } from '../persistence/outbox.repository';
import { OutgoingRepository } from '../persistence/outgoing.repository';
import { PersonHistoryRepository } from '../persistence/people/person-history.repository';
import { PrintBatchRepository } from '../persistence/print-batch.repository';
import { PrintLetterRepository } from '../persistence/print-letter.repository';
import { PrintReturnRepository } from '../persistence/print-return.repository';
import { ReceiptRepository } from '../persistence/receipt.repository';
import { RemoteDirectory } from '../persistence/remote-directory';
import { CertificateRepository } from '../persistence/retention/certificate.repository';
import { ErasureRepository } from '../persistence/retention/erasure.repository';
import { FreezeRepository } from '../persistence/retention/freeze.repository';
import { SilenceRepository } from '../persistence/silence.repository';
import { StageStartRepository } from '../persistence/stage-start.repository';
import { UndeliverableAddressRepository } from '../persistence/undeliverable-address.repository';
import { WaitRepository } from '../persistence/wait.repository';
import type { QueueBackend } from '../pipeline/queue-backend';
import { readRedisTls } from '../pipeline/read-redis-tls';
import { Clamd } from '../platform/clamd';
import { type Clock, systemClock } from '../platform/clock';
import { type Closer, closeAll } from '../platform/close-all';
import { startEmbeddedPostgres } from '../platform/embedded-postgres/start-embedded-postgres';
import { FreeSpace } from '../platform/free-space';
import { systemIds } from '../platform/identifiers';
import { FieldEncryption, LookupHash } from '../platform/keys/field-encryption';
import { readOrMakeKeys } from '../platform/keys/read-or-make-keys';
import type { Logger } from '../platform/logger';
import { startPrivateRedis } from '../platform/private-redis/start-private-redis';

/** What stands under every role and command: database, store, keys and what reads and writes them. */
export type House = Awaited<ReturnType<typeof openHouse>>;

/** A fast stop of the embedded database, and an immediate one after it, take fifteen seconds each at most. */
const STOP_MS = 40_000;
/** How long a process that serves waits for a database that is not there yet. */
const DATABASE_PATIENCE_MS = 60_000;

/** Opens the foundations; `close` stops what was started here, last first. @param serves for a service, not a command */
export async function openHouse(environment: Environment, logger: Logger, serves = false) {
  const closers: Closer[] = [];
  const close = (): Promise<void> => closeAll(closers, STOP_MS, logger);
  try {
    const keys = readOrMakeKeys(environment);
    const database = await databaseUrl(environment, logger, closers);
    const opened = await openDatabase(database.url, (error) => logger.warn({ err: error }, 'base de données'), {
      name: serves ? `courrier ${environment.ROLES.join(' ')}` : 'courrier commande',
      patienceMs: serves ? DATABASE_PATIENCE_MS : 0,
      onWait: (ms) => logger.warn(`PostgreSQL ne répond pas encore\u00a0: attendu ${ms / 1_000}\u00a0s`),
    });
    closers.push(opened.close);
    const encryption = new FieldEncryption(keys.encryption);
    const hash = new LookupHash(keys.index);
    const journalKeys = deriveJournalKeys(keys.index);
    const journal = new JournalWriter(journalKeys);
    const clock = systemClock;
    const ids = systemIds;
    const localDirectory = new DirectoryRepository(opened.db, encryption, hash, clock);
    const undeliverable = new UndeliverableAddressRepository(opened.db, hash);
    const folder = documentsFolderOf(environment);
    const answerGate = new AnswerGate(opened.db, answerLimitsOf(environment), clock);
    const searchIndex = new SearchIndex(opened.db, hash);
    const team = new TeamQuery(opened.db);
    const accounts = new AccountRepository(opened.db, encryption, clock, ids);
    const volumes = new VolumeWatch(opened.db, journal, clock);
    const receipts = new ReceiptRepository(opened.db, encryption, ids, journal);
    const deadlines = new DeadlineBook(opened.db, deadlineRulesOf(environment));
    return {
      environment,
      logger,
      clock,
      ids,
      hash,
      database: { ...database, db: opened.db, pool: opened.pool },
      journal,
      documentsFolder: folder,
      journalKeys,
      encryption,
      /** Names of the encryption keys, newest first. */
      keyIds: keys.encryption.map(({ id }) => id),
      files: new StoredFiles(folder),
      freeSpace: new FreeSpace(folder, reserveBytes(environment)),
      store: new DocumentStore({ folder, keys: keys.encryption, hash, ids, clock }),
      correspondences: new CorrespondenceRepository(opened.db, encryption, clock, ids, {
        journal,
        deadlines,
        answerGate,
        hash,
        search: searchIndex,
        receipts,
      }),
      answerGate,
      personHistory: new PersonHistoryRepository({ db: opened.db, encryption, journal, watch: volumes, clock, ids }),
      doubles: new DoubleFinder(opened.db, environment.DOUBLE_DAYS),
      deadlines,
      dueDeadlines: new DueDeadlinesRepository(opened.db, deadlines, journal, clock),
      screened: environment.CLAMD_URL !== undefined,
      /** Null where none is configured. */
      scanner: environment.CLAMD_URL === undefined ? null : new Clamd(environment.CLAMD_URL),
      malware: new MalwareRepository(opened.db),
      cursors: new MailboxCursorRepository(opened.db, hash),
      receipts,
      ledger: new LedgerRepository(opened.db, encryption, clock),
      starts: new StageStartRepository(opened.db, encryption),
      outgoing: new OutgoingRepository({ db: opened.db, encryption, hash, ids, journal, clock }),
      outbox: new OutboxRepository(opened.db),
      answerLinks: new AnswerLinkRepository(opened.db, encryption, ids, journal),
      attempts: new AttemptRepository(opened.db),
      waits: new WaitRepository(opened.db),
      silence: new SilenceRepository(opened.db, clock),
      /** What an import fills, and what the stages ask where no remote directory is given. */
      localDirectory,
      directory: new DirectoryWithReturns(chooseDirectory(environment, localDirectory, hash, clock), undeliverable),
      printLetters: new PrintLetterRepository(opened.db, clock),
      printBatches: new PrintBatchRepository(opened.db, encryption, clock, ids, journal),
      printReturns: new PrintReturnRepository(opened.db, encryption, undeliverable, journal, clock),
      undeliverable,
      failing: new FailingAddressRepository(opened.db, hash),
      reconciliation: new ReconciliationQuery(opened.db),
      namedFiles: new NamedFilesQuery(opened.pool, encryption),
      erasure: new ErasureRepository(opened.db, journal, clock),
      freezes: new FreezeRepository(opened.db, encryption, journal, clock),
      certificates: new CertificateRepository({ db: opened.db, journal, clock, ids }),
      dailyTasks: new DailyTaskRepository(opened.pool, opened.db, journal, clock),
      apiKeys: new ApiKeyRepository(opened.db, clock, ids, journal),
      accounts,
      searchIndex,
      board: new BoardQuery(opened.db),
      pending: new PendingRepository<SettlementRequest>(opened.db, encryption, clock),
      locks: new LockRepository(opened.db, clock),
      baskets: new BasketQuery(opened.db),
      team,
      assignments: new AssignmentRepository({ db: opened.db, team, journal, clock }),
      absences: new AbsenceRepository({ db: opened.db, team, journal, clock, ids }),
      macros: new MacroRepository({ db: opened.db, encryption, journal, clock, ids }),
      notes: new NoteRepository({ db: opened.db, encryption, journal, clock, ids }),
      listed: new ListedItemsQuery(opened.db, encryption),
      invitations: new InvitationRepository(opened.db, accounts, clock),
      sessions: new SessionRepository(opened.db, clock),
      volumes,
      deskJournal: new DeskJournal(opened.db, journal, clock, volumes),
      provided: new ProvidedAccountRepository(opened.db, hash, clock, ids),
      revocations: new DocumentRevocationRepository(opened.db, encryption, journal, clock, ids),
      revoked: new DocumentRevocationQuery(opened.db),
      office: officeOfEnvironment(environment),
      closers,
      close,
    };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

const reserveBytes = ({ DISK_RESERVE_MB: megabytes }: Environment): number | null =>
  megabytes === undefined ? null : megabytes * 1024 * 1024;

export function documentsFolderOf({ DOCUMENTS, DATA_FOLDER }: Environment): string {
  return path.resolve(DOCUMENTS ?? path.join(DATA_FOLDER, 'documents'));
}

/** The database given, else one started here. */
export async function databaseUrl(environment: Environment, logger: Logger, closers: Closer[]) {
  if (environment.DATABASE_URL !== undefined)
    return { url: environment.DATABASE_URL, chosen: 'PostgreSQL (DATABASE_URL)' };
  const embedded = await startEmbeddedPostgres({
    dataFolder: environment.DATA_FOLDER,
    log: (line) => logger.debug(line),
  });
  closers.push(embedded.stop);
  return { url: embedded.url, chosen: 'PostgreSQL embarqué' };
}

/**
 * The queue's engine: Redis where it is given, else one found on PATH and started for ourselves, else PostgreSQL.
 * Roles split over processes must share an engine, so nothing private is started for them.
 */
export async function chooseQueue(house: House): Promise<{ backend: QueueBackend; chosen: string }> {
  const { environment, logger, closers, database } = house;
  const onPostgres = (chosen: string) => ({ backend: { engine: 'postgres' as const, url: database.url }, chosen });
  if (environment.QUEUE_BACKEND === 'postgres') return onPostgres('PostgreSQL (QUEUE_BACKEND)');
  const tls = readRedisTls(environment);
  if (environment.REDIS_URL !== undefined)
    return { backend: { engine: 'redis', address: environment.REDIS_URL, tls }, chosen: 'Redis (REDIS_URL)' };
  if (!isWhole(environment)) return onPostgres('PostgreSQL (rôles répartis, sans REDIS_URL)');
  const redis = await startPrivateRedis({ dataFolder: environment.DATA_FOLDER, log: (line) => logger.debug(line) });
  const address = redis && parseRedisAddress(redis.url);
  if (redis !== null && address !== null) {
    closers.push(redis.stop);
    return { backend: { engine: 'redis', address, tls }, chosen: 'Redis privé' };
  }
  if (environment.QUEUE_BACKEND === 'redis')
    throw new BadEnvironment('REDIS_URL\u00a0: attendu, aucun redis-server sur PATH');
  return onPostgres('PostgreSQL (aucun Redis)');
}

/** @throws BadEnvironment where roles split over processes would each start a database of their own */
export function refuseSplitEmbedded(environment: Environment): void {
  if (!isWhole(environment) && environment.DATABASE_URL === undefined)
    throw new BadEnvironment('DATABASE_URL\u00a0: attendu quand ROLES ne nomme pas web, intake et worker ensemble');
}

function isWhole(environment: Environment): boolean {
  return new Set(environment.ROLES).size === 3;
}

function chooseDirectory(environment: Environment, local: Directory, hash: LookupHash, clock: Clock): Directory {
  const { DIRECTORY_URL: url, DIRECTORY_TOKEN: token } = environment;
  if (url !== undefined) return new RemoteDirectory({ url, token: token ?? null }, hash, clock);
  if (token !== undefined) throw new BadEnvironment('DIRECTORY_URL\u00a0: attendu quand DIRECTORY_TOKEN est donné');
  return local;
}
