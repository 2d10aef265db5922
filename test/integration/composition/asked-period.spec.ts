import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';

/** The months that are asked for, from the message to the letter. Real: everything of AskingHouse and HTTP. Fake: nobody. */
describe('an attestation for the period that is asked', () => {
  let house: AskingHouse;
  let key: string;
  beforeAll(async () => {
    house = await AskingHouse.start({ ANSWER_WINDOW: '0' });
    key = await house.running.house.apiKeys.create('operate', 'Agent d’essai');
  });
  afterAll(() => house.stop());

  const from = 'dossier0410417@exemple.invalid';
  const ask = (what: string) =>
    house.ask({ from, name: 'Sophie Martin', text: `Bonjour, ${what}\r\nNIR ${N.sophie}\r\nSophie Martin` });
  const sealed = async (id: string) =>
    (await house.query('select triage from correspondences where id = $1', [id])).rows[0]?.triage.toString('latin1');
  const shown = async (id: string) =>
    (await fetch(`${house.url}/api/correspondences/${id}`, { headers: { authorization: `Bearer ${key}` } })).json();
  const lastAnswer = () => house.sink.mails.filter(({ to }) => to.includes(from)).at(-1)?.mail;

  it('sends the months that were said, and seals what it read', async () => {
    const { id } = await ask('je voudrais une attestation de paiement de mai 2016.');
    expect(lastAnswer()?.text).toMatch(/attestation\s+de\s+paiement\s+de\s+mai\s2016/);
    expect(lastAnswer()?.attachments[0]?.filename).toMatch(/^attestation-paiement/);

    expect(await sealed(id)).not.toContain('2016-05');
    expect((await shown(id)).requests[0].details.periods).toMatchObject([{ from: '2016-05', to: '2016-05' }]);
  });

  it('leaves to an agent what brings a bank account besides, sealed and masked', async () => {
    const iban = 'FR14 2004 1010 0505 0001 3M02 606';
    const { id, state } = await ask(`je voudrais une attestation de paiement de mai 2016. Mon nouveau RIB : ${iban}.`);
    expect(state).toBe('needs-agent');
    expect(await sealed(id)).not.toMatch(/2004|2016-05/);
    const requests = JSON.stringify((await shown(id)).requests);
    expect(requests).toContain('FR14 •••• 606');
    expect(requests).not.toMatch(/20041010|3M02/);
    expect(house.logged.join('\n')).not.toMatch(/3M02/);
  });

  it('leaves a year to come to an agent, whose months then leave', async () => {
    const { id, state, reason, revision } = await ask('je voudrais une attestation de paiement pour 2099.');
    expect([state, reason]).toEqual(['needs-agent', expect.stringMatching(/^Période demandée pas encore terminée/)]);
    const decide = (period: object) =>
      fetch(`${house.url}/api/correspondences/${id}/decision`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ revision, period }),
      });
    expect((await decide({ from: '2016-05', to: '2016-04' })).status).toBe(422);
    expect((await decide({ from: '2016-05', to: '2016-05' })).status).toBe(202);
    await house.settled(id, 'answered');
    expect(lastAnswer()?.text).toMatch(/attestation\s+de\s+paiement\s+de\s+mai\s2016/);
  });
});
