import type { ReadItem, ScanItem } from '../../src/domain/correspondence';
import { Receiver } from '../../src/intake/receiver';
import { NO_QUEUE_HERE } from '../../src/pipeline/enqueuer';
import type { TriageSteps } from '../../src/pipeline/triage-stage';
import { aReadItem, aScanItem } from '../builders/a-read-item';
import { FakeReader } from '../fakes/fake-stage-tools';
import { ASKING_STEPS, SmallHouse } from '../fakes/small-house';
import { until } from '../fakes/until';

/** Whoever names a file is identified by it; the people and their files are invented. */
const STEPS: TriageSteps = {
  ...ASKING_STEPS,
  async identify(item, directory) {
    const found = await ASKING_STEPS.identify(item, directory);
    const numero = /dossier (\d{7})/.exec(item.text)?.[1];
    if (numero === undefined) return found;
    const identification = { ...found.identification, numeroAllocataire: numero, personIndex: 0 };
    return { ...found, identification: { ...identification, verdict: 'matched', person: 'allocataire' } };
  },
  classify: (item) => ({
    requests: [{ kind: 'autre', confidence: 1, because: [] }],
    danger: item.text.includes('menace') ? ['menace'] : [],
  }),
};

/** Reads e-mails as the other fake does, and what a test says of a page. */
class PageReader extends FakeReader {
  page = '';
  override readScan(): Promise<ReadItem> {
    return Promise.resolve(aReadItem({ page: this.page }));
  }
}

const letterOf = (numero: string, about: string) =>
  `Bonjour, je vous demande pour le dossier ${numero} de bien vouloir ${about}, car mon bailleur me le demande depuis des semaines. Jeanne Dupont`;

/**
 * The same letter that comes twice. Real: PostgreSQL and its queue, the stages, prints and their comparison, SMTP out, HTTP. Fake: what
 * reads, identifies, decides and composes.
 */
describe('the same letter by two ways', () => {
  let house: SmallHouse;
  const reader = new PageReader();

  beforeAll(async () => {
    const pace = { everyMs: 50, staleMs: 5_000 };
    house = await SmallHouse.start({ QUEUE_BACKEND: 'postgres' }, { steps: STEPS, reader, pace });
  }, 60_000);
  afterAll(() => house.stop());

  let relays = 0;
  const byMail = async (text: string) =>
    (await house.receive(Buffer.from(`Received: relais ${++relays}\r\nSubject: demande\r\n\r\n${text}`))).id;
  const onPaper = async (text: string, over: Partial<ScanItem> = {}) => {
    reader.page = `Mme Jeanne Dupont\n1 rue de la Paix\n75000 Paris\n${text}`;
    const receiver = new Receiver({ ...house.running.house, enqueuer: NO_QUEUE_HERE });
    const page = await receiver.keepPage('a.pdf', 'application/pdf', Buffer.from(`%PDF ${++relays}`));
    const item = aScanItem({ batchId: `L${relays}`, receivedOn: new Date().toISOString().slice(0, 10), ...over });
    const taken = await receiver.receiveScans([{ item, pages: [page] }]);
    if (!taken.ok) throw new Error(taken.error);
    return taken.value[0]?.id ?? '';
  };
  const restingState = (id: string) =>
    until(async () => {
      const state = (await house.running.house.correspondences.load(id))?.state;
      return state && ['waiting-sender', 'joined', 'needs-agent', 'answered'].includes(state) ? state : null;
    }, 30_000);
  const show = async (id: string) => {
    const key = await house.running.house.apiKeys.create('operate', 'Agent d’essai');
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const url = `http://127.0.0.1:${house.running.httpPort}/api/correspondences/${id}`;
    const shown = (await (await fetch(url, { headers })).json()) as Record<string, unknown> & { revision: number };
    return {
      shown,
      decide: (body: object) => fetch(`${url}/decision`, { method: 'POST', headers, body: JSON.stringify(body) }),
    };
  };

  it('is answered once where both are of one person: relayed twice at the same moment, then on paper', async () => {
    const text = letterOf('0260311', 'm’envoyer une attestation pour avril 2026');
    const sent = house.sink.mails.length;
    const ids = await Promise.all([byMail(text), byMail(text), byMail(text)]);
    const states = await Promise.all(ids.map(restingState));
    expect([...states].sort()).toEqual(['joined', 'joined', 'waiting-sender']);
    const paper = await onPaper(text);
    expect(await restingState(paper)).toBe('joined');
    expect(house.sink.mails).toHaveLength(sent + 1);

    const first = ids[states.indexOf('waiting-sender')] ?? '';
    const { shown } = await show(paper);
    expect(shown).toMatchObject({
      state: 'joined',
      joinedTo: { id: first },
      reason: expect.stringMatching(/^C’est le même courrier que C-.*, reçu par courriel le/),
    });
    expect((await show(first)).shown).toMatchObject({ joinedTo: null, receivedAgain: [{}, {}, {}] });
  }, 60_000);

  it('is answered on its own once an agent says that it is another one', async () => {
    const text = letterOf('0260311', 'changer mon compte bancaire pour le mois prochain');
    const first = await byMail(text);
    await restingState(first);
    const second = await byMail(text);
    expect(await restingState(second)).toBe('joined');
    const { shown, decide } = await show(second);
    expect((await decide({ revision: shown.revision, letter: 'nir-manquant' })).status).toBe(202);
    expect(await restingState(second)).toBe('waiting-sender');
  }, 60_000);

  it('is put before an agent with the other where nobody is identified, where it says danger, or where it only resembles', async () => {
    const nobody = letterOf('inconnu', 'm’envoyer une attestation pour avril 2026');
    const menace = letterOf('0260322', 'm’aider car une menace pèse sur mes enfants');
    const like = letterOf('0260333', 'm’envoyer une attestation pour avril 2026');
    for (const [one, other] of [
      [() => byMail(nobody), () => byMail(nobody)],
      [() => byMail(menace), () => byMail(menace)],
      [() => byMail(like), () => onPaper(like.replace('avril', 'juin'))],
    ] as const) {
      const first = await one();
      await restingState(first);
      const second = await other();
      expect(await restingState(second)).toBe('needs-agent');
      expect((await show(second)).shown).toMatchObject({
        joinedTo: null,
        resembles: { id: first },
        reason: expect.stringContaining('regardez les deux'),
      });
    }
  }, 60_000);

  it('is another one from another person, or weeks later', async () => {
    const about = 'm’envoyer une attestation pour le mois de mai 2026';
    const [one, other] = [await byMail(letterOf('0260344', about)), await byMail(letterOf('0260355', about))];
    expect([await restingState(one), await restingState(other)]).toEqual(['waiting-sender', 'waiting-sender']);
    const late = await onPaper(letterOf('0260344', about), { receivedOn: '2030-01-01' });
    expect(await restingState(late)).toBe('waiting-sender');
  }, 60_000);

  it('is a repeated question when it comes by the same way days later', async () => {
    const text = letterOf('0260366', 'm’envoyer une attestation pour le mois de mai 2026');
    const first = await byMail(text);
    await restingState(first);
    await house.running.house.database.pool.query(
      `update correspondences set received_on = received_on - 3 where id = $1`,
      [first],
    );
    await house.running.house.database.pool.query(
      `update letter_prints set received_on = received_on - 3 where correspondence_id = $1`,
      [first],
    );
    expect(await restingState(await byMail(text))).toBe('needs-agent');
  }, 60_000);

  it('leaves nothing by which it could be known once it is erased', async () => {
    const { erasure, certificates, database } = house.running.house;
    const { rows } = await database.pool.query(
      `update correspondences set state = 'answered' where state = 'waiting-sender' returning id`,
    );
    expect(rows.length).toBeGreaterThan(0);
    const warrant = { certificateId: await certificates.open('essai', '2026-11-23'), rule: 'essai' };
    const states = ['answered', 'joined'] as const;
    const scope = { channels: ['email', 'post'] as const, states, before: new Date(Date.now() + 1_000) };
    while ((await erasure.eraseCorrespondences(scope, warrant)) > 0);
    const left = await database.pool.query(
      `select count(*)::int as n from letter_prints p join correspondences c on c.id = p.correspondence_id where c.erased_at is not null`,
    );
    expect(left.rows).toEqual([{ n: 0 }]);
  }, 60_000);
});
