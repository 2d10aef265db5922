import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { type AtTheDesk, atTheDesk } from '../../fakes/at-the-desk';

/** Frequent acts under one key. Real: everything of AskingHouse, the desk's pages. Fake: the people. */
describe('a frequent act', () => {
  let house: AskingHouse;
  let ada: AtTheDesk;
  let bo: AtTheDesk;
  const accounts: string[] = [];

  beforeAll(async () => {
    house = await AskingHouse.start({ ANSWER_WINDOW: '0', DOUBLE_DAYS: '0', UNDO_SECONDS: '0' });
    const known = house.running.house;
    const enter = async (login: string, role: 'agent' | 'supervisor') => {
      const accountId = (await known.accounts.create({ login, name: `${login} essai`, role, passwordHash: 'x' })) ?? '';
      accounts.push(accountId);
      return atTheDesk(house.url, await known.sessions.open({ accountId }));
    };
    ada = await enter('ada', 'supervisor');
    bo = await enter('bo', 'agent');
  });
  afterAll(() => house.stop());

  const anItem = async () => {
    const text = `Bonjour, je me suis séparée de mon mari. Mon NIR : ${N.sophie}.\r\n\r\nSophie Martin`;
    const item = await house.ask({ from: 'dossier0410417@exemple.invalid', name: 'Sophie Martin', text });
    await house.query("update correspondences set state = 'needs-agent' where id = $1", [item.id]);
    return item;
  };
  const save = (fields: Readonly<Record<string, string>>) => ada.post('/bureau/gestes', { acte: 'garder', ...fields });
  const named = async (name: string) =>
    (await house.running.house.macros.list()).find((one) => one.name === name)?.id ?? '';
  const page = async (answer: Promise<Response>) => (await answer).text();

  it('is kept by who answers for the others, with a key of its own, and asks for what its letter leaves open', async () => {
    expect((await bo.get('/bureau/gestes')).status).toBe(403);
    for (const bad of [
      { nom: '', lettre: 'information' },
      { nom: 'Rien' },
      { nom: 'Faux', lettre: 'rien-de-tel' },
      { nom: 'Faux', demande: 'constructor' },
      { nom: 'Faux', texte: 'Vois cela, @personne.' },
    ])
      expect((await save(bad)).status).toBe(422);
    const asks = await save({ nom: 'Informer', touche: '1', lettre: 'information' });
    expect(asks.status).toBe(200);
    const field = /name="(champ-[\w-]+)"/.exec(await asks.text())?.[1] ?? '';
    const words = 'Votre situation est à l’étude.';
    const told = { nom: 'Informer', touche: '1', lettre: 'information', champs: 'information', [field]: words };
    const all = { ...told, a: `compte:${accounts[0]}`, texte: 'Informée le jour même, @ada.' };
    expect((await save(all)).status).toBe(303);
    const { rows } = await house.query('select * from desk_macros');
    expect(Buffer.from(rows[0].content).toString('latin1')).not.toContain('étude');
    expect((await save({ nom: 'Autre', touche: '1', a: 'personne' })).status).toBe(422);
    expect(await page(ada.get(`/bureau/gestes?geste=${await named('Informer')}`))).toContain(words);
  });

  it('shows what it would do, and does it by the acts of everybody', async () => {
    const { id, revision } = await anItem();
    const geste = await named('Informer');
    expect(await page(bo.get(`/bureau/${id}`))).toMatch(/data-touche="1"[^>]*>Informer/);
    const seen = await bo.post(`/bureau/${id}/geste`, { geste, revision: String(revision), corbeille: 'a-regler' });
    const preview = await seen.text();
    expect(seen.status).toBe(200);
    expect(preview).toContain('Votre situation est à l’étude.');
    expect(preview).toContain('Courriel tel qu’il partirait');
    expect((await bo.post(`/bureau/${id}/geste/message`, { geste })).headers.get('content-type')).toContain('rfc822');
    expect((await bo.post(`/bureau/${id}/geste/9`, { geste })).status).toBe(404);
    // Nothing is done by a look.
    expect((await house.running.house.correspondences.load(id))?.revision).toBe(revision);
    expect((await house.query('select 1 from item_notes')).rowCount).toBe(0);
    const field = /name="(champ-[\w-]+)"/.exec(preview)?.[1] ?? '';
    const own = { [field]: 'Nous vous écrirons lundi.', texte: 'Rien à ajouter.' };
    const form = { geste, revision: String(revision), acte: 'faire', vu: geste, ...own };
    expect((await bo.post(`/bureau/${id}/geste`, { ...form, revision: String(revision + 1) })).status).toBe(409);
    expect((await house.query('select 1 from item_notes')).rowCount).toBe(0);
    expect((await bo.post(`/bureau/${id}/geste`, form)).status).toBe(303);
    expect(await house.settled(id, 'answered')).toMatchObject({
      settlement: { letter: 'information', by: 'bo essai' },
    });
    expect(house.sink.mails.at(-1)?.mail.text).toContain('Nous vous écrirons lundi.');
    const item = await page(bo.get(`/bureau/${id}`));
    expect(item).toContain('Rien à ajouter.');
    expect(item).toContain('Confié à ada essai');
    expect(await house.events(id)).toEqual(
      expect.arrayContaining(['settled-by-agent', 'item-note-written', 'handed-over']),
    );
  });

  it('does nothing where a part of it would be refused: somebody away, an empty field, an item that is open elsewhere', async () => {
    const { id, revision } = await anItem();
    const geste = await named('Informer');
    const form = { geste, revision: String(revision), acte: 'faire' };
    const empty = await bo.post(`/bureau/${id}/geste`, { ...form, vu: geste });
    expect(await empty.text()).toContain('Il manque');
    const { absences } = house.running.house;
    const today = new Date().toISOString().slice(0, 10);
    await absences.mark({ accountId: accounts[0] ?? '', from: today, to: '2099-01-01' }, 'essai');
    const away = await bo.post(`/bureau/${id}/geste`, form);
    expect(await away.text()).toContain('ada essai est en absence');
    await house.query('delete from desk_absences');
    await ada.get(`/bureau/${id}`);
    expect(await page(bo.post(`/bureau/${id}/geste`, form))).toContain('ada essai a ce courrier ouvert');
    expect(await house.running.house.correspondences.load(id)).toMatchObject({ revision, state: 'needs-agent' });
    expect(await house.running.house.notes.of(id)).toEqual([]);
    await ada.post('/bureau/gestes', { acte: 'retirer', geste });
    expect((await bo.post(`/bureau/${id}/geste`, form)).status).toBe(404);
  });
});
