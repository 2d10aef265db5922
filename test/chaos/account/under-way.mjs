import { Client } from 'pg';

const UNDER_WAY = ['received', 'reading', 'triage', 'composing', 'dispatching'];
const ASK_MS = 2_000;

/** Runs a question on the house's database by a connection of its own. */
export async function askDatabase(url, use) {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: ASK_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(async (sql, values) => (await client.query(sql, values)).rows);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** How much has still to happen, and a mark that changes whenever something did; null while the database is away. */
export function lookUnderWay(url) {
  return askDatabase(url, async (ask) => {
    const [row] = await ask(
      `select (select count(*)::int from correspondences where state = any($1)) as "underWay",
              (select count(*)::int from ledger where state = 'transmitting') as transmitting,
              (select count(*)::int from outbox) as outbox,
              (select count(*)::int from correspondences) as rows,
              (select coalesce(max(id), 0)::text from journal) as journal`,
      [UNDER_WAY],
    );
    return row;
  }).catch(() => null);
}
