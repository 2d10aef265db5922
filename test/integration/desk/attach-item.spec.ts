import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { type AtTheDesk, enterByKey } from '../../fakes/at-the-desk';

/** Items that an agent attaches to another case. Real: everything of AskingHouse, the desk's pages. Fake: the people. */
describe('an item attached by hand', () => {
  let house: AskingHouse;
  let desk: AtTheDesk;

  beforeAll(async () => {
    house = await AskingHouse.start({ ANSWER_WINDOW: '0', DOUBLE_DAYS: '0' });
    desk = await enterByKey(house.url, await house.running.house.apiKeys.create('operate', 'Agent d’essai'));
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
});
