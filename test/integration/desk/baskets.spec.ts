import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningHouse, startHouse } from '../../../src/house/start-house';
import { Receiver } from '../../../src/intake/receiver';
import { type AtTheDesk, enterByKey } from '../../fakes/at-the-desk';
import { FakeComposer, FakeReader } from '../../fakes/fake-stage-tools';
import { until } from '../../fakes/until';
import { emptyDatabase, testEnvironment } from '../test-servers';

/** Baskets and search. Real: PostgreSQL, its queue, HTTP, triage. Fake: what reads and composes; the people are invented. */
describe('baskets and search', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let running: RunningHouse;
  let desk: AtTheDesk;
  const ids: Record<string, string> = {};

  const MAILS = {
    danger: 'Mon mari me frappe.',
    unknown: 'Bonjour, voici mon numéro 2 55 08 14 168 025 38, merci.',
    question: 'Où en est mon dossier ? Ma fille Éloïse était scolarisée à Orléans.',
    again: 'Je voudrais des nouvelles de la négociation que nous évoquions.',
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-corbeilles-'));
    database = await emptyDatabase();
    const settings = { QUEUE_BACKEND: 'postgres', DATABASE_URL: database.url, DATA_FOLDER: folder };
    running = await startHouse(testEnvironment(settings), { reader: new FakeReader(), composer: new FakeComposer() });
    const { house } = running;
    const receiver = new Receiver({ ...house, enqueuer: { kick: () => undefined } });
    for (const [name, text] of Object.entries(MAILS))
      ids[name] = (
        await receiver.receiveEmail(Buffer.from(`Subject: essai ${name}\r\n\r\n${text}`), 'ingest', null)
      ).id;
    for (const id of Object.values(ids))
      await until(async () => ((await house.correspondences.load(id))?.triage ? true : null));
    const tasks = { danger: 'write', unknown: 'identify', question: 'decide', again: 'decide' };
    // Where triage puts them is the decision table's affair: here each basket gets its own.
    for (const [name, task] of Object.entries(tasks))
      await house.database.pool.query("update correspondences set state = 'needs-agent', task = $2 where id = $1", [
        ids[name],
        task,
      ]);
    desk = await enterByKey(
      `http://127.0.0.1:${running.httpPort}`,
      await house.apiKeys.create('operate', 'Agent d’essai'),
    );
  });

  afterAll(async () => {
    await running.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  /** Which of the mails a page lists, in its order. */
  const listed = (html: string): string[] =>
    [...html.matchAll(/<th scope="row"[^>]*>(?:<input[^>]*>)?\s*<a href="\/bureau\/([\w-]{36})/g)].map(
      ([, id]) => Object.keys(ids).find((name) => ids[name] === id) ?? '?',
    );
  const open = async (query: string) => listed(await (await desk.get(`/bureau?${query}`)).text());
  const search = async (numero: string) => {
    const found = await desk.post('/bureau/recherche', { numero });
    return { status: found.status, location: found.headers.get('location'), html: await found.text() };
  };

  it('puts each item where its task is, danger first and then the oldest', async () => {
    expect(await open('corbeille=a-regler')).toEqual(['danger', 'unknown', 'question', 'again']);
    expect(await open('corbeille=a-identifier')).toEqual(['unknown']);
    expect(await open('corbeille=a-decider')).toEqual(['question', 'again']);
    expect(await open('corbeille=a-ecrire')).toEqual(['danger']);
    expect(await open('corbeille=illisible')).toEqual([]);
    expect(await open('corbeille=a-regler&urgent=oui')).toEqual(['danger']);
    expect(await open('corbeille=a-regler&voie=papier')).toEqual([]);
    expect(await open('corbeille=a-regler&page=2')).toEqual([]);
    expect(await open('corbeille=rien&voie=x&page=-1')).toHaveLength(4);
  });

  it('counts what is open, with the age of the oldest, and counts no archive', async () => {
    await running.house.database.pool.query('update correspondences set received_on = received_on - 3 where id = $1', [
      ids.question,
    ]);
    const html = await (await desk.get('/bureau')).text();
    expect(html).toMatch(/À décider<b>2<\/b><small>3\u00a0j/);
    expect(html).toMatch(/À identifier<b>1<\/b>(?!<small>)/);
    expect(html).toMatch(/Répondus<\/a>/);
    expect(html).toContain('flag danger');
  });

  it('draws a board of the same figures, and gives it as CSV', async () => {
    const html = await (await desk.get('/bureau/tableau')).text();
    expect(html).toMatch(/<dt>Reçus<\/dt><dd>4<\/dd>/);
    expect(html).toMatch(/<dt>En stock<\/dt><dd>4<\/dd>/);
    const csv = await (await desk.get('/bureau/tableau.csv')).text();
    const lines = csv.trim().split('\r\n');
    expect(lines[0]).toBe('jour;recus;reconnus_sans_agent;regles');
    expect(lines).toHaveLength(31);
    expect(lines.at(-1)).toMatch(/^\d{4}-\d\d-\d\d;3;0;0$/);
    expect(lines.at(-4)).toMatch(/;1;0;0$/);
  });

  it('shows what is late in a basket of its own', async () => {
    const late = "update deadlines set alarm = 'late', open = true where correspondence_id = $1";
    await running.house.database.pool.query(late, [ids.question]);
    expect(await open('corbeille=en-retard')).toEqual(['question']);
  });

  it('finds words without accents, in other forms, of every item that holds them all', async () => {
    expect(listed((await search('ELOISE scolarisées')).html)).toEqual(['question']);
    expect(listed((await search('negociations évoquer')).html)).toEqual(['again']);
    expect(listed((await search('essai')).html)).toEqual(['again', 'question', 'unknown', 'danger']);
    expect(listed((await search('eloise negociation')).html)).toEqual([]);
    expect(listed((await search("'; drop table search_words; -- <b>")).html)).toEqual([]);
  });

  it('opens a reference at once, and takes a number to the page of people, in a body', async () => {
    const record = await running.house.correspondences.load(ids.again ?? '');
    expect(await search(record?.reference ?? '')).toMatchObject({ status: 303, location: `/bureau/${ids.again}` });
    for (const number of ['2 55 08 14 168 025 38', '0260311'])
      expect(await search(number)).toMatchObject({ status: 307, location: '/bureau/personnes' });
  });

  it('keeps no word that anybody could read, and tells the journal of a search without its words', async () => {
    const { pool } = running.house.database;
    const { rows } = await pool.query('select words from search_words');
    expect(rows).toHaveLength(4);
    const kept = JSON.stringify(rows);
    for (const word of ['elois', 'scolaris', 'mari', '168025', 'personne'])
      expect(kept.toLowerCase()).not.toContain(`"${word}`);
    const told = await pool.query("select detail from journal where event = 'searched'");
    expect(Object.keys(told.rows[0].detail).sort()).toEqual(['by', 'found']);
  });
});
