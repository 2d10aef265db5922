import { sql } from 'drizzle-orm';
import type { AllocataireFile, Directory } from '../domain/directory/allocataire-file';
import type { Clock } from '../platform/clock';
import type { FieldEncryption, LookupHash } from '../platform/keys/field-encryption';
import { messageWithoutQuery } from '../platform/without-query';
import type { Database, Session } from './database';
import { hashOfEmail, hashOfNir, identifiersOf, type PreparedFile, prepareBatch } from './directory-batch';
import { lookUpFiles } from './directory-look-up.query';
import { compareWithStored, deleteIdentifiers, insertIdentifiers, upsertFiles } from './directory-write.query';
import { sealContext } from './seal';
import { directoryFiles } from './tables/directory.tables';

/** One import writes at a time: two that interleave would leave a file under a number that it no longer holds. */
const IMPORT_LOCK = 7_420_261;

/** What became of the files of a batch; a file given twice counts once. */
export interface SavedFiles {
  readonly written: number;
  readonly unchanged: number;
}

/** The directory in PostgreSQL: files sealed, found by keyed hash of their NIRs (13 characters), numéro and e-mail address. */
export class DirectoryRepository implements Directory {
  private readonly sealedUnder: string;

  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
    private readonly hash: LookupHash,
    private readonly clock: Clock,
  ) {
    // Every sealed value begins with its key's name: after a change of keys, an import seals all files anew.
    this.sealedUnder = encryption.newestHead.toString('latin1');
  }

  async findFiles(
    nirs: readonly string[],
    numeros: readonly string[],
    emails: readonly string[] = [],
  ): Promise<readonly AllocataireFile[]> {
    if (nirs.length + numeros.length + emails.length === 0) return [];
    const query = lookUpFiles({
      nirs: nirs.map((nir) => hashOfNir(this.hash, nir)),
      numeros: numeros.map((numero) => this.hash.of('numero', numero)),
      emails: emails.map((email) => hashOfEmail(this.hash, email)),
    });
    const { rows } = await this.db.execute<{ numero_hash: Buffer; sealed: Buffer }>(query);
    return rows
      .map((row) => this.encryption.unseal<AllocataireFile>(row.sealed, sealContext.directoryFile(row.numero_hash)))
      .sort((a, b) => a.numeroAllocataire.localeCompare(b.numeroAllocataire));
  }

  /** Adds files or replaces them by numéro allocataire, all in one transaction; those that stand there already are left. */
  async save(files: readonly AllocataireFile[]): Promise<SavedFiles> {
    const batch = prepareBatch(files, this.hash, this.sealedUnder);
    if (batch.length === 0) return { written: 0, unchanged: 0 };
    return this.replace(batch).catch((error: unknown) => {
      throw withoutParameters(error);
    });
  }

  /** Refreshes what the planner knows of the tables: after a large import it would else read them whole. */
  async analyse(): Promise<void> {
    await this.db.execute(sql`analyze directory_files, directory_identifiers`);
  }

  async count(): Promise<number> {
    const [row] = await this.db.select({ count: sql<number>`count(*)::int` }).from(directoryFiles);
    return row?.count ?? 0;
  }

  private replace(batch: readonly PreparedFile[]): Promise<SavedFiles> {
    return this.db.transaction(async (session) => {
      await session.execute(sql`select pg_advisory_xact_lock(${IMPORT_LOCK})`);
      const { rows } = await session.execute<{ n: number; same: boolean }>(compareWithStored(batch));
      const stored = new Map(rows.map(({ n, same }) => [n, same]));
      const changed = batch.filter((_, n) => stored.get(n) !== true);
      const known = batch.filter((_, n) => stored.get(n) === false);
      await this.write(session, changed, known);
      return { written: changed.length, unchanged: batch.length - changed.length };
    });
  }

  private async write(session: Session, changed: readonly PreparedFile[], known: readonly PreparedFile[]) {
    if (changed.length === 0) return;
    const sealed = changed.map(({ file, numeroHash }) =>
      this.encryption.seal(file, sealContext.directoryFile(numeroHash)),
    );
    await session.execute(upsertFiles(changed, sealed, this.clock.now()));
    if (known.length > 0) await session.execute(deleteIdentifiers(known));
    const identifiers = identifiersOf(changed, this.hash);
    if (identifiers.length > 0) await session.execute(insertIdentifiers(identifiers));
  }
}

/** With every parameter, drizzle's message would be megabytes of sealed bytes for a batch. */
function withoutParameters(error: unknown): Error {
  const why = error instanceof Error ? messageWithoutQuery(error) : 'cause inconnue';
  const { code = 'cause inconnue' } = error as { code?: string };
  return new Error(
    `écriture du répertoire interrompue (${why || code})\u00a0; ce qui est entré reste, relancer reprend`,
  );
}
