import { intakeAnswered } from '../../../src/platform/happenings';
import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { until } from '../../fakes/until';

/**
 * The one-time page, from the message that gives its link to the answer in the database. Real: everything of AskingHouse. Fake:
 * nobody's browser; the people are invented.
 */
describe('the one-time page', () => {
  let house: AskingHouse;
  let asked: Awaited<ReturnType<AskingHouse['ask']>>;
  const SENDER = 'sophie.ailleurs@exemple.invalid';
  const SOPHIE = { nom: 'Martin', prenom: 'Sophie', jour: '12', mois: '3', annee: '1985', nir: N.sophie };

  beforeAll(async () => {
    house = await AskingHouse.start();
    asked = await house.ask({ from: SENDER, name: 'Sophie Martin', text: 'Une attestation de paiement, merci.' });
    expect(asked.state).toBe('waiting-sender');
  });
  afterAll(() => house.stop());

  const itemsOfPage = async () => (await house.query(`select id from correspondences where source = 'page'`)).rows;
  const told = async (response: Response) => {
    const headers = Object.fromEntries(
      ['content-type', 'cache-control', 'referrer-policy', 'content-security-policy', 'location', 'set-cookie'].map(
        (name) => [name, response.headers.get(name)],
      ),
    );
    return { status: response.status, headers, body: await response.text() };
  };

  it('shows the same form for every code, and keeps it from caches, other sites and scripts', async () => {
    const open = async (code: string) => told(await fetch(`${house.url}/repondre/${code}`));
    const known = await open(house.codeSentTo(SENDER));
    expect(known.status).toBe(200);
    expect(known.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(known.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
    expect(known.body).not.toMatch(/<script|https?:|C-20\d\d-|Sophie/);
    for (const code of ['A'.repeat(28), 'nimporte', '..%2fbureau', 'é'.repeat(20)])
      expect(await open(code)).toEqual(known);
  });

  it('says what is wrong beside each field, and gives no number back', async () => {
    const code = house.codeSentTo(SENDER);
    const wrong = await told(
      await house.answer(code, { ...SOPHIE, nir: '2 85 03 75 056 101 99', jour: '31', mois: '2' }),
    );
    expect(wrong.status).toBe(422);
    expect(wrong.body).toMatch(/id="nir-erreur">La clé \(les 2 derniers chiffres\) ne va pas/);
    expect(wrong.body).toMatch(/id="naissance-erreur">Écrivez votre date de naissance/);
    expect(wrong.body).toMatch(/aria-describedby="nir-aide nir-erreur"/);
    expect(wrong.body).toContain('value="Martin"');
    expect(wrong.body.replace(/\D/g, '')).not.toContain('75056');
    expect((await house.answer(code, { ...SOPHIE, nom: '<b>', nir: '' })).status).toBe(422);
    expect(await itemsOfPage()).toEqual([]);
  });

  it('answers alike whatever the code, and keeps nothing of what is typed under one that does not serve', async () => {
    const before = await told(await house.answer('B'.repeat(28), SOPHIE));
    expect(before).toMatchObject({ status: 303, headers: { location: '/repondre/transmis' } });
    const thanks = await told(await fetch(`${house.url}/repondre/transmis`));
    expect(thanks.body).toMatch(/Si le lien est valable, votre réponse est transmise/);
    const old = await house.ask({ from: 'vieux@exemple.invalid', text: 'Une attestation de paiement, merci.' });
    await house.query(`update answer_links set expires_at = now() - interval '1 second' where correspondence_id = $1`, [
      old.id,
    ]);
    expect(await told(await house.answer(house.codeSentTo('vieux@exemple.invalid'), SOPHIE))).toEqual(before);
    expect(await told(await house.answer('pas un code', SOPHIE))).toEqual(before);
    expect(await itemsOfPage()).toEqual([]);
  });

  it('takes one answer, durable before it says so, however often it is sent at once', async () => {
    const code = house.codeSentTo(SENDER);
    const counted: string[] = [];
    const stop = intakeAnswered.listen(({ way, answer }) => counted.push(`${way} ${answer}`));
    const twice = await Promise.all([house.answer(code, SOPHIE), house.answer(code.toLowerCase(), SOPHIE)]);
    expect(await Promise.all(twice.map(told))).toEqual([
      expect.objectContaining({ status: 303 }),
      expect.objectContaining({ status: 303 }),
    ]);
    stop();
    expect(counted.sort()).toEqual(['page accepted', 'page refused']);
    const items = await itemsOfPage();
    expect(items).toHaveLength(1);
    const record = await house.running.house.correspondences.load(items[0].id);
    expect(record).toMatchObject({ source: 'page', channel: 'email', reading: { mayAutoReply: false } });
    const { rows } = await house.query('select case_id, by from answers where answer_id = $1', [items[0].id]);
    expect(rows).toEqual([{ case_id: asked.id, by: 'page' }]);
    expect(await house.events(asked.id)).toContain('answer-received');
    expect((await house.answer(code, SOPHIE)).status).toBe(303);
    expect(await itemsOfPage()).toHaveLength(1);
    const { rows: triaged } = await until(async () => {
      const found = await house.query(`select id from correspondences where source = 'page' and triage is not null`);
      return found.rows.length === 1 ? found : null;
    });
    const answer = await house.running.house.correspondences.load(triaged[0].id);
    expect(answer?.triage?.identification).toMatchObject({
      verdict: 'matched',
      numeroAllocataire: '0410417',
      corroboratedBy: ['name', 'birth-date'],
    });
  });

  it('takes the code of a letter by hand', async () => {
    const open = (code: string) =>
      fetch(`${house.url}/repondre`, { method: 'POST', body: new URLSearchParams({ code }), redirect: 'manual' });
    const typed = await open(' k7qm-3f2a-b8rw-n5tx-e4hj-yc6p-dgvz ');
    expect([typed.status, typed.headers.get('location')]).toEqual([303, '/repondre/K7QM3F2AB8RWN5TXE4HJYC6PDGVZ']);
    const wrong = await open('K7QM-3F2A');
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('recopiez-le de la lettre')]);
    expect(await (await fetch(`${house.url}/repondre`)).text()).toContain('Code écrit sur la lettre');
  });

  it('tells in French what it cannot take', async () => {
    const send = (init: RequestInit) =>
      fetch(`${house.url}/repondre/${'C'.repeat(28)}`, { redirect: 'manual', ...init });
    const put = await send({ method: 'PUT', body: 'x' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    const long = await send({ method: 'POST', body: new URLSearchParams({ nir: '1'.repeat(5_000) }) });
    expect([long.status, await long.text()]).toEqual([413, expect.stringContaining('trop long')]);
    const json = await send({ method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expect([json.status, await json.text()]).toEqual([415, expect.stringContaining('son propre formulaire')]);
    for (const response of [put, long, json]) expect(response.headers.get('content-type')).toContain('text/html');
  });

  it('counts tries in the database: by code, and by address', async () => {
    const code = 'D'.repeat(28);
    const from = (address: string) => ({ 'x-forwarded-for': address });
    for (let n = 0; n < 20; n++) expect((await house.answer(code, SOPHIE, from(`192.0.2.${n}`))).status).toBe(303);
    const tooMany = await house.answer(code, SOPHIE, from('192.0.2.99'));
    expect([tooMany.status, await tooMany.text()]).toEqual([429, expect.stringContaining('Trop d’essais')]);
    expect(Number(tooMany.headers.get('retry-after'))).toBeGreaterThan(0);
    const { rows } = await house.query('select count(*)::int as n from answer_attempts');
    expect(rows[0].n).toBeGreaterThan(20);
    await house.query(`update answer_attempts set count = 60`);
    expect((await house.answer('E'.repeat(28), SOPHIE, from('192.0.2.1'))).status).toBe(429);
    expect((await house.answer('E'.repeat(28), SOPHIE, from('198.51.100.7'))).status).toBe(303);
  });

  it('leaves no code, number or name in the log', () => {
    const log = house.logged.join('');
    expect(log).toContain('/repondre/:token');
    expect(log).not.toContain(house.codeSentTo(SENDER));
    expect(log).not.toContain('D'.repeat(28));
    expect(log).not.toMatch(/Martin|Sophie/);
    expect(log.replace(/\s/g, '')).not.toContain(N.sophie.replace(/\s/g, '').slice(0, 13));
  });
});
