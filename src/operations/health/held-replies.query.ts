import { sql } from 'drizzle-orm';
import type { Database } from '../../persistence/database';
import { ledger } from '../../persistence/tables/ledger.tables';

export interface HeldReplies {
  readonly count: number;
  readonly oldestMinutes: number;
}

/** A reply leaves within seconds; one that has been reserved for so long waits for its server. */
const HELD_MINUTES = 5;

/** E-mails that are reserved and do not leave. Only open rows of the ledger are read, by their partial index. */
export async function heldReplies(db: Database): Promise<HeldReplies> {
  const { rows } = await db.execute<{ count: number; minutes: number | null }>(sql`
    select count(*)::int as count, floor(extract(epoch from now() - min(${ledger.reservedAt})) / 60)::int as minutes
    from ${ledger} where ${ledger.state} = 'reserved' and ${ledger.channel} = 'email'
      and ${ledger.reservedAt} < now() - make_interval(mins => ${HELD_MINUTES})`);
  return { count: rows[0]?.count ?? 0, oldestMinutes: rows[0]?.minutes ?? 0 };
}
