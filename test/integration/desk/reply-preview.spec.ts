import { simpleParser } from 'mailparser';
import { formTokenOf } from '../../../src/desk/access/session-cookie';
import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { type AtTheDesk, enterByKey } from '../../fakes/at-the-desk';
import { until } from '../../fakes/until';

/** Replies seen before they leave. Real: everything of AskingHouse, the desk's pages. Fake: the people. */
describe('a reply before it leaves', () => {
  let house: AskingHouse;
  let desk: AtTheDesk;
  const SOPHIE = 'dossier0410417@exemple.invalid';

  beforeAll(async () => {
    house = await AskingHouse.start({ ANSWER_WINDOW: '0', DOUBLE_DAYS: '0' });
    desk = await enterByKey(house.url, await house.running.house.apiKeys.create('operate', 'Agent d’essai'));
  });
  afterAll(() => house.stop());

  let written = 0;
  const known = () =>
    house.ask({
      ...{ from: SOPHIE, name: 'Sophie Martin', subject: `Ma situation ${++written}` },
      text: `Je me suis séparée. Mon NIR : ${N.sophie}\r\n\r\nSophie Martin`,
    });
  const revisionOf = async (id: string) => String((await house.running.house.correspondences.load(id))?.revision ?? 0);
  const see = async (id: string, form: Readonly<Record<string, string>>, piece = '') => {
    const body = { revision: await revisionOf(id), ...form };
    return desk.post(`/bureau/${id}/apercu${piece}`, body);
  };
  const mailsTo = (address: string) => house.sink.mails.filter(({ to }) => to.includes(address));

  it('is the e-mail that then leaves, word for word, and leaves nothing behind', async () => {
    const { id, reference } = await known();
    const [before, files] = [mailsTo(SOPHIE).length, await house.running.house.correspondences.documentsOf(id)];
    const page = await see(id, { lettre: 'acces-compte' });
    const html = await page.text();
    expect([page.status, html]).toEqual([200, expect.stringContaining('Courriel tel qu’il partirait')]);
    expect(html).toContain(SOPHIE);
    const shown = await simpleParser(
      Buffer.from(await (await see(id, { lettre: 'acces-compte' }, '/message')).arrayBuffer()),
    );
    expect(shown.subject).toContain(reference);
    expect(mailsTo(SOPHIE)).toHaveLength(before);
    expect(await house.running.house.correspondences.documentsOf(id)).toEqual(files);
    expect((await house.running.house.correspondences.load(id))?.state).toBe('needs-agent');
    const sent = await desk.post(`/bureau/${id}`, {
      acte: 'lettre',
      lettre: 'acces-compte',
      revision: await revisionOf(id),
    });
    expect(sent.status).toBe(303);
    await until(async () => (mailsTo(SOPHIE).length > before ? true : null), 45_000);
    const left = mailsTo(SOPHIE).at(-1)?.mail;
    expect([left?.subject, left?.text, left?.html]).toEqual([shown.subject, shown.text, shown.html]);
    expect(left?.attachments.map((one) => one.filename)).toEqual(shown.attachments.map((one) => one.filename));
  });

  it('goes by post where an agent says so, and again by post after an e-mail', async () => {
    const { id, reference } = await known();
    await desk.post(`/bureau/${id}`, { acte: 'lettre', lettre: 'acces-compte', revision: await revisionOf(id) });
    await house.settled(id, 'answered', 'needs-agent');
    expect(await (await desk.get(`/bureau/${id}`)).text()).toContain('Renvoyer par la poste');
    const form = { lettre: 'acces-compte', voie: 'post' };
    const html = await (await see(id, form)).text();
    expect(html).toContain('Lettre telle qu’elle partirait');
    expect(html).toContain('1 RUE DE LA PAIX');
    const pdf = await see(id, form, '/1');
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect((await see(id, form, '/message')).status).toBe(404);
    await desk.post(`/bureau/${id}`, { ...form, acte: 'lettre', revision: await revisionOf(id) });
    await until(async () => {
      const sendings = await house.running.house.ledger.list(id);
      return sendings.some(({ channel, state }) => channel === 'post' && state === 'sent') ? true : null;
    }, 45_000);
    expect(house.printed(reference).at(-1)).toContain('mot de passe');
  });

  it('names what is empty or forbidden, and keeps what an agent wrote', async () => {
    const { id } = await known();
    const empty = await see(id, { lettre: 'information' });
    expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining('Il manque')]);
    const words = 'Votre dossier est à l’étude.\r\n\r\n<b>Rien</b> à faire de votre côté.';
    const html = await (await see(id, { lettre: 'information', 'champ-message': words })).text();
    expect(html).toContain('Votre dossier est à l’étude.');
    expect(html).not.toContain('<b>Rien');
    const plain = await desk.post(`/bureau/${id}`, {
      acte: 'lettre',
      lettre: 'information',
      revision: await revisionOf(id),
    });
    expect([plain.status, await plain.text()]).toEqual([409, expect.stringContaining('aperçu')]);
    const before = mailsTo(SOPHIE).length;
    const form = { acte: 'lettre', lettre: 'information', 'champ-message': words, revision: await revisionOf(id) };
    expect((await desk.post(`/bureau/${id}`, form)).status).toBe(303);
    await until(async () => (mailsTo(SOPHIE).length > before ? true : null), 45_000);
    expect(mailsTo(SOPHIE).at(-1)?.mail.text).toContain('Votre dossier est à l’étude.');
    const nobody = await house.ask({ from: 'inconnu@exemple.invalid', text: 'Mon mari me frappe.' });
    const personal = await see(nobody.id, { lettre: 'acces-compte' });
    expect([personal.status, await personal.text()]).toEqual([
      422,
      expect.stringContaining('confirmez d’abord la personne'),
    ]);
  });

  it('is one letter to several, each seen, of which those that are ticked leave once', async () => {
    const [one, other, third] = [await known(), await known(), await known()];
    const nobody = await house.ask({ from: 'inconnu2@exemple.invalid', text: 'Mon mari me frappe encore.' });
    const all = [one, other, third, nobody];
    const token = (desk.headers.cookie.split('=')[1] ?? '').trim();
    const post = async (fields: readonly (readonly [string, string])[]) => {
      const body = new URLSearchParams([...fields.map((pair) => [...pair]), ['jeton', formTokenOf(token)]] as [
        string,
        string,
      ][]);
      const answer = await fetch(`${house.url}/bureau/lot`, { method: 'POST', headers: desk.headers, body });
      return answer.text();
    };
    const before = mailsTo(SOPHIE).length;
    const seen = await post([['lettre', 'acces-compte'], ...all.map(({ id }) => ['courrier', id] as const)]);
    for (const { reference } of all) expect(seen).toContain(reference);
    expect(seen.match(/name="vu"/g)).toHaveLength(3);
    expect(seen).toContain('confirmez d’abord la personne');
    const ticked = [one, other].map(({ id, revision }) => ['vu', `${id}:${revision}`] as const);
    const stale = ['vu', `${third.id}:99`] as const;
    const form = [['lettre', 'acces-compte'], ['acte', 'envoyer'], ...ticked, stale] as const;
    const done = await post(form);
    expect(done.match(/la lettre part/g)).toHaveLength(2);
    expect(done).toContain('a changé depuis');
    await post(form);
    await until(async () => (mailsTo(SOPHIE).length >= before + 2 ? true : null), 45_000);
    await Promise.all([one, other].map(({ id }) => house.settled(id, 'answered', 'needs-agent')));
    expect(mailsTo(SOPHIE)).toHaveLength(before + 2);
    expect((await house.running.house.correspondences.load(third.id))?.state).toBe('needs-agent');
  });
});
