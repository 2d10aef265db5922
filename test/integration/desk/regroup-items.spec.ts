import { readFileSync } from 'node:fs';
import path from 'node:path';
import { formTokenOf } from '../../../src/desk/access/session-cookie';
import { packageRoot } from '../../../src/platform/package-root';
import { AskingHouse } from '../../fakes/asking-house';
import { type AtTheDesk, enterByKey } from '../../fakes/at-the-desk';

const SCANS = path.join(packageRoot, 'test/fixtures/demo/scan-batch');
const DAY = '2026-11-20';

/** Scanned letters split and merged by hand. Real: everything of AskingHouse, the desk's pages, scans by HTTP. Fake: the people. */
describe('a scan that is split, and two that are merged', () => {
  let house: AskingHouse;
  let desk: AtTheDesk;

  beforeAll(async () => {
    house = await AskingHouse.start({ ANSWER_WINDOW: '0', DOUBLE_DAYS: '0' });
    desk = await enterByKey(house.url, await house.running.house.apiKeys.create('operate', 'Agent d’essai'));
  });
  afterAll(() => house.stop());

  let batches = 0;
  /** @returns the ids of items with these pages each */
  async function scanned(...items: readonly (readonly string[])[]): Promise<string[]> {
    const key = await house.running.house.apiKeys.create('ingest', 'lot d’essai');
    const form = new FormData();
    const batch = {
      ...{ batchId: `essai-${++batches}`, scannedAt: '2026-11-20T09:00:00Z', operator: 'essai' },
      items: items.map((pages, index) => ({ itemId: String(index), receivedOn: DAY, pages })),
    };
    form.append('batch', new Blob([JSON.stringify(batch)], { type: 'application/json' }), 'batch.json');
    for (const name of new Set(items.flat()))
      form.append(name, new Blob([new Uint8Array(readFileSync(path.join(SCANS, name)))]), name);
    const headers = { authorization: `Bearer ${key}` };
    const taken = await fetch(`${house.url}/api/correspondences`, { method: 'POST', headers, body: form });
    expect(taken.status).toBeLessThan(300);
    const { rows } = await house.query('select id from correspondences order by sequence desc limit $1', [
      items.length,
    ]);
    const ids = rows.map(({ id }) => id as string).reverse();
    for (const id of ids) {
      await house.settled(id);
      // Whatever the samples ask for, an agent has them here.
      await house.query("update correspondences set state = 'needs-agent' where id = $1", [id]);
    }
    return ids;
  }

  const record = async (id: string) => {
    const found = await house.running.house.correspondences.load(id);
    if (found === null) throw new Error('ce courrier n’existe pas');
    return found;
  };
  const pagesOf = async (id: string) =>
    (await house.running.house.correspondences.documentsOf(id)).filter(({ role }) => role === 'page');
  async function act(id: string, fields: readonly (readonly [string, string])[]) {
    const { revision } = await record(id);
    const jeton = formTokenOf(desk.headers.cookie.split('=')[1] ?? '');
    const pairs = [['revision', String(revision)], ['jeton', jeton], ...fields.map((one) => [...one])] as [
      string,
      string,
    ][];
    const body = new URLSearchParams(pairs);
    const where = `${house.url}/bureau/${id}`;
    return fetch(where, { method: 'POST', headers: desk.headers, body, redirect: 'manual' });
  }
  const split = (id: string, pages: readonly string[]) =>
    act(id, [['acte', 'scinder'], ...pages.map((page) => ['page', page] as const)]);
  const account = () => house.running.house.reconciliation.of(DAY);
  const totals = async () => {
    const { received, parts, channels } = await account();
    const sum = (classes: Readonly<Record<string, number>>) =>
      Object.values(classes).reduce((all, one) => all + one, 0);
    const inClasses = channels.reduce((all, { classes }) => all + sum(classes), 0);
    expect([inClasses, sum(parts.classes)]).toEqual([received, parts.count]);
    return { received, parts: parts.count };
  };
  const location = (answer: Response) => answer.headers.get('location')?.replace('/bureau/', '') ?? '';

  it('makes two items of one, each read with its own pages, and one again', async () => {
    const [id = ''] = await scanned(['0001-1.pdf', '0002-1.pdf', '0004-1.pdf']);
    const before = await totals();
    const [whole, pages] = [await record(id), await pagesOf(id)];
    const last = pages[2]?.id ?? '';
    for (const bad of [[], pages.map((page) => page.id), ['0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a'], [last, 'x']])
      expect((await split(id, bad)).status).toBe(422);
    expect(await (await desk.get(`/bureau/${id}`)).text()).toContain('Pages qui font un autre courrier');
    const done = await Promise.all([split(id, [last]), split(id, [last])]);
    expect(done.map(({ status }) => status).sort()).toEqual([303, 422]);
    const part = location(done.find(({ status }) => status === 303) ?? new Response());
    await Promise.all([house.settled(id), house.settled(part)]);
    const [first, second] = [await record(id), await record(part)];
    expect([await pagesOf(id), await pagesOf(part)].map((all) => all.length)).toEqual([2, 1]);
    const lastText = second.reading?.text ?? '?';
    expect(lastText.length).toBeGreaterThan(40);
    expect(first.reading?.text).not.toContain(lastText.slice(0, 40));
    expect(whole.reading?.text).toContain(lastText.slice(0, 40));
    expect([second.source, second.receivedOn, second.scan?.batchId]).toEqual(['split', DAY, whole.scan?.batchId]);
    expect(await totals()).toEqual({ received: before.received, parts: before.parts + 1 });
    expect(await house.events(id)).toContain('split');
    expect(await house.events(part)).toContain('split-off');
    await house.query("update correspondences set state = 'needs-agent' where id = any($1)", [[id, part]]);
    expect(await (await desk.get(`/bureau/${part}`)).text()).toContain('remettre ces pages au premier');
    expect(location(await act(part, [['acte', 'defaire']]))).toBe(id);
    const again = await house.settled(id);
    expect(again.reading?.text).toBe(whole.reading?.text);
    expect((await pagesOf(id)).map((page) => page.id)).toEqual(pages.map((page) => page.id));
    expect((await record(part)).state).toBe('joined');
    expect(await totals()).toEqual({ received: before.received, parts: before.parts + 1 });
  });

  it('makes one item of two, and two again', async () => {
    const [one = '', other = ''] = await scanned(['0001-1.pdf'], ['0004-1.pdf']);
    const before = await totals();
    const [text, reference] = [(await record(other)).reading?.text, (await record(one)).reference];
    for (const dossier of ['', 'C-2026-999999', (await record(other)).reference])
      expect(
        (
          await act(other, [
            ['acte', 'reunir'],
            ['dossier', dossier],
          ])
        ).status,
      ).toBe(422);
    const merged = await act(other, [
      ['acte', 'reunir'],
      ['dossier', ` ${reference} `],
    ]);
    expect([merged.status, location(merged)]).toEqual([303, one]);
    const whole = await house.settled(one);
    expect(whole.reading?.text).toContain(text?.slice(0, 40));
    expect([await pagesOf(one), await pagesOf(other)].map((all) => all.length)).toEqual([2, 0]);
    expect(await record(other)).toMatchObject({ state: 'joined', reason: expect.stringContaining(reference) });
    expect(await totals()).toEqual(before);
    await house.query("update correspondences set state = 'needs-agent' where id = $1", [one]);
    expect(location(await act(other, [['acte', 'defaire']]))).toBe(other);
    await Promise.all([house.settled(one), house.settled(other)]);
    expect((await record(other)).reading?.text).toBe(text);
    expect([await pagesOf(one), await pagesOf(other)].map((all) => all.length)).toEqual([1, 1]);
    expect(await totals()).toEqual(before);
    expect(await house.events(other)).toEqual(expect.arrayContaining(['merged', 'merge-undone']));
  });

  it('loses no page where two agents merge one into the other at once, and leaves answered mail as it is', async () => {
    const [one = '', other = ''] = await scanned(['0001-1.pdf'], ['0004-1.pdf']);
    const [first, second] = [await record(one), await record(other)];
    const into = (id: string, dossier: string) =>
      act(id, [
        ['acte', 'reunir'],
        ['dossier', dossier],
      ]);
    const both = await Promise.all([into(one, second.reference), into(other, first.reference)]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect((await pagesOf(one)).length + (await pagesOf(other)).length).toBe(2);
    const [answered = ''] = await scanned(['0001-1.pdf', '0004-1.pdf']);
    await house.query("update correspondences set state = 'answered' where id = $1", [answered]);
    expect((await split(answered, [(await pagesOf(answered))[0]?.id ?? ''])).status).toBe(422);
    const mail = await house.ask({ from: 'autre@exemple.invalid', text: 'Bonjour.' });
    expect((await into(mail.id, first.reference)).status).toBe(422);
  });
});
