import { constants, createDecipheriv, createPrivateKey, privateDecrypt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Set as AsnSet, fromBER, OctetString, Sequence } from 'asn1js';
import { simpleParser } from 'mailparser';
import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { enterByKey } from '../../fakes/at-the-desk';
import { until } from '../../fakes/until';

/**
 * Mail for another office, forwarded by an agent. Real: everything of AskingHouse, HTTP, the certificate. Fake: the office, which is
 * invented and opens what it gets with its key by a DER reader of another hand than ours.
 */
const FIXTURES = path.resolve(__dirname, '../../fixtures/offices');
const OFFICE = 'transmission@caf-999.invalid';

describe('forwarding to another office', () => {
  let folder: string;
  let house: AskingHouse;
  let key: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-caf-'));
    writeFileSync(path.join(folder, 'c999.pem'), readFileSync(path.join(FIXTURES, 'certificate.pem')));
    const address = '[CAF INVENTEE, "", "", 1 RUE DE L EXEMPLE, "", 99900 EXEMPLE, ""]';
    const offices = [
      'caf:',
      `  - {code: "999", nom: Caf inventée du Sud, adresse: ${address}, courriel: ${OFFICE}, certificat: c999.pem}`,
      `  - {code: "998", nom: Caf inventée du Nord, adresse: ${address}}`,
    ].join('\n');
    writeFileSync(path.join(folder, 'caf.yaml'), offices);
    house = await AskingHouse.start({ OFFICES_FILE: path.join(folder, 'caf.yaml') });
    key = await house.running.house.apiKeys.create('operate', 'Agent d’essai');
  });
  afterAll(async () => {
    await house.stop();
    rmSync(folder, { recursive: true });
  });

  const MAIL = {
    from: 'dossier0410417@exemple.invalid',
    name: 'Sophie Martin',
    subject: 'Changement de Caf',
    text: `Bonjour, j’ai déménagé et je change de Caf, merci de transférer mon dossier. NIR ${N.sophie}\r\nSophie Martin`,
  };

  async function decide(id: string, decision: object): Promise<Response> {
    const revision = (await house.running.house.correspondences.load(id))?.revision;
    return fetch(`${house.url}/api/correspondences/${id}/decision`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ revision, ...decision }),
    });
  }

  const toOffice = () => house.sink.mails.filter(({ to }) => to.includes(OFFICE));

  it('seals the original for the office, then tells the author; and never twice', async () => {
    const { id } = await house.ask(MAIL);
    expect((await decide(id, { forward: { office: '111' } })).status).toBe(422);
    expect((await decide(id, { forward: { office: '999' }, letter: 'nir-manquant' })).status).toBe(422);
    expect((await decide(id, { forward: { office: '999' } })).status).toBe(202);
    await house.settled(id, 'answered');

    const [forwarded] = toOffice();
    expect(forwarded?.raw).toMatch(/^Content-Type: application\/pkcs7-mime; smime-type=enveloped-data/m);
    expect(forwarded?.from).toBe('courrier@caf.invalid');
    expect(forwarded?.raw).not.toMatch(/Martin|Sophie|Changement/);
    const inner = await simpleParser(open(forwarded?.raw ?? ''));
    expect(inner.text).toMatch(/vous concerne.*L114-2/s);
    const original = inner.attachments[0]?.content.toString('utf8') ?? '';
    expect(original).toContain('je change de Caf');
    expect(original).toContain('Subject: Changement de Caf');

    const told = house.sink.mails.findIndex(
      ({ to, mail }) => to.includes(MAIL.from) && /Caf inventée du Sud/.test(mail.text ?? ''),
    );
    expect(told).toBeGreaterThan(house.sink.mails.findIndex(({ to }) => to.includes(OFFICE)));
    expect(house.sink.mails[told]?.mail.text).toContain('1 RUE DE L EXEMPLE');
    const journal = await house.running.house.correspondences.journalOf(id);
    expect(journal).toContainEqual(
      expect.objectContaining({ event: 'composed', detail: expect.objectContaining({ forwardedTo: '999' }) }),
    );

    expect((await decide(id, { forward: { office: '999' } })).status).toBe(202);
    await until(
      async () =>
        (await house.running.house.ledger.list(id)).filter(
          ({ purpose, state }) => purpose === 'autre-caf' && state === 'sent',
        ).length === 2
          ? true
          : null,
      45_000,
    );
    expect(toOffice()).toHaveLength(1);
    const sendings = await house.running.house.ledger.list(id);
    expect(sendings.filter(({ purpose }) => purpose === 'transmission')).toMatchObject([
      { request: '999', state: 'sent' },
    ]);
  });

  it('leaves to the agent’s hands what an office takes on paper only, and tells the author', async () => {
    const before = toOffice().length;
    const { id } = await house.ask({ ...MAIL, text: `${MAIL.text}\r\nEncore une fois.` });
    expect((await decide(id, { forward: { office: '998' } })).status).toBe(202);
    const record = await until(async () => {
      const now = await house.running.house.correspondences.load(id);
      return now?.state === 'needs-agent' && /Postez l’original/.test(now.reason ?? '') ? now : null;
    }, 45_000);
    expect(record.reason).toMatch(/Postez l’original à Caf inventée du Nord/);
    expect(toOffice()).toHaveLength(before);
    await until(
      async () => (house.sink.mails.some(({ mail }) => /Caf inventée du Nord/.test(mail.text ?? '')) ? true : null),
      45_000,
    );
  });

  it('shows the offices at the desk, where a form does the same', async () => {
    const { id, revision } = await house.ask({ ...MAIL, text: `${MAIL.text}\r\nPar le bureau.` });
    const desk = await enterByKey(house.url, key);
    const page = await (await desk.get(`/bureau/${id}`)).text();
    expect(page).toContain('998 Caf inventée du Nord (par la poste)');
    const form = (caf: string) => desk.post(`/bureau/${id}`, { acte: 'transmettre', caf, revision: String(revision) });
    expect([(await form('')).status, (await form('999')).status]).toEqual([422, 303]);
    await house.settled(id, 'answered');
    expect(toOffice()).toHaveLength(2);
  });
});

/** Opens what was sealed, as the office would. */
function open(raw: string): Buffer {
  const der = Buffer.from(raw.slice(raw.indexOf('\r\n\r\n')).replace(/\s/g, ''), 'base64');
  const child = (block: unknown, at: number) => (block as Sequence).valueBlock.value[at];
  const bytesOf = (block: unknown) => Buffer.from((block as OctetString).valueBlock.valueHexView);
  const enveloped = child(child(fromBER(der).result, 1), 0);
  const recipient = (child(enveloped, 1) as AsnSet).valueBlock.value[0];
  const contentKey = privateDecrypt(
    {
      key: createPrivateKey(readFileSync(path.join(FIXTURES, 'key.pem'))),
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
    },
    bytesOf(child(recipient, 3)),
  );
  const content = child(enveloped, 2);
  const cipher = createDecipheriv('aes-256-cbc', contentKey, bytesOf(child(child(content, 1), 1)));
  return Buffer.concat([cipher.update(bytesOf(child(content, 2))), cipher.final()]);
}
