import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Macro, MacroActs } from '../../domain/desk/macro';
import type { Clock } from '../../platform/clock';
import type { IdSource } from '../../platform/identifiers';
import { CannotUnseal, type FieldEncryption } from '../../platform/keys/field-encryption';
import type { Database } from '../database';
import type { JournalWriter } from '../journal/journal-writer';
import { sealContext } from '../seal';
import { deskMacros } from '../tables/macro.tables';

interface Parts {
  readonly db: Database;
  readonly encryption: FieldEncryption;
  readonly journal: JournalWriter;
  readonly clock: Clock;
  readonly ids: IdSource;
}

type Row = typeof deskMacros.$inferSelect;

/** Frequent acts made ready for all, sealed. */
export class MacroRepository {
  constructor(private readonly parts: Parts) {}

  /** By key, then name. One that does not open spoils none of the others. */
  async list(): Promise<Macro[]> {
    const rows = await this.parts.db
      .select()
      .from(deskMacros)
      .orderBy(sql`${deskMacros.key} nulls last`, asc(deskMacros.name));
    return rows.flatMap((row) => this.open(row) ?? []);
  }

  async find(id: string): Promise<Macro | null> {
    const [row] = await this.parts.db.select().from(deskMacros).where(eq(deskMacros.id, id));
    return row === undefined ? null : this.open(row);
  }

  /** @param id null for a new one @param by id of who makes it @returns false where another has that key already */
  async save(id: string | null, { name, key, ...acts }: Omit<Macro, 'id'>, by: string): Promise<boolean> {
    const { db, encryption, journal, clock, ids } = this.parts;
    const at = clock.now();
    const its = id ?? ids.next(at);
    const content = encryption.seal(acts satisfies MacroActs, sealContext.deskMacro(its));
    return db.transaction(async (tx) => {
      await tx.execute(sql`lock table ${deskMacros} in share row exclusive mode`);
      if (key !== null && (await tx.$count(deskMacros, and(eq(deskMacros.key, key), ne(deskMacros.id, its)))) > 0)
        return false;
      await tx
        .insert(deskMacros)
        .values({ id: its, name, key, content })
        .onConflictDoUpdate({ target: deskMacros.id, set: { name, key, content } });
      const detail = { by, macro: its };
      await journal.write(tx, { correspondenceId: null, at, event: 'macro-saved', revision: null, detail });
      return true;
    });
  }

  async remove(id: string, by: string): Promise<void> {
    const { db, journal, clock } = this.parts;
    await db.transaction(async (tx) => {
      const gone = await tx.delete(deskMacros).where(eq(deskMacros.id, id));
      if ((gone.rowCount ?? 0) === 0) return;
      const told = { correspondenceId: null, at: clock.now(), revision: null };
      await journal.write(tx, { ...told, event: 'macro-removed', detail: { by, macro: id } });
    });
  }

  private open({ id, name, key, content }: Row): Macro | null {
    try {
      return { id, name, key, ...this.parts.encryption.unseal<MacroActs>(content, sealContext.deskMacro(id)) };
    } catch (error) {
      if (!(error instanceof CannotUnseal)) throw error;
      return null;
    }
  }
}
