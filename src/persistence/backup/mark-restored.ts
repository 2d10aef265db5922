import type { ClientBase } from 'pg';

/** What a restore made wait for an agent. */
export interface Restored {
  /** Items that were under way. */
  readonly stopped: readonly string[];
  /** Sendings that may have left since. */
  readonly perhapsSent: number;
}

/** References given since the backup stand on letters that people hold: none of them is given a second time. */
const REFERENCES_SKIPPED = 100_000;
/** Time to set again the freezes that were set since the backup. */
const DAYS_WITHOUT_RETENTION = 7;

/**
 * What was under way when the backup was made may have been answered after it. Nobody here can know, so no machine answers it:
 * it waits for an agent, and a sending that was reserved counts as perhaps sent. What waited already is told the same.
 * Written in the columns that every version has, since it runs on the backup's own schema.
 */
export async function markRestored(client: ClientBase, warning: string): Promise<Restored> {
  const sendings = await client.query(
    `update ledger set state = 'perhaps-sent', settled_at = now() where state in ('reserved', 'transmitting')`,
  );
  await client.query(
    `update correspondences set reason = concat_ws(' ', $1::text, reason), revision = revision + 1
     where state in ('needs-agent', 'waiting-sender', 'failed')`,
    [warning],
  );
  const stopped = await client.query<{ id: string }>(
    `update correspondences set state = 'needs-agent', reason = $1, revision = revision + 1, updated_at = now()
     where state in ('received', 'reading', 'triage', 'composing', 'dispatching') returning id`,
    [warning],
  );
  const inDoubt = await markLetters(client, warning);
  await client.query(
    `select setval(pg_get_serial_sequence('correspondences', 'sequence'),
       (select coalesce(max(sequence), 0) from correspondences) + ${REFERENCES_SKIPPED})`,
  );
  await client.query(
    `insert into daily_tasks (name, day, done_at)
     select 'retention', (now() at time zone 'Europe/Paris')::date + n, now() from generate_series(0, ${DAYS_WITHOUT_RETENTION - 1}) n
     on conflict do nothing`,
  );
  return { stopped: stopped.rows.map(({ id }) => id), perhapsSent: (sendings.rowCount ?? 0) + inDoubt };
}

/** Letters that waited for their batch may have been in one since. @returns how many */
async function markLetters(client: ClientBase, warning: string): Promise<number> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('public.print_letters') is not null as there`,
  );
  if (rows[0]?.there !== true) return 0;
  const letters = await client.query(`update print_letters set state = 'in-doubt' where state = 'waiting'`);
  await client.query('update print_batches set closed_at = now() where closed_at is null');
  await client.query(
    `update correspondences set state = 'needs-agent', reason = $1, revision = revision + 1, updated_at = now()
     where state in ('answered', 'closed') and id in (select correspondence_id from print_letters where state = 'in-doubt')`,
    [warning],
  );
  return letters.rowCount ?? 0;
}

/** The queues are filled from the rows: what was on its way into them when the backup was made is put there again. */
export async function forgetOutbox(client: ClientBase): Promise<void> {
  await client.query('delete from outbox');
}
