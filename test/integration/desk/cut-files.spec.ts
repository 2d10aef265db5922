import PDFDocument from 'pdfkit';
import { Receiver } from '../../../src/intake/receiver';
import { NO_QUEUE_HERE } from '../../../src/pipeline/enqueuer';
import { aDrawnPage, aTiffOf } from '../../builders/a-drawn-page';
import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { type AtTheDesk, enterByKey } from '../../fakes/at-the-desk';

const DAY = '2026-11-20';

/**
 * Two letters in one file, and an e-mail with somebody else’s papers. Real: everything of AskingHouse, the desk's pages, scans by
 * HTTP, the viewing process that cuts (a build is needed). Fake: the people.
 */
describe('a file with pages of two letters', () => {
  let house: AskingHouse;
  let desk: AtTheDesk;

  beforeAll(async () => {
    house = await AskingHouse.start({ ANSWER_WINDOW: '0', DOUBLE_DAYS: '0' });
    desk = await enterByKey(house.url, await house.running.house.apiKeys.create('operate', 'Agent d’essai'));
  });
  afterAll(() => house.stop());

  const aPdf = (pages: readonly string[]): Promise<Buffer> => {
    const document = new PDFDocument({ size: 'A4', autoFirstPage: false });
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    for (const text of pages) document.addPage().text(text);
    document.end();
    return new Promise((resolve) => document.once('end', () => resolve(Buffer.concat(parts))));
  };
  const sentence = (word: string) => `Page ${word}. Madame, Monsieur, je vous écris au sujet de mon dossier ${word}.`;

  let batches = 0;
  async function scanned(files: Readonly<Record<string, Buffer>>): Promise<string> {
    const key = await house.running.house.apiKeys.create('ingest', 'lot d’essai');
    const form = new FormData();
    const batch = {
      ...{ batchId: `coupe-${++batches}`, scannedAt: '2026-11-20T09:00:00Z', operator: 'essai' },
      items: [{ itemId: '1', receivedOn: DAY, pages: Object.keys(files) }],
    };
    form.append('batch', new Blob([JSON.stringify(batch)], { type: 'application/json' }), 'batch.json');
    for (const [name, bytes] of Object.entries(files)) form.append(name, new Blob([new Uint8Array(bytes)]), name);
    const headers = { authorization: `Bearer ${key}` };
    const taken = await fetch(`${house.url}/api/correspondences`, { method: 'POST', headers, body: form });
    expect(taken.status).toBeLessThan(300);
    const { rows } = await house.query('select id from correspondences order by sequence desc limit 1');
    await forAgent(rows[0]?.id);
    return rows[0]?.id;
  }
  async function forAgent(...ids: readonly string[]): Promise<void> {
    for (const id of ids) await house.settled(id);
    await house.query("update correspondences set state = 'needs-agent' where id = any($1)", [ids]);
  }
  const record = async (id: string) => {
    const found = await house.running.house.correspondences.load(id);
    if (found === null) throw new Error('ce courrier n’existe pas');
    return found;
  };
  const documents = (id: string) => house.running.house.correspondences.documentsOf(id);
  const readOf = async (id: string) => ((await record(id)).reading?.text ?? '').replace(/\s+/g, ' ');
  const namesOf = async (id: string, role: string) =>
    (await documents(id)).filter((one) => one.role === role).map(({ name }) => name);
  const act = async (id: string, acte: string, pages: readonly string[] = []) => {
    const revision = String((await record(id)).revision);
    return desk.postAll(`/bureau/${id}`, [
      ['acte', acte],
      ['revision', revision],
      ...pages.map((page) => ['page', page] as const),
    ]);
  };
  const location = (answer: Response) => answer.headers.get('location')?.replace('/bureau/', '') ?? '';

  it('is cut where an agent says, read apart, whole in neither’s export, and one again', async () => {
    const id = await scanned({
      'seule.pdf': await aPdf([sentence('zéro')]),
      'liasse.pdf': await aPdf(['un', 'deux', 'trois', 'quatre', 'cinq'].map(sentence)),
    });
    const before = await readOf(id);
    const bundle = (await documents(id)).find(({ name }) => name === 'liasse.pdf')?.id ?? '';
    const page = await (await desk.get(`/bureau/${id}`)).text();
    for (const place of [1, 5]) expect(page).toContain(`value="${bundle}:${place}"`);
    expect(page).toContain(`src="/bureau/${id}/pages/${bundle}/5"`);
    const alone = (await documents(id)).find(({ name }) => name === 'seule.pdf')?.id ?? '';
    const every = [alone, ...[1, 2, 3, 4, 5].map((place) => `${bundle}:${place}`)];
    for (const bad of [[], ['x'], [`${bundle}:6`], [`${id}:1`], every])
      expect((await act(id, 'scinder', bad)).status).toBe(422);
    expect((await documents(id)).map(({ role }) => role)).toEqual(['page', 'page']);
    const done = await Promise.all([
      act(id, 'scinder', [`${bundle}:3`, `${bundle}:4`]),
      act(id, 'scinder', [`${bundle}:3`, `${bundle}:4`]),
    ]);
    expect(done.map(({ status }) => status).sort()).toEqual([303, 422]);
    const part = location(done.find(({ status }) => status === 303) ?? new Response());
    await forAgent(id, part);
    expect(await readOf(id)).toMatch(/Page zéro.*Page un.*Page deux.*Page cinq/);
    expect(await readOf(part)).toMatch(/Page trois.*Page quatre/);
    expect(await readOf(id)).not.toMatch(/trois|quatre/);
    expect(await readOf(part)).not.toMatch(/deux|cinq/);
    expect([await namesOf(id, 'page'), await namesOf(part, 'page')]).toEqual([
      ['seule.pdf', 'liasse-p1-2-5.pdf'],
      ['liasse-p3-4.pdf'],
    ]);
    // The whole is kept as it came, with the first, and goes out with neither.
    expect(await namesOf(id, 'aside')).toEqual(['liasse.pdf']);
    const handover = await (await desk.get(`/bureau/${id}/remise.json`)).json();
    expect((handover as { documents: unknown[] }).documents).toHaveLength(2);
    expect((await act(part, 'defaire')).headers.get('location')).toBe(`/bureau/${id}`);
    await forAgent(id);
    expect(await readOf(id)).toBe(before);
    expect(await namesOf(id, 'page')).toEqual(['seule.pdf', 'liasse.pdf']);
    expect((await record(part)).state).toBe('joined');
    // Once more, with the same pages: nothing stands in its way.
    const again = location(await act(id, 'scinder', [`${bundle}:5`]));
    await forAgent(id, again);
    expect(await readOf(again)).toMatch(/^Page cinq/);
  });

  it('is cut page by page where it is a TIFF, and not undone while a piece of it is cut anew', async () => {
    const pictures = await Promise.all(
      ['ALPHA', 'BRAVO', 'CHARLIE', 'DELTA'].map((word) => aDrawnPage([`Madame, Monsieur, page ${word}`, 'Bonjour.'])),
    );
    const id = await scanned({ 'liasse.tif': await aTiffOf(pictures) });
    const [file] = await documents(id);
    const part = location(await act(id, 'scinder', [`${file?.id}:2`, `${file?.id}:3`, `${file?.id}:4`]));
    await forAgent(id, part);
    expect([await namesOf(id, 'page'), await namesOf(part, 'page')]).toEqual([
      ['liasse-p1.tif'],
      ['liasse-p2.tif', 'liasse-p3.tif', 'liasse-p4.tif'],
    ]);
    expect(await readOf(part)).toMatch(/BRAVO.*CHARLIE.*DELTA/);
    const last = (await documents(part)).find(({ name }) => name === 'liasse-p4.tif')?.id ?? '';
    const third = location(await act(part, 'scinder', [last]));
    await forAgent(part, third);
    const refused = await act(part, 'defaire');
    expect(await refused.text()).toContain('défaites d’abord');
    await act(third, 'defaire');
    await forAgent(part);
    expect((await act(part, 'defaire')).status).toBe(303);
    await forAgent(id);
    expect(await readOf(id)).toMatch(/ALPHA.*BRAVO.*CHARLIE.*DELTA/);
  });

  it('is parted from an e-mail with the papers that make another item, and put back', async () => {
    const file = (name: string, bytes: Buffer) =>
      [
        `--M\r\nContent-Type: application/pdf; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"`,
        `Content-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64').replace(/(.{76})/g, '$1\r\n')}`,
      ].join('\r\n');
    const raw = [
      ...['From: Sophie Martin <dossier0410417@exemple.invalid>', 'To: courrier@caf.invalid', 'Subject: Papiers'],
      ...[
        'Message-ID: <papiers@exemple.invalid>',
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary="M"',
        '',
      ],
      `--M\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nVoici mes papiers. Mon NIR : ${N.sophie}. Sophie Martin`,
      file('bail.pdf', await aPdf([sentence('bail')])),
      file('voisin.pdf', await aPdf([sentence('voisin')])),
      '--M--\r\n',
    ].join('\r\n');
    const receiver = new Receiver({ ...house.running.house, enqueuer: NO_QUEUE_HERE });
    const { id } = await receiver.receiveEmail(Buffer.from(raw), 'ingest', null);
    await forAgent(id);
    const before = await record(id);
    expect(before.reading?.attachments.map(({ name }) => name)).toEqual(['bail.pdf', 'voisin.pdf']);
    for (const bad of [[], ['3'], ['0'], ['x']]) expect((await act(id, 'scinder', bad)).status).toBe(422);
    expect(await (await desk.get(`/bureau/${id}`)).text()).toContain('Pièces jointes qui font un autre courrier');
    const part = location(await act(id, 'scinder', ['2']));
    await forAgent(id, part);
    const [first, second] = [await record(id), await record(part)];
    expect(first.reading?.attachments.map(({ name }) => name)).toEqual(['bail.pdf']);
    expect(first.reading).toMatchObject({
      subject: 'Papiers',
      from: { address: 'dossier0410417@exemple.invalid' },
      authentication: before.reading?.authentication,
    });
    expect(await readOf(id)).toContain('Voici mes papiers');
    expect(await readOf(id)).not.toContain('Page voisin');
    expect(second).toMatchObject({ source: 'split', channel: 'email', receivedOn: before.receivedOn });
    expect(second.reading?.attachments).toMatchObject([{ ...before.reading?.attachments[1] }]);
    expect(JSON.stringify(second.reading?.texts)).toContain('Page voisin');
    expect(JSON.stringify(second.reading)).not.toContain('Voici mes papiers');
    expect((await act(part, 'defaire')).headers.get('location')).toBe(`/bureau/${id}`);
    await forAgent(id);
    expect((await record(id)).reading?.attachments).toEqual(before.reading?.attachments);
    expect((await record(part)).state).toBe('joined');
    expect(await house.events(id)).toEqual(expect.arrayContaining(['split', 'pages-joined']));
  });

  it('leaves nothing for an integrity check to find', async () => {
    const { rows } = await house.query(
      'select count(*)::int as n from documents d where not exists (select 1 from correspondences c where c.id = d.correspondence_id)',
    );
    expect(rows[0]?.n).toBe(0);
    const { store } = house.running.house;
    const keys = await house.query('select distinct store_key from documents where store_key is not null');
    for (const { store_key: key } of keys.rows) expect(await store.verify(key)).toBeNull();
  });
});
