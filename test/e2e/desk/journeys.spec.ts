import { Secret, TOTP } from 'otpauth';
import { hashPassword } from '../../../src/desk/access/password';
import { aDrawnPage } from '../../builders/a-drawn-page';
import { TOWN } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { CHROMIUM, DeskBrowser } from '../../fakes/browser';

/**
 * An agent's day in a real Chromium. Real: the whole house, its mail, its reading, argon2id, one-time codes, axe.
 * Fake: the relay that vouches for senders; the people are invented. Skipped where there is no Chromium.
 */
const onChromium = CHROMIUM === null ? describe.skip : describe;
const PASSWORD = 'quatre mots pour un essai';
const SIZES = [
  // 200 % of a window of 1280.
  { name: 'zoom', width: 640, height: 450 },
  { name: 'etroit', width: 320, height: 640 },
] as const;

onChromium('the desk in a browser', () => {
  let house: AskingHouse;
  let browser: DeskBrowser;
  const ids: Record<'unconfirmed' | 'question' | 'scan' | 'html', string> = {
    unconfirmed: '',
    question: '',
    scan: '',
    html: '',
  };

  beforeAll(async () => {
    house = await AskingHouse.start({ PUBLIC_URL: 'http://127.0.0.1' });
    const { accounts } = house.running.house;
    const passwordHash = await hashPassword(PASSWORD);
    await accounts.create({ login: 'camille', name: 'Camille Essai', role: 'administrator', passwordHash });
    const nir = TOWN[0]?.persons[0]?.nir ?? '';
    ids.unconfirmed = await house.receive({
      from: 'inconnu@ailleurs.invalid',
      name: 'Famille M.',
      subject: 'Attestation de paiement',
      text: `Bonjour,\r\n\r\nPouvez-vous m’envoyer une attestation de paiement ? Mon numéro de sécurité sociale est le ${nir}.\r\n\r\nMerci d’avance.`,
    });
    ids.question = await house.receive({
      from: 'dossier0410417@exemple.invalid',
      name: 'Sophie Martin',
      subject: 'Ma situation a changé',
      text: `Bonjour,\r\n\r\nJe me suis séparée de mon mari le 3 octobre 2026. Mon NIR : ${nir}.\r\n\r\nSophie Martin`,
    });
    ids.html = await house.receive({
      from: 'autre@ailleurs.invalid',
      name: 'Zoé <img src=x onerror=alert(1)>',
      subject: '<script>alert(1)</script> urgent',
      headers: ['MIME-Version: 1.0'],
      text: `Bonjour, mon numéro est le ${nir.slice(0, 12)}. "><svg onload=alert(1)>`,
    });
    ids.scan = await scanned(
      house,
      await aDrawnPage([
        'Madame, Monsieur,',
        'je vous demande une attestation de paiement.',
        `Mon numero de securite sociale : ${nir}`,
        'Merci de votre reponse.',
      ]),
    );
    for (const id of Object.values(ids)) await house.settled(id);
    // Where triage would answer by itself, an agent gets it here all the same.
    await house.query("update correspondences set state = 'needs-agent' where id = any($1)", [
      [ids.question, ids.scan],
    ]);
    browser = await DeskBrowser.start();
  }, 120_000);

  afterAll(async () => {
    await browser?.stop();
    await house?.stop();
  });

  const open = (where: string) => browser.page.goto(`${house.url}${where}`);

  it('signs in, puts a one-time code in place, and signs in with it', async () => {
    const { page } = browser;
    await open('/bureau');
    await browser.picture('entrer');
    await page.fill('#identifiant', 'camille');
    await page.fill('#motdepasse', PASSWORD);
    await page.click('text="Entrer"');
    await page.waitForSelector('h1:has-text("À régler")');
    await open('/bureau/compte');
    await page.click('text="Mettre en place"');
    const secret = (await page.inputValue('input[name=secret]')) ?? '';
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    await page.fill('#code', totp.generate());
    await browser.picture('code');
    await page.click('text="Mettre en place"');
    await page.waitForSelector('text=Vos codes de secours');
    await page.click('text="Sortir"');
    await page.fill('#identifiant', 'camille');
    await page.fill('#motdepasse', PASSWORD);
    await page.fill('#code', totp.generate({ timestamp: Date.now() + 30_000 }));
    await page.click('text="Entrer"');
    await page.waitForSelector('h1:has-text("À régler")');
    await browser.picture('corbeille');
  });

  it('frames the number where it was read on a scanned page', async () => {
    const { page } = browser;
    await open(`/bureau/${ids.scan}`);
    const picture = page.locator('figure.page img').first();
    await picture.scrollIntoViewIfNeeded();
    await expect(
      picture.evaluate((img) => (img as unknown as { decode(): Promise<void> }).decode()),
    ).resolves.toBeUndefined();
    const frames = page.locator('.mark');
    expect(await frames.count()).toBeGreaterThan(0);
    const [paper, frame] = [await picture.boundingBox(), await frames.first().boundingBox()];
    // The number stands on the third line of the page, past its middle to the right.
    const at = ((frame?.y ?? 0) - (paper?.y ?? 0)) / (paper?.height ?? 1);
    expect(at).toBeGreaterThan(0.17);
    expect(at).toBeLessThan(0.25);
    await browser.picture('courrier-papier');
  });

  it('runs nothing of what was sent, in the page or in the frame of its layout', async () => {
    const { page } = browser;
    await open(`/bureau/${ids.html}`);
    await page.click('summary:has-text("Mise en forme")');
    await browser.picture('courriel-hostile');
    expect(await page.content()).not.toContain('<script>alert');
    expect(await page.locator('svg, img[onerror]').count()).toBe(0);
  });

  it('runs nothing of a list of attempts in names, subjects, texts and a search, on any page that shows them', async () => {
    const { page } = browser;
    const ran: string[] = [];
    await browser.context.exposeFunction('aTourne', (what: string) => ran.push(what));
    const said: string[] = [];
    page.on('dialog', (dialog) => {
      said.push(dialog.message());
      void dialog.dismiss();
    });
    const attempts = [
      '<script>aTourne(1)</script>',
      '<img src=x onerror=aTourne(2)>',
      '"><svg/onload=aTourne(3)>',
      "' onfocus=aTourne(4) autofocus='",
      '</title><script>aTourne(5)</script>',
      '<a href="javascript:aTourne(6)">lien</a>',
      '<iframe srcdoc="<script>parent.aTourne(7)</script>"></iframe>',
      '<math><mtext></form><form><mglyph><style></math><img src onerror=aTourne(8)>',
      '<form action="https://ailleurs.invalid" id="x"><input name="jeton"></form>',
      '&lt;script&gt;aTourne(9)&lt;/script&gt;',
      '{{constructor.constructor("aTourne(10)")()}}',
      '<meta http-equiv=refresh content="0;url=javascript:aTourne(11)">',
      '<svg><animate onbegin=aTourne(12) attributeName=x dur=1s>',
    ];
    const nir = TOWN[0]?.persons[0]?.nir ?? '';
    const sent = await Promise.all(
      attempts.map((attempt, place) =>
        house.receive({
          from: `essai${place}@ailleurs.invalid`,
          name: `"${attempt.replace(/["\\]/g, '\\$&')}"`,
          subject: attempt,
          headers: [],
          text: `Bonjour, on me menace. ${nir.slice(0, 12)} ${attempt}`,
        }),
      ),
    );
    for (const id of sent) await house.settled(id);
    for (const where of ['/bureau', '/bureau/tableau', ...sent.map((id) => `/bureau/${id}`)]) {
      await open(where);
      expect(
        await page.locator('main script, main svg, main math, main img[onerror], main meta, main [onfocus]').count(),
      ).toBe(0);
      expect(await page.locator('main form:not([action^="/bureau"])').count()).toBe(0);
    }
    for (const attempt of attempts.slice(0, 5)) {
      await open('/bureau');
      await page.fill('#recherche', attempt);
      await page.press('#recherche', 'Enter');
      await page.waitForURL(/recherche$/);
    }
    expect([...ran, ...said]).toEqual([]);
  });

  it('shows a NIR in full for a reason alone', async () => {
    const { page } = browser;
    await open(`/bureau/${ids.unconfirmed}?corbeille=a-identifier`);
    await browser.picture('courrier');
    expect(await page.textContent('.cand')).toContain('•');
    await page.click('summary:has-text("Voir le NIR")');
    await page.selectOption('select[name=motif]', 'comparer');
    await page.click('.cand button:text-is("Voir")');
    await page.waitForLoadState();
    expect((await page.textContent('.cand .num'))?.replace(/\D/g, '')).toContain(TOWN[0]?.persons[0]?.nir ?? '?');
    const { rows } = await house.query("select detail from journal where event = 'nir-revealed'");
    expect(rows).toMatchObject([{ detail: { reason: 'comparer' } }]);
  });

  it('has no fault of WCAG 2.1 AA on any page, at 320 px and at 200 % either', async () => {
    const pages = {
      corbeille: '/bureau',
      courrier: `/bureau/${ids.unconfirmed}?corbeille=a-identifier`,
      papier: `/bureau/${ids.scan}`,
      personne: '/bureau/personnes',
      compte: '/bureau/compte',
      comptes: '/bureau/comptes',
      tableau: '/bureau/tableau',
      invitation: '/bureau/invitation/un-lien-qui-ne-sert-plus',
      lettre: '/repondre',
      reponse: `/repondre/${'K7QM3F2AB8RWN5TXE4HJYC6PDGVZ'}`,
      transmis: '/repondre/transmis',
      verifier: '/verifier',
    };
    const faults: string[] = [];
    for (const { name, width, height } of SIZES) {
      await browser.page.setViewportSize({ width, height });
      for (const [one, where] of Object.entries(pages)) {
        await open(where);
        await browser.picture(`${one}-${name}`);
        faults.push(...(await browser.faults()).map((fault) => `${one}, ${width} px : ${fault}`));
      }
    }
    await open('/bureau');
    await browser.page.fill('#recherche', 'attestation');
    await browser.page.press('#recherche', 'Enter');
    await browser.page.waitForURL(/recherche$/);
    await browser.picture('recherche-etroit');
    faults.push(...(await browser.faults()).map((fault) => `recherche : ${fault}`));
    await browser.page.setViewportSize({ width: 1366, height: 900 });
    expect(faults).toEqual([]);
  });

  it('lets an item be identified and another answered by the keyboard alone, one after the other', async () => {
    const { page } = browser;
    /** Presses Tab until what has the focus is this: as somebody without a mouse gets there. */
    const tabTo = async (name: RegExp): Promise<void> => {
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => {
          const { activeElement } = (
            globalThis as unknown as {
              document: { activeElement: { textContent: string; ariaLabel: string | null } | null };
            }
          ).document;
          return activeElement?.textContent || activeElement?.ariaLabel || '';
        });
        if (name.test(focused)) return;
      }
      throw new Error(`jamais atteint : ${name}`);
    };
    await open('/bureau?corbeille=a-identifier');
    const reference = (await house.running.house.correspondences.load(ids.unconfirmed))?.reference ?? '';
    // Its link, not the box beside it that keeps it for several.
    await tabTo(new RegExp(`^${reference}`));
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(ids.unconfirmed));
    await tabTo(/^Aller à l’action$/);
    await page.keyboard.press('Enter');
    await tabTo(/^C’est /);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.includes(ids.unconfirmed));
    await house.settled(ids.unconfirmed, 'answered');
    await open(`/bureau/${ids.question}`);
    await tabTo(/choisir/);
    await page.keyboard.press('ArrowDown');
    await tabTo(/^Envoyer cette lettre/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/bureau$/);
    await house.settled(ids.question, 'answered', 'waiting-sender', 'needs-agent', 'dispatching');
    // The link that serves no longer says so by its status.
    expect(browser.errors.filter((error) => !error.includes('410 (Gone)'))).toEqual([]);
  });
});

/** A scanned letter of one page, brought in over HTTP. @returns its id */
async function scanned(house: AskingHouse, picture: Buffer): Promise<string> {
  const key = await house.running.house.apiKeys.create('ingest', 'lot d’essai');
  const batch = { batchId: 'essai-1', scannedAt: '2026-11-20T09:00:00Z', operator: 'essai' };
  const items = [{ itemId: '1', receivedOn: '2026-11-20', pages: ['p1.png'] }];
  const form = new FormData();
  form.append('batch', new Blob([JSON.stringify({ ...batch, items })], { type: 'application/json' }), 'batch.json');
  form.append('p1.png', new Blob([new Uint8Array(picture)], { type: 'image/png' }), 'p1.png');
  const taken = await fetch(`${house.url}/api/correspondences`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: form,
  });
  if (!taken.ok) throw new Error(`lot refusé : ${await taken.text()}`);
  const { rows } = await house.query("select id from correspondences where channel = 'post'");
  return rows[0]?.id as string;
}
