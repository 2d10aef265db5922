import type { PoolClient, QueryResultRow } from 'pg';

let opened = 0;

/** Rows of a query a piece at a time, within the client's transaction: in constant memory, however many there are. */
export async function* rowsOf<Row extends QueryResultRow>(
  client: Pick<PoolClient, 'query'>,
  query: string,
  piece = 2_000,
): AsyncGenerator<Row> {
  const cursor = `courrier_cursor_${++opened}`;
  await client.query(`declare ${cursor} no scroll cursor for ${query}`);
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${piece} from ${cursor}`);
    yield* rows;
    if (rows.length < piece) break;
  }
  await client.query(`close ${cursor}`);
}
