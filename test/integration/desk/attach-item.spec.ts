import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { type AtTheDesk, enterByKey } from '../../fakes/at-the-desk';

/** Items that an agent attaches to another case. Real: everything of AskingHouse, the desk's pages. Fake: the people. */
describe('an item attached by hand', () => {
  let key: string;
  let house: AskingHouse;
  let desk: AtTheDesk;

  beforeAll(async () => {
    house = await AskingHouse.start({ ANSWER_WINDOW: '0', DOUBLE_DAYS: '0' });
    key = await house.running.house.apiKeys.create('operate', 'Agent d’essai');
    desk = await enterByKey(house.url, key);
  });
  afterAll(() => house.stop());

  const act = async (id: string, form: Readonly<Record<string, string>>) => {
    const { revision = 0 } = (await house.running.house.correspondences.load(id)) ?? {};
    const response = await desk.post(`/bureau/${id}`, { revision: String(revision), ...form });
    return { status: response.status, html: await response.text() };
  };
  const asking = () => house.ask({ from: 'sophie.perso@exemple.invalid', text: 'Une attestation de paiement, merci.' });
  /** Of somebody known, who asks for nothing that a machine answers. */
  const apart = () =>
    house.ask({
      ...{ from: 'dossier0410417@exemple.invalid', name: 'Sophie Martin' },
      text: `Voici ce qui manquait, je me suis séparée. Mon NIR : ${N.sophie}\r\n\r\nSophie Martin`,
    });

  it('gives its number to the case that waits for one, which is answered', async () => {
    const [asked, item] = [await asking(), await apart()];
    expect([asked.state, item.state]).toEqual(['waiting-sender', 'needs-agent']);
    for (const dossier of ['', 'C-2026-999999', item.reference])
      expect((await act(item.id, { acte: 'rattacher', dossier })).status).toBe(422);
    expect((await act(item.id, { acte: 'rattacher', dossier: asked.reference, revision: '9' })).status).toBe(422);
    expect((await act(item.id, { acte: 'rattacher', dossier: ` ${asked.reference} ` })).status).toBe(303);
    expect(await house.settled(item.id, 'joined')).toMatchObject({ reason: expect.stringContaining(asked.reference) });
    const taken = await house.settled(asked.id, 'needs-agent', 'answered');
    expect(taken.triage?.identification).toMatchObject({ verdict: 'matched', numeroAllocataire: '0410417' });
    expect(await house.events(item.id)).toContain('attached-by-agent');
    expect(await house.events(asked.id)).toContain('answer-joined');
    const page = await (await desk.get(`/bureau/${item.id}`)).text();
    expect(page).toContain('value="detacher"');
    expect(await (await desk.get(`/bureau/${asked.id}`)).text()).toContain('Rattaché par un agent');
    // Something has become of the case since: an agent looks at it.
    expect((await act(item.id, { acte: 'detacher' })).status).toBe(303);
    expect(await house.settled(item.id)).toMatchObject({ state: 'needs-agent', reason: item.reason });
    expect(await house.settled(asked.id, 'needs-agent')).toMatchObject({ reason: expect.stringMatching(/détaché/) });
    expect(await house.running.house.waits.joinedAnswerOf(asked.id)).toBeNull();
  });

  it('comes back to where it was, and so does the case that nobody has touched since', async () => {
    const [asked, item] = [await asking(), await house.ask({ from: 'autre@exemple.invalid', text: 'Bonjour.' })];
    expect(item.state).toBe('waiting-sender');
    expect((await act(item.id, { acte: 'rattacher', dossier: asked.reference })).status).toBe(303);
    expect(await house.settled(asked.id)).toMatchObject({
      ...{ state: 'needs-agent', reason: expect.stringContaining(item.reference) },
    });
    expect((await act(asked.id, { acte: 'detacher' })).status).toBe(422);
    expect((await act(item.id, { acte: 'detacher' })).status).toBe(303);
    expect((await house.settled(asked.id)).state).toBe('waiting-sender');
    expect((await house.settled(item.id)).state).toBe('needs-agent');
    expect(await house.events(asked.id)).toContain('answer-detached');
    expect(await house.running.house.waits.openWaitOf(asked.id)).not.toBeNull();
  });

  const call = async (way: string, body: object) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const response = await fetch(`${house.url}${way}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const historyOf = async (numeroAllocataire: string) =>
    JSON.stringify((await call('/api/persons/correspondences', { numeroAllocataire })).body.entries);

  it('is attached and detached by HTTP too', async () => {
    const [asked, item] = [await asking(), await house.ask({ from: 'api@exemple.invalid', text: 'Bonjour.' })];
    const self = `/api/correspondences/${item.id}`;
    expect((await call(`${self}/attach`, { revision: item.revision })).status).toBe(422);
    expect((await call(`${self}/attach`, { revision: 99, reference: asked.reference })).status).toBe(409);
    const done = await call(`${self}/attach`, { revision: item.revision, reference: asked.reference });
    expect(done).toMatchObject({ status: 200, body: { state: 'joined', reference: item.reference } });
    const undone = await call(`${self}/detach`, { revision: done.body.revision, from: 'case' });
    expect(undone).toMatchObject({ status: 200, body: { state: 'needs-agent' } });
    expect((await house.settled(asked.id)).state).toBe('waiting-sender');
    expect((await call('/api/correspondences/0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a/attach', {})).status).toBe(404);
  });

  it('lies with a person’s mail where an agent says so, with nothing decided, and is taken back', async () => {
    const item = await apart();
    const before = item.triage?.identification;
    expect(await historyOf('9100333')).not.toContain(item.id);
    const person = { acte: 'rattacher-personne', role: 'allocataire' };
    for (const numero of ['', '0000000']) expect((await act(item.id, { ...person, numero })).status).toBe(422);
    expect((await act(item.id, { ...person, numero: '9100333' })).status).toBe(303);
    expect(await house.settled(item.id)).toMatchObject({
      ...{ state: item.state, reason: item.reason, settlement: { person: { numeroAllocataire: '9100333' } } },
      triage: { identification: { verdict: 'matched', numeroAllocataire: '9100333' } },
    });
    expect(await historyOf('9100333')).toContain(item.id);
    expect(await (await desk.get(`/bureau/${item.id}`)).text()).toContain('value="detacher-personne"');
    expect((await act(item.id, { acte: 'detacher-personne' })).status).toBe(303);
    const after = await house.settled(item.id);
    expect(after.triage?.identification).toEqual(before);
    expect(after.settlement).toMatchObject({ person: null });
    expect(await historyOf('9100333')).not.toContain(item.id);
    expect(await house.events(item.id)).toEqual(expect.arrayContaining(['person-attached', 'person-detached']));
    const again = { revision: after.revision, person: { numeroAllocataire: '9100333' } };
    const filed = await call(`/api/correspondences/${item.id}/attach`, again);
    expect(filed).toMatchObject({ status: 200, body: { state: item.state } });
    const back = { revision: filed.body.revision, from: 'person' };
    expect((await call(`/api/correspondences/${item.id}/detach`, back)).status).toBe(200);
    expect((await call(`/api/correspondences/${item.id}/detach`, back)).status).toBe(409);
  });

  it('and a letter that answers nothing is ordered by HTTP, once', async () => {
    const order = '0199f3a2-5c1e-4d40-8a6b-3f2e1d0c9b8a';
    const headers = { authorization: `Bearer ${key}` };
    const { letters } = (await (await fetch(`${house.url}/api/persons/letters`, { headers })).json()) as {
      letters: { name: string; fields: { name: string; type: string }[] }[];
    };
    const wanted = letters.find(({ name }) => name === 'information');
    const fields = Object.fromEntries(
      (wanted?.fields ?? []).map(({ name, type }) => [name, type === 'day' ? '2026-12-01' : 'Nos horaires changent.']),
    );
    const letter = { numeroAllocataire: '9100333', letter: 'information', fields, order };
    const made = await call('/api/persons/letters', letter);
    expect(made.status).toBe(201);
    expect((await call('/api/persons/letters', letter)).body.id).toBe(made.body.id);
    await house.settled(made.body.id as string, 'answered');
    expect((await call('/api/persons/letters', { ...letter, numeroAllocataire: '0000000' })).status).toBe(422);
    expect((await call('/api/persons/letters', { ...letter, fields: {}, order: undefined })).status).toBe(422);
  });
});
