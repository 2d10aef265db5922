import { sql } from 'drizzle-orm';
import { type OpenDatabase, openDatabase } from '../../src/persistence/database';
import { emptyDatabase } from './test-servers';

/** Connections that PostgreSQL ends, as it does when it is restarted. Real: PostgreSQL. */
describe('a database that ends its connections', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let opened: OpenDatabase;
  const told: string[] = [];

  beforeAll(async () => {
    database = await emptyDatabase();
    opened = await openDatabase(database.url, (error) => told.push(error.message));
  });
  afterAll(async () => {
    await opened.close();
    await database.drop();
  });

  it('fails the transaction between whose queries it happened, and serves the next one', async () => {
    const broken = opened.db.transaction(async (tx) => {
      const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await opened.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      // The end of the connection arrives while no query is under way on it.
      while (told.length === 0) await opened.pool.query('select pg_sleep(0.01)');
      await tx.execute(sql`select 1`);
    });
    await expect(broken).rejects.toThrow();
    expect(told[0]).toMatch(/terminat/i);
    await expect(opened.db.execute(sql`select 1 as one`)).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });

  it('gives back the connection of a transaction that could not begin, however often', async () => {
    for (let time = 0; time <= opened.pool.options.max; time++) {
      // Refused at BEGIN, as on a connection that has just ended.
      const refused = opened.db.transaction(async () => undefined, { isolationLevel: 'none such' as 'serializable' });
      await expect(refused).rejects.toThrow();
    }
    expect(opened.pool.idleCount).toBe(opened.pool.totalCount);
    await expect(opened.db.transaction((tx) => tx.execute(sql`select 1 as one`))).resolves.toMatchObject({
      rows: [{ one: 1 }],
    });
  });
});
