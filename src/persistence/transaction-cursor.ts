import type { PoolClient, QueryConfig, QueryResultRow } from 'pg';

let opened = 0;
/** The first piece of a sorted query waits for its sorting, which takes as long as there are rows. */
const PATIENCE_MS = 60 * 60 * 1000;

/** Rows of a query a piece at a time, within the client's transaction: in constant memory, however many there are. */
export async function* rowsOf<Row extends QueryResultRow>(
  client: Pick<PoolClient, 'query'>,
  query: string,
  piece = 2_000,
): AsyncGenerator<Row> {
  const cursor = `courrier_cursor_${++opened}`;
  await client.query(`declare ${cursor} no scroll cursor for ${query}`);
  for (;;) {
    const fetch = { text: `fetch ${piece} from ${cursor}`, query_timeout: PATIENCE_MS } as QueryConfig;
    const { rows } = await client.query<Row>(fetch);
    yield* rows;
    if (rows.length < piece) break;
  }
  await client.query(`close ${cursor}`);
}
