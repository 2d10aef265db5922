import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Clock } from '../../platform/clock';
import { CannotUnseal, type FieldEncryption } from '../../platform/keys/field-encryption';
import { type Freeze, referenceOf } from '../correspondence-record';
import type { Database } from '../database';
import type { JournalWriter } from '../journal/journal-writer';
import { sealContext } from '../seal';
import { correspondences } from '../tables/correspondence.tables';

export interface Frozen extends Freeze {
  readonly id: string;
  readonly reference: string;
}

/** Legal freezes: what is frozen is kept whatever its age. */
export class FreezeRepository {
  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
    private readonly journal: JournalWriter,
    private readonly clock: Clock,
  ) {}

  /** @returns false where there is no such correspondence, or nothing of it is left to keep */
  freeze(id: string, { by, reason }: Pick<Freeze, 'by' | 'reason'>): Promise<boolean> {
    const at = this.clock.now();
    const freeze: Freeze = { by, reason, at: at.toISOString() };
    const sealed = this.encryption.seal(freeze, sealContext.correspondence('freeze', id));
    return this.write(id, 'frozen', { frozenAt: at, freeze: sealed });
  }

  unfreeze(id: string): Promise<boolean> {
    return this.write(id, 'unfrozen', { frozenAt: null, freeze: null });
  }

  async list(): Promise<Frozen[]> {
    const { id, receivedOn, sequence, freeze, frozenAt } = correspondences;
    const rows = await this.db
      .select({ id, receivedOn, sequence, freeze, frozenAt })
      .from(correspondences)
      .where(isNotNull(frozenAt))
      .orderBy(asc(frozenAt));
    return rows.map((row) => ({
      id: row.id,
      reference: referenceOf(row.receivedOn, row.sequence),
      ...openFreeze(row, this.encryption),
    }));
  }

  /** The row itself is changed, so that a deletion that waits for it looks at it again. */
  private write(
    id: string,
    event: 'frozen' | 'unfrozen',
    set: { readonly frozenAt: Date | null; readonly freeze: Buffer | null },
  ): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const [row] = await tx
        .update(correspondences)
        .set(set)
        .where(and(eq(correspondences.id, id), isNull(correspondences.erasedAt)))
        .returning({ revision: correspondences.revision });
      if (row === undefined) return false;
      const at = this.clock.now();
      await this.journal.write(tx, { correspondenceId: id, at, event, revision: row.revision, detail: {} });
      return true;
    });
  }
}

/** That it is frozen stands in clear, and holds although its reason does not open any more. */
function openFreeze(
  { id, freeze, frozenAt }: { readonly id: string; readonly freeze: Buffer | null; readonly frozenAt: Date | null },
  encryption: FieldEncryption,
): Freeze {
  const lost = (why: string): Freeze => ({
    by: 'inconnu',
    reason: `motif illisible (${why})`,
    at: frozenAt?.toISOString() ?? '',
  });
  if (freeze === null) return lost('absent');
  try {
    return encryption.unseal<Freeze>(freeze, sealContext.correspondence('freeze', id));
  } catch (error) {
    if (!(error instanceof CannotUnseal)) throw error;
    return lost(error.why);
  }
}
