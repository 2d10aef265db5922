import { maskNir } from '../../src/domain/nir/nir-format';
import type { TriageSteps } from '../../src/pipeline/triage-stage';
import { anAllocataireFile, aPerson, JEANNE_KEY, JEANNE_NIR, PAUL_NIR } from '../builders/an-allocataire-file';
import { enterByKey } from '../fakes/at-the-desk';
import { ASKING_STEPS, SmallHouse } from '../fakes/small-house';
import { until } from '../fakes/until';

const FILE = anAllocataireFile({
  persons: [
    aPerson(),
    aPerson({ role: 'conjoint', nir: PAUL_NIR, firstName: 'Paul', sex: 'M', birthDate: '1954-06-03' }),
  ],
});
/** The subject says who writes; everybody is invented. */
const STEPS: TriageSteps = {
  ...ASKING_STEPS,
  async identify(item, directory) {
    const found = await ASKING_STEPS.identify(item, directory);
    const nir = item.subject.includes('jeanne') ? JEANNE_NIR : item.subject.includes('paul') ? PAUL_NIR : null;
    if (nir === null) return found;
    const known = {
      numeroAllocataire: FILE.numeroAllocataire,
      personIndex: nir === PAUL_NIR ? 1 : 0,
      nir,
      nirKind: 'nir',
    };
    return {
      ...found,
      identification: { ...found.identification, ...known, verdict: 'matched', person: 'allocataire' },
    } as Awaited<ReturnType<TriageSteps['identify']>>;
  },
  classify: (item) => ({
    requests: [{ kind: 'autre', confidence: 1, because: [] }],
    danger: item.subject.includes('paul') ? ['« me frappe »'] : [],
  }),
};

/**
 * All that came and went for a person. Real: PostgreSQL and its queue, the stages, SMTP out, HTTP, the desk’s pages. Fake: what reads,
 * identifies, decides and composes.
 */
describe('a person’s whole correspondence', () => {
  let house: SmallHouse;
  let key: string;
  let url: string;

  beforeAll(async () => {
    house = await SmallHouse.start(
      { QUEUE_BACKEND: 'postgres' },
      { steps: STEPS, pace: { everyMs: 50, staleMs: 5_000 } },
    );
    await house.running.house.localDirectory.save([FILE]);
    key = await house.running.house.apiKeys.create('operate', 'Agent d’essai');
    url = `http://127.0.0.1:${house.running.httpPort}`;
    for (const who of ['jeanne', 'jeanne', 'paul', 'inconnu'])
      await house.receive(Buffer.from(`Subject: ${who} ${Math.random()}\r\n\r\nBonjour`));
    await house.allAnswered(4);
  }, 90_000);
  afterAll(() => house.stop());

  const post = async (route: string, body: object, bearer = key) => {
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
    const response = await fetch(`${url}/api/persons/${route}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const entries = async (who: object) => {
    const { body } = await post('correspondences', who);
    return (body.entries as { kind: string; channel: string; text?: string }[]).map(({ kind, channel, text }) =>
      [kind, channel, ...(text === undefined ? [] : [text])].join(' '),
    );
  };

  it('is what came and what left, of a person by their NIR and of the household by its number', async () => {
    const both = ['received email', 'sent email'];
    expect((await entries({ nir: `${JEANNE_NIR}${JEANNE_KEY}` })).sort()).toEqual([...both, ...both].sort());
    expect((await entries({ nir: `1 54 06 75 056 021` })).sort()).toEqual(both);
    expect(await entries({ numeroAllocataire: FILE.numeroAllocataire })).toHaveLength(6);
    expect(await entries({ numeroAllocataire: '9999999' })).toEqual([]);
  });

  it('has the notes of calls and visits, NIRs masked, sealed in the database', async () => {
    const text = `A rappelé, numéro ${JEANNE_NIR}${JEANNE_KEY}.`;
    const written = await post('notes', { nir: JEANNE_NIR, channel: 'phone', text });
    expect(written).toMatchObject({ status: 201, body: { numeroAllocataire: FILE.numeroAllocataire } });
    const [newest] = await entries({ nir: JEANNE_NIR });
    expect(newest).toMatch(/^note phone A rappelé/);
    expect(newest).not.toContain(JEANNE_NIR);
    expect(await entries({ nir: PAUL_NIR })).not.toContain(newest);
    expect((await entries({ numeroAllocataire: FILE.numeroAllocataire }))[0]).toBe(newest);
    const { rows } = await house.running.house.database.pool.query('select content from person_notes');
    expect(rows[0].content.toString('latin1')).not.toContain('rappel');
  });

  it('is for operate keys, with one number in the body, and each look is journaled without it', async () => {
    const ingest = await house.running.house.apiKeys.create('ingest', 'Apport d’essai');
    expect((await post('correspondences', { nir: JEANNE_NIR }, ingest)).status).toBe(403);
    for (const bad of [
      {},
      { nir: JEANNE_NIR, numeroAllocataire: '0260311' },
      { nir: '2550814168025 99' },
      { nir: 5 },
    ]) {
      const { status, body } = await post('correspondences', bad);
      expect(status).toBe(422);
      expect(JSON.stringify(body)).not.toContain('168025');
    }
    expect((await post('notes', { nir: JEANNE_NIR, channel: 'visite', text: 'x' })).status).toBe(422);
    const { rows } = await house.running.house.database.pool.query(
      `select detail from journal where event = 'person-looked-up' order by id`,
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(rows[0].detail).toEqual({ by: expect.stringMatching(/^[\w-]{36}$/), entries: 4 });
    expect(house.logged.join('\n')).not.toContain('168025');
  });

  it('is a page of the desk, whose form notes a visit', async () => {
    const desk = await enterByKey(url, key);
    expect(await (await desk.get('/bureau/personnes')).text()).toContain('Tout le courrier d’une personne');
    const form = { numero: FILE.numeroAllocataire, note: '<b>Venue à l’accueil</b>', voie: 'accueil' };
    const shown = await (await desk.post('/bureau/personnes', form)).text();
    expect(shown).toContain('Note gardée.');
    expect(shown).toContain('&lt;b>Venue à l’accueil');
    expect(shown).toMatch(/href="\/bureau\/[\w-]{36}"/);
    const wrong = await desk.post('/bureau/personnes', { numero: '12' });
    expect(wrong.status).toBe(422);
    expect((await fetch(`${url}/bureau/personnes`, { redirect: 'manual' })).status).toBe(303);
  });

  it('names the household, and puts danger on top whatever became of it', async () => {
    const desk = await enterByKey(url, key);
    const whole = await (await desk.post('/bureau/personnes', { numero: FILE.numeroAllocataire })).text();
    expect(whole).toMatch(/À savoir d’abord.*Danger ou détresse.*C-\d{4}-\d{6}<\/a>, reçu le .*attend l’expéditeur/s);
    expect(whole).toContain('Le courrier de tout le dossier est montré.');
    for (const name of ['JEANNE', 'Paul']) expect(whole.toUpperCase()).toContain(name.toUpperCase());
    expect(whole).toContain(maskNir(PAUL_NIR));
    expect(whole).not.toContain(PAUL_NIR);
    const hers = await (await desk.post('/bureau/personnes', { numero: JEANNE_NIR })).text();
    expect(hers).not.toContain('Danger ou détresse');
    expect(hers).toContain('est seul montré');
  });

  it('loses what retention erases', async () => {
    const { erasure, certificates, database, personHistory } = house.running.house;
    await database.pool.query(`update correspondences set state = 'answered'`);
    const warrant = { certificateId: await certificates.open('essai', '2026-11-23'), rule: 'essai' };
    const scope = { channels: ['email'], states: ['answered'], before: new Date(Date.now() + 1_000) } as const;
    expect(await erasure.eraseCorrespondences(scope, warrant)).toBe(4);
    const later = new Date(Date.now() + 1_000);
    expect(await personHistory.countNotes(later)).toBe(2);
    expect(await personHistory.eraseNotes(later)).toBe(2);
    await until(async () =>
      (await entries({ numeroAllocataire: FILE.numeroAllocataire })).length === 0 ? true : null,
    );
  });
});
