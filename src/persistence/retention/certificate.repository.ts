import { createHash, type Hash } from 'node:crypto';
import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { CalendarDay } from '../../domain/calendar/calendar-days';
import type { Clock } from '../../platform/clock';
import type { IdSource } from '../../platform/identifiers';
import type { Database } from '../database';
import type { JournalWriter } from '../journal/journal-writer';
import { correspondences, documents } from '../tables/correspondence.tables';
import { erasedFiles, retentionCertificates } from '../tables/retention.tables';

export type Certificate = typeof retentionCertificates.$inferSelect;

interface Parts {
  readonly db: Database;
  readonly journal: JournalWriter;
  readonly clock: Clock;
  readonly ids: IdSource;
}

const PIECE = 1_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Certificates of deletion, and the files that each still has to see taken away. */
export class CertificateRepository {
  constructor(private readonly parts: Parts) {}

  /** The rule's certificate that was left open, else a new one. */
  async open(rule: string, day: CalendarDay): Promise<string> {
    const { db, ids, clock } = this.parts;
    const [left] = await db
      .select({ id: retentionCertificates.id })
      .from(retentionCertificates)
      .where(and(eq(retentionCertificates.rule, rule), isNull(retentionCertificates.completedAt)));
    if (left !== undefined) return left.id;
    const id = ids.next(clock.now());
    await db.insert(retentionCertificates).values({ id, rule, day, openedAt: clock.now() });
    return id;
  }

  async listOpen(): Promise<Certificate[]> {
    const { db } = this.parts;
    return db.select().from(retentionCertificates).where(isNull(retentionCertificates.completedAt));
  }

  /** Newest first. */
  list(most: number): Promise<Certificate[]> {
    const { db } = this.parts;
    return db.select().from(retentionCertificates).orderBy(desc(retentionCertificates.openedAt)).limit(most);
  }

  /** Items that were erased under the certificate, in order, after `last`. */
  itemsErased(id: string, last: string | null): Promise<{ id: string; revision: number }[]> {
    return this.parts.db
      .select({ id: correspondences.id, revision: correspondences.revision })
      .from(correspondences)
      .where(and(eq(correspondences.certificateId, id), gt(correspondences.id, last ?? BEFORE_ALL)))
      .orderBy(asc(correspondences.id))
      .limit(PIECE);
  }

  /** Files of the certificate that are still to be settled, in order, after `last`. */
  async filesLeft(id: string, last: string): Promise<string[]> {
    const rows = await this.parts.db
      .select({ storeKey: erasedFiles.storeKey })
      .from(erasedFiles)
      .where(and(eq(erasedFiles.certificateId, id), isNull(erasedFiles.outcome), gt(erasedFiles.storeKey, last)))
      .orderBy(asc(erasedFiles.storeKey))
      .limit(PIECE);
    return rows.map(({ storeKey }) => storeKey);
  }

  async settleFile(storeKey: string, outcome: 'removed' | 'shared'): Promise<void> {
    await this.parts.db.update(erasedFiles).set({ outcome }).where(eq(erasedFiles.storeKey, storeKey));
  }

  /** A file without a row, to be taken away under this certificate. */
  async addFile(id: string, storeKey: string): Promise<void> {
    await this.parts.db.insert(erasedFiles).values({ storeKey, certificateId: id }).onConflictDoNothing();
  }

  /** Counts what has no row, before it is deleted: a crash in between counts one too many, never one too few. */
  async count(id: string, what: string, more: number): Promise<void> {
    await this.parts.db.execute(sql`
      update ${retentionCertificates}
      set counts = counts || jsonb_build_object(${what}::text, coalesce((counts->>${what}::text)::int, 0) + ${more}::int)
      where id = ${id}`);
  }

  /**
   * Closes a certificate, once: counts, digest, and an entry of the journal.
   * @returns null while files are left to take away, or where it was closed already
   */
  async complete(id: string): Promise<Certificate | null> {
    const { db, clock, journal } = this.parts;
    const digest = await this.digestOf(id);
    return db.transaction(async (tx) => {
      const files = await tx
        .select({ outcome: erasedFiles.outcome, count: sql<number>`count(*)::int` })
        .from(erasedFiles)
        .where(eq(erasedFiles.certificateId, id))
        .groupBy(erasedFiles.outcome);
      if (files.some(({ outcome }) => outcome === null)) return null;
      const [open] = await tx
        .select({ counts: retentionCertificates.counts })
        .from(retentionCertificates)
        .where(eq(retentionCertificates.id, id))
        .for('update');
      const counts: Record<string, number> = { ...open?.counts, ...digest.counts };
      for (const { outcome, count } of files) counts[outcome === 'removed' ? 'files' : 'filesShared'] = count;
      const at = clock.now();
      const [closed] = await tx
        .update(retentionCertificates)
        .set({ completedAt: at, counts, digest: digest.sha256 })
        .where(and(eq(retentionCertificates.id, id), isNull(retentionCertificates.completedAt)))
        .returning();
      if (closed === undefined) return null;
      await tx.delete(erasedFiles).where(eq(erasedFiles.certificateId, id));
      const detail = { rule: closed.rule, certificate: id, digest: digest.sha256, ...counts };
      await journal.write(tx, { correspondenceId: null, at, event: 'retention-applied', revision: null, detail });
      return closed;
    });
  }

  /**
   * SHA-256 over `correspondence <id>` and `document <id>`, a line each, in the order of the ids. They stay in the erased rows, so
   * that it can be computed again at any time. Where no row was erased (orphans), over `file <store key>`.
   */
  private async digestOf(id: string) {
    const hash = createHash('sha256');
    const counts: Record<string, number> = {};
    for (const [name, table] of [
      ['correspondence', correspondences],
      ['document', documents],
    ] as const) {
      for (let last = BEFORE_ALL; ; ) {
        const rows = await this.parts.db
          .select({ id: table.id })
          .from(table)
          .where(and(eq(table.certificateId, id), gt(table.id, last)))
          .orderBy(asc(table.id))
          .limit(PIECE);
        for (const row of rows) hash.update(`${name} ${row.id}\n`);
        if (rows.length > 0) counts[`${name}s`] = (counts[`${name}s`] ?? 0) + rows.length;
        if (rows.length < PIECE) break;
        last = rows.at(-1)?.id ?? last;
      }
    }
    if (Object.keys(counts).length === 0) await this.digestFiles(id, hash);
    return { sha256: hash.digest('hex'), counts };
  }

  private async digestFiles(id: string, hash: Hash): Promise<void> {
    for (let last = ''; ; ) {
      const rows = await this.parts.db
        .select({ storeKey: erasedFiles.storeKey })
        .from(erasedFiles)
        .where(
          and(eq(erasedFiles.certificateId, id), eq(erasedFiles.outcome, 'removed'), gt(erasedFiles.storeKey, last)),
        )
        .orderBy(asc(erasedFiles.storeKey))
        .limit(PIECE);
      for (const { storeKey } of rows) hash.update(`file ${storeKey}\n`);
      if (rows.length < PIECE) return;
      last = rows.at(-1)?.storeKey ?? last;
    }
  }
}
