import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { openHouse } from '../../src/house/house';
import { Receiver } from '../../src/intake/receiver';
import { NO_QUEUE_HERE } from '../../src/pipeline/enqueuer';
import { createLogger } from '../../src/platform/logger';
import { emptyDatabase, testEnvironment } from './test-servers';

/**
 * A database filled by each earlier version is brought to the newest, and its rows open. Real: PostgreSQL, the migrations, the
 * rows, which the programs of those days wrote. Fake: nothing; the people are invented.
 * Before a new migration: `node test/fixtures/migrations/write-fixture.mjs test/fixtures/migrations/<newest so far>.sql`.
 */
const MIGRATIONS = path.resolve(__dirname, '../../src/persistence/migrations');
const FIXTURES = path.resolve(__dirname, '../fixtures/migrations');
const fixtures = readdirSync(FIXTURES)
  .filter((name) => name.endsWith('.sql'))
  .sort();

describe('a database filled by an earlier version', () => {
  it.each(fixtures)('%s comes through every migration since, and its rows open', async (fixture) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'courrier-versions-'));
    const database = await emptyDatabase();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const old = readFileSync(path.join(FIXTURES, fixture), 'utf8');
    await migrateTo(client, fixture.replace(/\.sql$/, ''), folder);
    await client.query(old);
    const before = await rowCounts(client, old);
    const house = await openHouse(
      testEnvironment({ DATABASE_URL: database.url, DATA_FOLDER: folder }),
      createLogger('silent'),
    );
    try {
      expect(Object.keys(before)).toEqual(expect.arrayContaining(['correspondences', 'journal', 'ledger', 'outbox']));
      expect(await rowCounts(client, old)).toEqual(before);
      const { rows } = await client.query('select id, channel from correspondences order by sequence');
      const records = await house.correspondences.showAll(rows.map(({ id }) => id));
      expect(records).toMatchObject([
        {
          envelope: { helo: 'relais.invalid' },
          reading: { from: { name: 'Personne Inventée' } },
          triage: { decision: { letter: 'nir-manquant' } },
          settlement: { by: 'Agent inventé' },
        },
        { scan: { batchId: 'gabarit', itemId: '1' } },
      ]);
      const [mail] = records;
      const names = (await house.correspondences.documentsOf(mail?.id ?? '')).map(({ name }) => name);
      expect(names.sort()).toEqual(['lettre.pdf', 'message.eml']);
      expect((await house.ledger.of(mail?.id ?? ''))[0]?.content.subject).toBe('s');
      const events = (await house.correspondences.journalOf(mail?.id ?? '')).map(({ event }) => event);
      expect(events).toEqual(['received', 'read', 'decided', 'composed', 'settled-by-agent']);
      expect(await house.localDirectory.findFiles(['2550814168025'], [])).toMatchObject([
        { numeroAllocataire: '0260311' },
      ]);
      expect(await house.outbox.waiting()).toBe(3);

      // And it goes on: what came in then is known, and its rows move.
      const receiver = new Receiver({ ...house, enqueuer: NO_QUEUE_HERE });
      const again = await receiver.receiveEmail(Buffer.from('Subject: gabarit\r\n\r\nBonjour'), 'ingest', null);
      expect(again).toMatchObject({ id: mail?.id, created: false });
      expect(
        await house.correspondences.commitStage(
          { id: again.id, revision: 2, state: 'triage' },
          { state: 'set-aside', event: 'set-aside', detail: {} },
        ),
      ).toBe(true);
    } finally {
      await house.close();
      await client.end();
      await database.drop();
      rmSync(folder, { recursive: true });
    }
  });

  it('is at hand for the first version and for another', () => {
    expect(fixtures).toEqual(expect.arrayContaining(['0000_first.sql', '0001_directory_fingerprint.sql']));
  });
});

/** The schema as it was when that migration was the newest, written down as done like drizzle's own. */
async function migrateTo(client: Client, tag: string, folder: string): Promise<void> {
  const then = path.join(folder, 'migrations');
  cpSync(MIGRATIONS, then, { recursive: true });
  const file = path.join(then, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { tag: string }[] };
  const at = journal.entries.findIndex((entry) => entry.tag === tag);
  if (at < 0) throw new Error(`${tag} n’est pas une migration`);
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, at + 1) }));
  await migrate(drizzle(client), { migrationsFolder: then });
}

/** Rows of each table that the fixture fills. */
async function rowCounts(client: Client, fixture: string): Promise<Record<string, number>> {
  const tables = new Set([...fixture.matchAll(/^INSERT INTO public\.(\w+)/gm)].map(([, table]) => table as string));
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await client.query(`select count(*)::int as n from ${table}`);
    counts[table] = rows[0].n;
  }
  return counts;
}
