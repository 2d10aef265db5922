import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { Receiver } from '../../../src/intake/receiver';
import { ReplyCheck } from '../../../src/platform/keys/reply-check';
import { drawPdfPage } from '../../../src/reading/text/read-pdf-pages';
import { readPdf } from '../../../src/reading/text/read-pdf-text';
import { aScanItem } from '../../builders/a-read-item';
import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { until } from '../../fakes/until';

/** The foot of a letter, cut off, its name written by hand, as a scanner of 150 dpi sees it: a JPEG. */
async function cutAndFilled(page: sharp.Sharp): Promise<Buffer> {
  const letter = await page.resize(1240).png().toBuffer();
  const words = ['Moreau', 'Luc'].map((word, line) => `<text x="530" y="${136 + line * 53}">${word}</text>`).join('');
  const pen = `<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="345"><g font-family="DejaVu Sans" font-size="27">${words}</g></svg>`;
  return sharp(letter)
    .extract({ left: 0, top: 1322, width: 1240, height: 345 })
    .composite([{ input: Buffer.from(pen) }])
    .withMetadata({ density: 150 })
    .jpeg({ quality: 70 })
    .toBuffer();
}

/** Answers that join the case they answer, and those that may not. Real: everything of AskingHouse. Fake: the people. */
describe('an answer to a letter that asks for the number', () => {
  let house: AskingHouse;
  let authorization: string;

  beforeAll(async () => {
    house = await AskingHouse.start();
    authorization = `Bearer ${await house.running.house.apiKeys.create('operate', 'Agent d’essai')}`;
  });
  afterAll(() => house.stop());

  const WANTS = 'Bonjour, je voudrais une attestation de paiement, merci.';
  const asking = async (from: string, name: string, text = WANTS) => {
    const asked = await house.ask({ from, name, text });
    expect(asked).toMatchObject({ state: 'waiting-sender', triage: { decision: { action: 'ask-identifier' } } });
    return asked;
  };
  const signed = (reference: string) => new ReplyCheck(house.running.house.hash).signed(reference);
  const shown = async (id: string) =>
    (await fetch(`${house.url}/api/correspondences/${id}`, { headers: { authorization } })).json();
  const sendingsOf = async (id: string) =>
    (await house.running.house.ledger.list(id)).map(({ purpose, state }) => `${purpose} ${state}`);
  const answeringItem = (caseId: string) =>
    until(async () => {
      const { rows } = await house.query('select answer_id from answers where case_id = $1', [caseId]);
      return (rows[0]?.answer_id as string | undefined) ?? null;
    });
  const SOPHIE = { nom: 'Martin', prenom: 'Sophie', jour: '12', mois: '3', annee: '1985', nir: N.sophie };

  it('joins by the page: the case is decided again with the number, and answered once', async () => {
    const asked = await asking('sophie.page@exemple.invalid', 'Sophie Martin');
    const code = house.codeSentTo('sophie.page@exemple.invalid');
    expect((await house.answer(code, SOPHIE)).status).toBe(303);
    const answered = await house.settled(asked.id, 'answered');
    expect(answered).toMatchObject({
      revision: 2,
      triage: {
        identification: { verdict: 'matched', numeroAllocataire: '0410417', person: 'allocataire' },
        decision: { action: 'send-document', documents: ['attestation-paiement'] },
      },
    });
    expect(answered.triage?.identification.because[0]).toContain('donné en réponse à notre lettre');
    expect(await sendingsOf(asked.id)).toEqual(['nir-manquant sent', 'attestation-envoyee sent']);
    const answer = await house.settled(await answeringItem(asked.id), 'joined');
    expect(answer.reason).toContain(asked.reference);
    expect(await shown(answer.id)).toMatchObject({ state: 'joined', joinedTo: { id: asked.id } });
    expect(await shown(asked.id)).toMatchObject({
      joinedTo: null,
      answeredBy: [{ id: answer.id, by: 'page', joined: true }],
      waits: [{ until: expect.any(String), endedBy: 'answer-joined' }],
    });
    expect(await house.events(asked.id)).toEqual(
      expect.arrayContaining(['answer-received', 'answer-joined', 'decided', 'dispatched']),
    );
    expect(await house.events(answer.id)).toEqual(['received', 'joined']);
    const day = await fetch(`${house.url}/api/reconciliation`, { headers: { authorization } });
    const { channels } = (await day.json()) as { channels: { channel: string; classes: Record<string, number> }[] };
    expect(channels.find(({ channel }) => channel === 'email')?.classes).toMatchObject({ joined: 1, answered: 1 });
  });

  it.each([
    ['the reference in the subject', (mark: string) => ({ subject: `Re: Votre demande ${mark}` })],
    ['our address with its tag', (mark: string) => ({ to: `courrier+${mark}@caf.invalid` })],
    ['the Message-ID answered', (mark: string) => ({ headers: [`In-Reply-To: <${mark}.0199@caf.invalid>`] })],
  ])('joins by an e-mail: %s', async (way, headersOf) => {
    const from = `luc.${way.length}@exemple.invalid`;
    const asked = await asking(from, 'Luc Moreau');
    const answer = await house.receive({
      ...{ from, name: 'Luc Moreau', subject: 'Mon numéro', ...headersOf(signed(asked.reference)) },
      text: `Bonjour, voici mon numéro de sécurité sociale : ${N.luc}\r\n\r\nLuc Moreau`,
    });
    expect(await house.settled(asked.id, 'answered')).toMatchObject({
      triage: { decision: { action: 'send-document' } },
    });
    expect(await house.settled(answer)).toMatchObject({ state: 'joined' });
    expect(await sendingsOf(asked.id)).toEqual(['nir-manquant sent', 'attestation-envoyee sent']);
    const { rows } = await house.query('select revoked_at from answer_links where correspondence_id = $1', [asked.id]);
    expect(rows).toEqual([{ revoked_at: expect.any(Date) }]);
  });

  it('joins by a scanned slip whose code was read', async () => {
    const receiver = new Receiver({ ...house.running.house, enqueuer: { kick: () => undefined } });
    const scanned = async (itemId: string, text: string, more = {}) => {
      const kept = await receiver.keepPage(`${itemId}.txt`, 'text/plain', Buffer.from(text));
      const item = aScanItem({ batchId: `LOT-${itemId}`, itemId, pages: [`${itemId}.txt`], ...more });
      const received = await receiver.receiveScans([{ item, pages: [kept] }]);
      if (!received.ok) throw new Error(received.error);
      return received.value[0]?.id ?? '';
    };
    const letter = 'M JEAN-PIERRE LE GOFF\n12 BIS AV DU GAL LECLERC\n29200 BREST\n\nMadame, Monsieur,\n\n';
    const asked = await house.settled(
      await scanned(
        'lettre',
        `${letter}Je souhaite une attestation de paiement.\n\nCordialement,\nJean-Pierre Le Goff`,
      ),
    );
    expect(asked).toMatchObject({ state: 'waiting-sender', triage: { decision: { channel: 'post' } } });
    const [slip = ''] = house.printed(asked.reference);
    expect(slip).toContain('Coupon-réponse');
    expect(slip).toContain(signed(asked.reference));
    expect(slip).toMatch(/courrier\.exemple\.invalid\/repondre et écrivez ce code : (?:[A-Z2-9]{4}-){6}[A-Z2-9]{4}/);
    const filled = `Nom : Le Goff\nPrénom : Jean-Pierre\nDate de naissance : 01/12/1962\nNuméro de sécurité sociale : ${N.jeanPierre}`;
    const answer = await scanned('coupon', filled, { barcode: signed(asked.reference) });
    expect(await house.settled(asked.id, 'answered')).toMatchObject({ triage: { decision: { channel: 'post' } } });
    expect(await house.settled(answer)).toMatchObject({ state: 'joined' });
  });

  it('joins by a scanned slip whose code nobody typed: it is read on the page', async () => {
    const receiver = new Receiver({ ...house.running.house, enqueuer: { kick: () => undefined } });
    const scanned = async (itemId: string, [name, type]: readonly [string, string], bytes: Buffer, more = {}) => {
      const kept = await receiver.keepPage(name, type, bytes);
      const item = aScanItem({ batchId: `LOT-${itemId}`, itemId, pages: [name], ...more });
      const received = await receiver.receiveScans([{ item, pages: [kept] }]);
      if (!received.ok) throw new Error(received.error);
      return received.value[0]?.id ?? '';
    };
    const letter = 'M LUC MOREAU\n1 RUE DE LA PAIX\n75000 PARIS\n\nUne attestation de paiement, svp.\n\nLuc Moreau';
    const asked = await house.settled(await scanned('luc', ['luc.txt', 'text/plain'], Buffer.from(letter)));
    expect(asked.state).toBe('waiting-sender');
    const [printed = ''] = house.printedFiles(asked.reference);
    const [slip = Buffer.alloc(0)] = (
      await readPdf(readFileSync(printed), async (document) => {
        const { width, height, data } = await drawPdfPage(document.getPage(document.getPageCount() - 1));
        return { pages: [await cutAndFilled(sharp(data, { raw: { width, height, channels: 1 } }))], problem: null };
      })
    ).pages;
    const answer = await scanned('coupon-luc', ['coupon.jpg', 'image/jpeg'], slip, { nir: N.luc });
    expect(await house.settled(answer)).toMatchObject({
      state: 'joined',
      reading: { codes: [signed(asked.reference)], scan: { barcode: null } },
    });
    expect(await house.settled(asked.id, 'answered')).toMatchObject({ triage: { decision: { channel: 'post' } } });
  });

  it('joins nobody else: an agent sees both, and the case goes on waiting', async () => {
    const asked = await asking('couple@exemple.invalid', 'Sophie Martin');
    const paul = { nom: 'Martin', prenom: 'Paul', jour: '2', mois: '11', annee: '1983', nir: N.paul };
    await house.answer(house.codeSentTo('couple@exemple.invalid'), paul);
    const answer = await house.settled(await answeringItem(asked.id));
    expect(answer).toMatchObject({ state: 'needs-agent', triage: { decision: { rule: 'reponse-a-rapprocher' } } });
    expect(answer.reason).toContain(asked.reference);
    expect(answer.triage?.decision.trace.join(' ')).toContain('Une autre personne du dossier a écrit');
    expect((await house.settled(asked.id)).state).toBe('waiting-sender');
    expect(await shown(answer.id)).toMatchObject({ joinedTo: null, answers: { id: asked.id, joined: false } });

    const other = await asking('inconnu@exemple.invalid', '');
    const empty = await house.receive({
      from: 'inconnu@exemple.invalid',
      subject: `Re: ${signed(other.reference)}`,
      text: 'Je ne l’ai pas sur moi.',
    });
    expect(await house.settled(empty)).toMatchObject({ state: 'needs-agent' });
    const stranger = await house.receive({
      from: 'autre.part@exemple.invalid',
      name: 'Luc Moreau',
      subject: `Re: ${signed(other.reference)}`,
      text: `Mon numéro de sécurité sociale : ${N.luc}\r\n\r\nLuc Moreau`,
    });
    expect((await house.settled(stranger)).triage?.decision).toMatchObject({ rule: 'reponse-a-rapprocher' });
    expect((await house.settled(other.id)).state).toBe('waiting-sender');
    expect(await sendingsOf(other.id)).toEqual(['nir-manquant sent']);
  });

  it('is answered once by two answers that come at once, and what comes later is an item of its own', async () => {
    const from = 'nadia.deux@exemple.invalid';
    const asked = await asking(from, 'Nadia Benali');
    const nadia = { nom: 'Benali', prenom: 'Nadia', jour: '9', mois: '9', annee: '1988', nir: N.nadia };
    const mail = { from, name: 'Nadia Benali', subject: `Re: ${signed(asked.reference)}` };
    const text = `Mon numéro de sécurité sociale : ${N.nadia}\r\n\r\nNadia Benali`;
    const [answer] = await Promise.all([house.receive({ ...mail, text }), house.answer(house.codeSentTo(from), nadia)]);
    await house.settled(asked.id, 'answered');
    await house.settled(answer);
    expect(await sendingsOf(asked.id)).toEqual(['nir-manquant sent', 'attestation-envoyee sent']);
    const late = await house.settled(await house.receive({ ...mail, text: `${text}\r\nMerci encore.` }));
    expect(late.state).not.toBe('joined');
    expect(await shown(late.id)).toMatchObject({ joinedTo: null, answers: { id: asked.id, joined: false } });
    expect((await house.settled(asked.id)).revision).toBe(2);
  });

  it('leaves nothing of what it waited for once it is erased', async () => {
    const { erasure, certificates } = house.running.house;
    const left = async () => {
      const { rows } = await house.query(`select
        (select count(*)::int from waits w join correspondences c on c.id = w.correspondence_id where c.erased_at is not null) +
        (select count(*)::int from answer_links l join correspondences c on c.id = l.correspondence_id where c.erased_at is not null) +
        (select count(*)::int from answers a join correspondences c on c.id in (a.case_id, a.answer_id) where c.erased_at is not null) as n`);
      return rows[0].n as number;
    };
    const scope = {
      channels: ['email', 'post'],
      states: ['answered', 'joined'],
      before: new Date(Date.now() + 1_000),
    } as const;
    const warrant = { certificateId: await certificates.open('essai', '2026-11-23'), rule: 'essai' };
    expect(await erasure.eraseCorrespondences(scope, warrant)).toBeGreaterThan(5);
    expect(await left()).toBe(0);
    const { rows } = await house.query(`select count(*)::int as n from answers`);
    expect(rows[0].n).toBeGreaterThan(0);
  });

  it('takes up what the answer asks for besides', async () => {
    const from = 'claire.plus@exemple.invalid';
    const asked = await asking(from, 'Claire Bernard');
    await house.receive({
      ...{ from, name: 'Claire Bernard', subject: `Re: ${signed(asked.reference)}` },
      text: `Mon numéro de sécurité sociale : ${N.claire}. J’ai aussi changé de RIB, ci-joint mon nouveau RIB.\r\n\r\nClaire Bernard`,
    });
    const both = await house.settled(asked.id, 'needs-agent', 'answered');
    expect(both.triage?.classification.requests.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['attestation-paiement', 'rib']),
    );
    expect(both.state).toBe('needs-agent');
    expect(both.reason).toMatch(/coordonnées bancaires/);
    expect(await sendingsOf(asked.id)).toEqual(['nir-manquant sent', 'attestation-envoyee sent']);
  });
});
