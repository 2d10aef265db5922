import { inArray, or, sql } from 'drizzle-orm';
import type { AllocataireFile, Directory } from '../domain/directory/allocataire-file';
import type { Clock } from '../platform/clock';
import type { FieldEncryption, LookupHash } from '../platform/keys/field-encryption';
import type { Database } from './database';
import { sealContext } from './seal';
import { directoryFiles, directoryIdentifiers } from './tables';

/** The directory in PostgreSQL: files sealed, found by keyed hash of their identifiers, 13 characters for a NIR. */
export class DirectoryRepository implements Directory {
  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
    private readonly hash: LookupHash,
    private readonly clock: Clock,
  ) {}

  async findFiles(nirs: readonly string[], numeros: readonly string[]): Promise<readonly AllocataireFile[]> {
    if (nirs.length === 0 && numeros.length === 0) return [];
    const byNir = this.db
      .select({ numeroHash: directoryIdentifiers.numeroHash })
      .from(directoryIdentifiers)
      .where(
        inArray(
          directoryIdentifiers.nirHash,
          nirs.map((nir) => this.hash.of('nir', nir)),
        ),
      );
    const rows = await this.db
      .select()
      .from(directoryFiles)
      .where(
        or(
          ...(nirs.length > 0 ? [inArray(directoryFiles.numeroHash, byNir)] : []),
          ...(numeros.length > 0
            ? [
                inArray(
                  directoryFiles.numeroHash,
                  numeros.map((numero) => this.hash.of('numero', numero)),
                ),
              ]
            : []),
        ),
      );
    return rows
      .map((row) => this.encryption.unseal<AllocataireFile>(row.sealed, sealContext.directoryFile(row.numeroHash)))
      .sort((a, b) => a.numeroAllocataire.localeCompare(b.numeroAllocataire));
  }

  /** Adds files or replaces them by numéro allocataire, all in one transaction. */
  async save(files: readonly AllocataireFile[]): Promise<void> {
    // The last line of a file wins, and one statement may not touch a row twice.
    const last = [...new Map(files.map((file) => [file.numeroAllocataire, file])).values()];
    if (last.length === 0) return;
    const now = this.clock.now();
    const rows = last.map((file) => {
      const numeroHash = this.hash.of('numero', file.numeroAllocataire);
      return { numeroHash, sealed: this.encryption.seal(file, sealContext.directoryFile(numeroHash)), updatedAt: now };
    });
    const identifiers = last.flatMap((file, index) =>
      [...new Set(file.persons.flatMap(({ nir }) => (nir === null ? [] : [nir])))].map((nir) => ({
        nirHash: this.hash.of('nir', nir),
        numeroHash: (rows[index] as (typeof rows)[number]).numeroHash,
      })),
    );
    await this.db.transaction(async (tx) => {
      await tx
        .insert(directoryFiles)
        .values(rows)
        .onConflictDoUpdate({
          target: directoryFiles.numeroHash,
          set: { sealed: sql`excluded.sealed`, updatedAt: sql`excluded.updated_at` },
        });
      await tx.delete(directoryIdentifiers).where(
        inArray(
          directoryIdentifiers.numeroHash,
          rows.map((row) => row.numeroHash),
        ),
      );
      if (identifiers.length > 0) await tx.insert(directoryIdentifiers).values(identifiers);
    });
  }

  async count(): Promise<number> {
    const [row] = await this.db.select({ count: sql<number>`count(*)::int` }).from(directoryFiles);
    return row?.count ?? 0;
  }
}
