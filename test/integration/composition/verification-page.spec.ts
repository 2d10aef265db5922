import { findDrawnCodes } from '../../../src/composition/signature/find-drawn-code';
import { decodeDataMatrix } from '../../../src/domain/barcode/data-matrix';
import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { CHROMIUM, DeskBrowser } from '../../fakes/browser';

/**
 * The page on which anybody verifies an attestation. Real: everything of AskingHouse, an attestation that it sent, Chromium and
 * axe where there is one. Fake: the keys; the people are invented.
 */
const SIGNED = ['Sophie Martin', 'Ce que nous avons signé'];

describe('the page that verifies an attestation', () => {
  let house: AskingHouse;
  let pdf: Buffer;
  let code: Buffer;

  beforeAll(async () => {
    house = await AskingHouse.start({ COURRIER_SIGNING_KEYS: `essai:${Buffer.alloc(32, 6).toString('base64')}` });
    const text = `Bonjour, je voudrais une attestation de paiement. Mon NIR : ${N.sophie}\r\n\r\nSophie Martin`;
    const asked = await house.ask({ from: 'dossier0410417@exemple.invalid', name: 'Sophie Martin', text });
    expect(asked.state).toBe('answered');
    pdf = house.sink.mails.at(-1)?.mail.attachments[0]?.content ?? Buffer.alloc(0);
    const [modules] = findDrawnCodes(pdf);
    code = Buffer.from((modules && decodeDataMatrix(modules)) ?? []);
  }, 120_000);
  afterAll(() => house?.stop());

  async function verify(fields: { readonly fichier?: Uint8Array; readonly code?: string }) {
    const form = new FormData();
    form.append('fichier', new Blob([Uint8Array.from(fields.fichier ?? [])], { type: 'application/pdf' }), 'a.pdf');
    form.append('code', fields.code ?? '');
    const answer = await fetch(`${house.url}/verifier`, { method: 'POST', body: form });
    return { status: answer.status, headers: answer.headers, html: await answer.text() };
  }
  const changed = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };

  it('says of a file and of a code that they are ours, and what was signed', async () => {
    for (const given of [{ fichier: pdf }, { code: code.toString('base64') }, { code: code.toString('hex') }]) {
      const { status, html, headers } = await verify(given);
      expect(status).toBe(200);
      expect(html).toContain('Document authentique');
      for (const shown of SIGNED) expect(html).toContain(shown);
      expect(html).not.toContain(N.sophie);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it('says altered or unknown of anything else, and nothing of what it held', async () => {
    for (const [given, verdict] of [
      [{ code: changed(code, code.length - 1).toString('base64') }, 'Document modifié'],
      [{ code: changed(code, code.indexOf('Sophie')).toString('base64') }, 'Document modifié'],
      [{ code: Buffer.from('autre chose').toString('base64') }, 'Document inconnu'],
      [{ fichier: Buffer.from('%PDF-1.7 rien') }, 'Document inconnu'],
      [{ fichier: Buffer.from('<script>alert(1)</script>') }, 'Document inconnu'],
    ] as const) {
      const { status, html } = await verify(given);
      expect([status, /<h1>([^<]+)<\/h1>/.exec(html)?.[1]]).toEqual([200, verdict]);
      for (const shown of SIGNED) expect(html).not.toContain(shown);
    }
  });

  it('says what is wrong with what was sent', async () => {
    expect((await verify({})).status).toBe(422);
    expect((await verify({ code: '«é»' })).status).toBe(422);
    expect((await verify({ fichier: new Uint8Array(5 * 1024 * 1024 + 1) })).status).toBe(413);
    const post = (body: string, type: string) =>
      fetch(`${house.url}/verifier`, { method: 'POST', body, headers: { 'content-type': type } });
    expect((await post('code=x', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await post('rien', 'multipart/form-data')).status).toBe(400);
    expect((await post('--x\r\nrien', 'multipart/form-data; boundary=x')).status).toBe(400);
  });

  it('says revoked once it is, and keeps nothing of what it was sent', async () => {
    const { pool } = house.running.house.database;
    const counts = async () =>
      (await pool.query('select (select count(*) from documents) as d, (select count(*) from correspondences) as c'))
        .rows;
    const before = await counts();
    const key = await house.running.house.apiKeys.create('operate', 'essai');
    const asked = await fetch(`${house.url}/api/documents/verify`, {
      method: 'POST',
      body: Uint8Array.from(pdf),
      headers: { 'content-type': 'application/pdf' },
    });
    const { documentId } = (await asked.json()) as { documentId: string };
    await fetch(`${house.url}/api/documents/revoke`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ documentId, reason: 'Montant erroné' }),
    });
    const { html } = await verify({ fichier: pdf });
    expect(html).toContain('Document révoqué');
    for (const shown of [...SIGNED, 'Montant erroné']) expect(html).not.toContain(shown);
    expect(await counts()).toEqual(before);
    expect(house.logged.join('')).not.toContain('Sophie');
  });

  (CHROMIUM === null ? it.skip : it)('reads well for everybody, in a real browser', async () => {
    const browser = await DeskBrowser.start();
    try {
      const { page } = browser;
      const faults: string[] = [];
      for (const width of [1280, 640, 320]) {
        await page.setViewportSize({ width, height: 700 });
        await page.goto(`${house.url}/verifier`);
        faults.push(...(await browser.faults()));
        await page.setInputFiles('#fichier', { name: 'a.pdf', mimeType: 'application/pdf', buffer: pdf });
        await page.click('text="Vérifier"');
        await page.waitForSelector('h1:has-text("Document révoqué")');
        await browser.picture(`verifier-${width}`);
        faults.push(...(await browser.faults()));
      }
      expect(faults).toEqual([]);
    } finally {
      await browser.stop();
    }
  });

  it('lets an address ask so often in a minute', async () => {
    const many = await Promise.all(Array.from({ length: 35 }, async () => (await verify({ code: 'AA' })).status));
    expect(many).toContain(429);
  });
});
