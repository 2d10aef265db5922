import { anAllocataireFile } from '../../builders/an-allocataire-file';
import { TOWN } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { type AtTheDesk, enterByKey } from '../../fakes/at-the-desk';

const GONE = anAllocataireFile({ numeroAllocataire: '9911223', status: 'décédé', persons: [] });

/**
 * Letters that an agent writes to somebody who has asked for nothing. Real: everything of AskingHouse, the desk's pages. Fake:
 * the people.
 */
describe('a letter that answers nothing', () => {
  let house: AskingHouse;
  let desk: AtTheDesk;
  const WHERE = '/bureau/personnes/lettre';
  const FORM = {
    ...{ lettre: 'rendez-vous', numero: '0410417', 'champ-motif': 'votre séparation', 'champ-jour': '2026-12-07' },
    ...{
      'champ-heure': '10 h 30',
      'champ-lieu': "À l'accueil, bureau 4",
      'champ-apporter': 'Votre bail.\r\n\r\nUn stylo.',
    },
  };

  beforeAll(async () => {
    house = await AskingHouse.start({}, [...TOWN, GONE]);
    desk = await enterByKey(house.url, await house.running.house.apiKeys.create('operate', 'Agent d’essai'));
  });
  afterAll(() => house.stop());

  const items = async () => (await house.query(`select id from correspondences where source = 'desk'`)).rows;

  it('is chosen on the person’s page, seen before it leaves, and keeps what was typed where something is missing', async () => {
    const person = await (await desk.post('/bureau/personnes', { numero: '0410417' })).text();
    expect(person).toContain('value="rendez-vous"');
    const form = await (await desk.post(WHERE, { lettre: 'rendez-vous', numero: '0410417' })).text();
    for (const part of ['1 RUE DE LA PAIX', 'Heure', 'name="champ-apporter"', 'Par la poste'])
      expect(form).toContain(part);
    const seen = await desk.post(`${WHERE}/apercu`, FORM);
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(Buffer.from(await seen.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-');
    const wrong = await desk.post(WHERE, { ...FORM, acte: 'envoyer', 'champ-jour': '2026-02-31' });
    const html = await wrong.text();
    expect([wrong.status, html]).toEqual([422, expect.stringContaining('Une date qui existe est attendue')]);
    expect(html).toContain('votre séparation');
    expect((await desk.post(`${WHERE}/apercu`, { ...FORM, 'champ-motif': '' })).status).toBe(422);
    for (const over of [{ numero: '9911223' }, { numero: '1111111' }, { lettre: 'accuse-reception' }])
      expect((await desk.post(WHERE, { ...FORM, ...over, acte: 'envoyer' })).status).toBe(422);
    expect(await items()).toEqual([]);
  });

  it('leaves by post through the ledger, once however often the form is sent, and stands among the person’s mail', async () => {
    const ordre = '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a';
    const sent = await Promise.all([1, 2].map(() => desk.post(WHERE, { ...FORM, ordre, acte: 'envoyer' })));
    expect(sent.map(({ status }) => status)).toEqual([303, 303]);
    const [{ id }, ...others] = await items();
    expect(others).toEqual([]);
    expect(sent[0]?.headers.get('location')).toBe(`/bureau/${id}`);
    const record = await house.settled(id, 'answered');
    expect(await house.running.house.ledger.list(id)).toMatchObject([
      { purpose: 'rendez-vous', channel: 'post', state: 'sent' },
    ]);
    const [letter = ''] = house.printed(record.reference);
    for (const part of ['votre séparation', '7 décembre 2026 à 10 h 30', 'À l’accueil, bureau 4', 'Un stylo.'])
      expect(letter).toContain(part);
    expect(await house.events(id)).toEqual(['letter-ordered', 'composed', 'dispatched']);
    const person = await (await desk.post('/bureau/personnes', { numero: '0410417' })).text();
    expect(person).toContain(`${record.reference}</a>, Votre rendez-vous avec la Caf, envoyée`);
    expect(person).not.toContain('<td>reçu</td>');
    const page = await (await desk.get(`/bureau/${id}`)).text();
    expect(page).toContain('Lettre écrite au bureau');
    expect(page).not.toContain('C’est cette personne');
    // Nothing was received, and nobody waits.
    expect(await house.running.house.reconciliation.of(record.receivedOn)).toMatchObject({ received: 0 });
    expect((await house.running.house.deadlines.of([id])).size).toBe(0);
    const settled = await desk.post(`/bureau/${id}`, { acte: 'demander', revision: '1' });
    expect([settled.status, await settled.text()]).toEqual([409, expect.stringContaining('écrite au bureau')]);
    expect(house.logged.join('')).not.toContain('séparation');
  });
});
