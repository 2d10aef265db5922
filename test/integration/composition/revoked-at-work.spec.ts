import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { type AtTheDesk, enterByKey } from '../../fakes/at-the-desk';
import { until } from '../../fakes/until';

/**
 * A signed document revoked at the desk, and a signing key revoked while the worker runs. Real: everything of AskingHouse, the
 * desk's pages, the verification by HTTP. Fake: the keys; the people are invented.
 */
describe('revocation while the service runs', () => {
  let house: AskingHouse;
  let desk: AtTheDesk;

  beforeAll(async () => {
    house = await AskingHouse.start({
      COURRIER_SIGNING_KEYS: `essai:${Buffer.alloc(32, 6).toString('base64')}`,
      ANSWER_WINDOW: '0',
      DOUBLE_DAYS: '0',
    });
    desk = await enterByKey(house.url, await house.running.house.apiKeys.create('operate', 'Agent d’essai'));
  });
  afterAll(() => house.stop());

  const pageOf = async (path: string) => (await desk.get(path)).text();
  const send = async (path: string, form: Readonly<Record<string, string>>) => {
    const response = await desk.post(path, form);
    return { status: response.status, location: response.headers.get('location'), html: await response.text() };
  };

  const WANTS = `Bonjour, je voudrais une attestation de paiement. Mon NIR : ${N.sophie}\r\n\r\nSophie Martin`;
  const FROM = { from: 'dossier0410417@exemple.invalid', name: 'Sophie Martin', text: WANTS };
  const verdictOf = async (pdf: Buffer) => {
    const response = await fetch(`${house.url}/api/documents/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/pdf' },
      body: Uint8Array.from(pdf),
    });
    return ((await response.json()) as { verdict: string }).verdict;
  };
  const lastPdf = () => house.sink.mails.at(-1)?.mail.attachments[0]?.content ?? Buffer.alloc(0);

  it('lets an agent revoke what was sent, with a reason and a box ticked, and tells the item’s journal', async () => {
    const asked = await house.ask(FROM);
    expect(asked.state).toBe('answered');
    const pdf = lastPdf();
    expect(await verdictOf(pdf)).toBe('authentic');
    const page = await pageOf(`/bureau/${asked.id}`);
    const document = /name="document" value="([\w-]+)"/.exec(page)?.[1] ?? '';
    expect(document).not.toBe('');
    const form = { acte: 'revoquer', document, motif: 'Montant erroné de Sophie', confirme: 'oui' };
    for (const wrong of [{ motif: ' ' }, { confirme: '' }, { document: asked.id }])
      expect((await send(`/bureau/${asked.id}`, { ...form, ...wrong })).status).toBe(422);
    expect(await verdictOf(pdf)).toBe('authentic');
    expect(await send(`/bureau/${asked.id}`, form)).toMatchObject({
      status: 303,
      location: `/bureau/${asked.id}`,
    });
    expect(await verdictOf(pdf)).toBe('revoked');
    const after = await pageOf(`/bureau/${asked.id}`);
    expect(after).toMatch(/Révoqué le/);
    expect(after).not.toContain('value="revoquer"');
    const again = await send(`/bureau/${asked.id}`, form);
    expect([again.status, again.html]).toEqual([422, expect.stringContaining('déjà révoqué')]);
    // Its opening at the desk stands in the journal as well.
    const journal = await house.running.house.correspondences.journalOf(asked.id);
    const told = journal.filter(({ event }) => event === 'document-revoked');
    expect(told).toMatchObject([{ detail: { documentId: expect.stringMatching(/^D-/) } }]);
    expect(JSON.stringify(told)).not.toContain('Sophie');
  });

  it('signs nothing more with a key from the moment at which it is revoked, and sends nothing that waited', async () => {
    house.sink.mood = 'defers';
    const waiting = await house.receive(FROM);
    await until(async () => {
      const record = await house.running.house.correspondences.load(waiting);
      return record?.state === 'dispatching' && record.heldSince !== null ? true : null;
    }, 45_000);
    const before = house.sink.mails.length;
    const revoked = await house.running.house.revocations.revoke(
      { keyId: 'essai', since: null },
      { by: 'essai', reason: 'Clé volée' },
    );
    expect(revoked.ok).toBe(true);
    house.sink.mood = 'takes';
    // No sleep of the sweeper's: held rows are asked again after a while.
    await house.query('update correspondences set updated_at = now() - interval $$1 hour$$ where id = $1', [waiting]);
    const withdrawn = await house.settled(waiting, 'needs-agent');
    expect(withdrawn.reason).toMatch(/clé qui avait signé le document a été révoquée/);
    expect((await house.running.house.ledger.list(waiting)).map(({ state }) => state)).toEqual(['withdrawn']);
    const next = await house.receive(FROM);
    const held = await until(async () => {
      const record = await house.running.house.correspondences.load(next);
      return record?.state === 'composing' && record.heldSince !== null ? record : null;
    }, 45_000);
    expect(held.reason).toMatch(/clé de signature.*essai.*est révoquée.*l’attestation attend une nouvelle clé/);
    // What carries no signature leaves as before.
    const other = await house.ask({ from: 'autre@exemple.invalid', text: 'Une attestation de paiement, merci.' });
    expect(other.state).toBe('waiting-sender');
    expect(house.sink.mails.length).toBe(before + 1);
  });
});
