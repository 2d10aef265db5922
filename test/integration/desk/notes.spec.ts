import { buffer } from 'node:stream/consumers';
import { fromBuffer } from 'yauzl';
import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { type AtTheDesk, atTheDesk } from '../../fakes/at-the-desk';

/** Notes between colleagues. Real: everything of AskingHouse, the desk's pages, retention's erasure. Fake: the people. */
describe('notes on an item', () => {
  let house: AskingHouse;
  let ada: AtTheDesk;
  let bo: AtTheDesk;
  let eve: AtTheDesk;
  let id = '';

  beforeAll(async () => {
    house = await AskingHouse.start({ ANSWER_WINDOW: '0', DOUBLE_DAYS: '0' });
    const { accounts, sessions } = house.running.house;
    const enter = async (login: string, name: string, role: 'agent' | 'supervisor' | 'auditor') => {
      const accountId = (await accounts.create({ login, name, role, passwordHash: 'x' })) ?? '';
      return atTheDesk(house.url, await sessions.open({ accountId }));
    };
    ada = await enter('ada', 'Ada Essai', 'supervisor');
    bo = await enter('bo.essai', 'Bo Épreuve', 'agent');
    eve = await enter('eve', 'Eve Contrôle', 'auditor');
    const record = await house.ask({
      ...{ from: 'dossier0410417@exemple.invalid', name: 'Sophie Martin', subject: 'Ma situation' },
      text: `Bonjour, je me suis séparée. Mon NIR : ${N.sophie}.\r\n\r\nSophie Martin`,
    });
    id = record.id;
  });
  afterAll(() => house.stop());

  const write = (desk: AtTheDesk, texte: string, pour = '') => desk.post(`/bureau/${id}/notes`, { texte, pour });
  const page = async (desk: AtTheDesk, where: string) => (await desk.get(where)).text();

  it('completes a mention, and refuses one that is nobody, with what was typed kept', async () => {
    const refused = await write(ada, 'Peux-tu voir, @personne ? <b>merci</b>');
    expect(refused.status).toBe(422);
    const shown = await refused.text();
    expect(shown).toContain('n’est personne au bureau');
    expect(shown).toMatch(/<textarea[^>]*>Peux-tu voir, @personne \? &lt;b/);
    for (const bad of ['', '   ', 'x'.repeat(2_001)]) expect((await write(ada, bad)).status).toBe(422);
    expect(await page(ada, `/bureau/${id}`)).not.toContain('class="note');
    const kept = await write(ada, `Peux-tu rappeler, @épr ? Son NIR : ${N.sophie}`, 'eve');
    expect([kept.status, kept.headers.get('location')]).toEqual([303, `/bureau/${id}#notes`]);
    const item = await page(bo, `/bureau/${id}`);
    expect(item).toContain('Peux-tu rappeler, @bo.essai ?');
    expect(item).not.toContain(N.sophie);
    expect(item).toContain('pour Bo Épreuve, Eve Contrôle');
  });

  it('shows it to whom it is for, on every basket, until they say that they have read it', async () => {
    for (const desk of [bo, eve]) expect(await page(desk, '/bureau')).toMatch(/Pour moi<\/h2>[\s\S]*Peux-tu rappeler/);
    expect(await page(bo, '/bureau?corbeille=pour-moi')).toContain(`/bureau/${id}?corbeille=pour-moi`);
    expect(await page(ada, '/bureau')).not.toContain('Peux-tu rappeler');
    const note = /name="note" value="([\w-]{36})"/.exec(await page(bo, `/bureau/${id}`))?.[1] ?? '';
    // Somebody else's reading changes nothing of theirs.
    await ada.post('/bureau/mentions', { acte: 'lu', note });
    expect(await page(bo, '/bureau')).toContain('Peux-tu rappeler');
    const read = await bo.post('/bureau/mentions', { acte: 'lu', note, courrier: id, corbeille: 'pour-moi' });
    expect(read.headers.get('location')).toBe(`/bureau/${id}?corbeille=pour-moi`);
    expect(await page(bo, '/bureau')).not.toContain('Peux-tu rappeler');
    expect(await page(bo, `/bureau/${id}`)).toContain('Bo Épreuve (lu)');
    expect(await page(eve, '/bureau')).toContain('Peux-tu rappeler');
    await eve.post('/bureau/mentions', { acte: 'tout-lu' });
    expect(await page(eve, '/bureau')).not.toContain('Peux-tu rappeler');
    expect((await house.events(id)).filter((event) => event === 'mention-read')).toHaveLength(2);
  });

  it('keeps it sealed and out of the journal, lets who only looks write none, and marks it internal in an export', async () => {
    expect((await write(eve, 'Je regarde.')).status).toBe(403);
    const { rows } = await house.query('select * from item_notes');
    expect(rows).toHaveLength(1);
    expect(Buffer.from(rows[0].content).toString('latin1')).not.toContain('rappeler');
    const written = await house.query("select detail::text from journal where event = 'item-note-written'");
    expect(written.rows.map(({ detail }) => detail).join()).toMatch(/"mentions": ?2/);
    expect(written.rows.map(({ detail }) => detail).join()).not.toContain('rappeler');
    expect(house.logged.join()).not.toContain('rappeler');
    const zip = await ada.get(`/bureau/${id}/dossier.zip`);
    const files = await unzip(Buffer.from(await zip.arrayBuffer()));
    const path = [...files.keys()].find((name) => name.endsWith('interne/notes.json')) ?? '';
    expect(JSON.parse(files.get(path) ?? '')).toMatchObject([{ by: 'Ada Essai', for: ['Bo Épreuve', 'Eve Contrôle'] }]);
    const manifest = JSON.parse(files.get('manifeste.json') ?? '{}') as { files: { path: string; internal?: true }[] };
    expect(manifest.files.filter(({ internal }) => internal === true).map((file) => file.path)).toEqual([path]);
  });

  it('is erased with its item, and an erased item takes none', async () => {
    await house.query("update correspondences set state = 'set-aside' where id = $1", [id]);
    const { erasure, certificates } = house.running.house;
    const before = new Date(Date.now() + 60_000);
    const scope = { states: ['set-aside' as const], channels: ['email' as const], before };
    const certificateId = await certificates.open('essai', '2026-11-24');
    expect(await erasure.eraseCorrespondences(scope, { certificateId, rule: 'essai' })).toBe(1);
    for (const table of ['item_notes', 'note_mentions'])
      expect((await house.query(`select 1 from ${table}`)).rowCount).toBe(0);
    expect((await write(ada, 'Trop tard.')).status).toBe(422);
  });
});

/** Name → text. */
async function unzip(zip: Buffer): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  await new Promise<void>((resolve, reject) =>
    fromBuffer(zip, { lazyEntries: true }, (error, opened) => {
      if (error !== null || opened === undefined) return reject(error);
      opened.on('end', resolve).on('error', reject);
      opened.on('entry', (entry) =>
        opened.openReadStream(entry, async (failed, stream) => {
          if (failed !== null || stream === undefined) return reject(failed);
          files.set(entry.fileName, (await buffer(stream)).toString());
          opened.readEntry();
        }),
      );
      opened.readEntry();
    }),
  );
  return files;
}
