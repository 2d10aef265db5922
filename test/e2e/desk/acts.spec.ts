import { hashPassword } from '../../../src/desk/access/password';
import { aDrawnPage } from '../../builders/a-drawn-page';
import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { CHROMIUM, DeskBrowser } from '../../fakes/browser';

/**
 * What an agent does besides settling, in a real Chromium: a person’s page, a reply seen before it leaves, one letter to several, a scan split,
 * a zone read.
 * Real: the whole house, its mail, its reading, axe. Fake: the relay that vouches for senders; the people are invented.
 * Skipped where there is no Chromium.
 */
const onChromium = CHROMIUM === null ? describe.skip : describe;
const PASSWORD = 'quatre mots pour un essai';

onChromium('the desk’s other acts in a browser', () => {
  let house: AskingHouse;
  let browser: DeskBrowser;
  const ids: string[] = [];
  let scan = '';

  beforeAll(async () => {
    house = await AskingHouse.start({ PUBLIC_URL: 'http://127.0.0.1', ANSWER_WINDOW: '0', DOUBLE_DAYS: '0' });
    const passwordHash = await hashPassword(PASSWORD);
    await house.running.house.accounts.create({
      login: 'camille',
      name: 'Camille Essai',
      role: 'supervisor',
      passwordHash,
    });
    for (const words of ['Je me suis séparée.', 'Mon mari me frappe, je me suis séparée.'])
      ids.push(
        await house.receive({
          ...{ from: 'dossier0410417@exemple.invalid', name: 'Sophie Martin', subject: 'Ma situation a changé' },
          text: `Bonjour,\r\n\r\n${words} Mon NIR : ${N.sophie}.\r\n\r\nSophie Martin`,
        }),
      );
    const page = await aDrawnPage([
      'Madame, Monsieur,',
      'je vous demande une attestation de paiement.',
      `Mon numero de securite sociale : ${N.sophie}`,
    ]);
    scan = await scanned(house, [page, await aDrawnPage(['Une autre lettre', 'que personne ne connait.'])]);
    await house.settled(scan);
    await house.query("update correspondences set state = 'needs-agent' where id = $1", [scan]);
    for (const id of ids) await house.settled(id, 'needs-agent');
    browser = await DeskBrowser.start();
    await browser.page.goto(`${house.url}/bureau`);
    await browser.page.fill('#identifiant', 'camille');
    await browser.page.fill('#motdepasse', PASSWORD);
    await browser.page.click('text="Entrer"');
    await browser.page.waitForSelector('h1:has-text("À régler")');
  }, 120_000);

  afterAll(async () => {
    await browser?.stop();
    await house?.stop();
  });

  const open = (where: string) => browser.page.goto(`${house.url}${where}`);
  /** Where the page stands now, wide and narrow. */
  const faults = async (name: string): Promise<string[]> => {
    const found: string[] = [];
    for (const width of [320, 1366]) {
      await browser.page.setViewportSize({ width, height: 900 });
      await browser.picture(`${name}-${width}`);
      found.push(...(await browser.faults()).map((fault) => `${name}, ${width} px : ${fault}`));
    }
    return found;
  };

  it('shows a household with danger on top', async () => {
    const { page } = browser;
    await open('/bureau/personnes');
    await page.fill('#numero', '0410417');
    await page.click('text="Montrer"');
    await page.waitForSelector('h2:has-text("À savoir d’abord")');
    expect(await page.textContent('main')).toContain('Danger ou détresse');
    expect(await page.textContent('#foyer')).toContain('0410417');
    expect(await faults('foyer')).toEqual([]);
  });

  it('lets a letter be written, seen as it will leave and sent, by the keyboard alone', async () => {
    const { page } = browser;
    await open(`/bureau/${ids[0]}`);
    await page.selectOption('select[name=lettre]', 'information');
    await page.focus('button:has-text("Aperçu")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Rien ne partirait ainsi');
    expect(await faults('apercu-incomplet')).toEqual([]);
    await page.focus('textarea');
    await page.keyboard.type('Votre dossier est à l’étude.');
    await page.keyboard.press('Tab');
    await page.focus('button:text-matches("^Voir")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('iframe[title^="Courriel tel"]');
    const mail = page.frameLocator('iframe[title^="Courriel tel"]');
    expect(await mail.locator('body').textContent()).toContain('Votre dossier est à l’étude.');
    expect(await faults('apercu')).toEqual([]);
    await page.focus('button:has-text("Envoyer cette lettre")');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/bureau(\?|$)/);
    await house.settled(ids[0] ?? '', 'answered');
  });

  it('splits a scan in two and makes it one again', async () => {
    const { page } = browser;
    await open(`/bureau/${scan}`);
    await page.click('summary:has-text("Scinder ou réunir")');
    for (const picture of await page.locator('.strip img').all())
      await picture.evaluate((img) => (img as unknown as { decode(): Promise<void> }).decode());
    expect(await faults('scinder')).toEqual([]);
    await page.check('input[name=page] >> nth=1');
    await page.click('button:text-is("Scinder")');
    await page.waitForURL((url) => !url.pathname.includes(scan));
    const part = new URL(page.url()).pathname.split('/').pop() ?? '';
    await Promise.all([house.settled(scan), house.settled(part)]);
    await house.query("update correspondences set state = 'needs-agent' where id = any($1)", [[scan, part]]);
    await page.reload();
    await page.click('summary:has-text("Scinder ou réunir")');
    await browser.picture('scinde');
    await page.click('text=/^Défaire/');
    await page.waitForURL(new RegExp(scan));
    await house.settled(scan);
  });

  it('reads a zone that is drawn on a page into the field', async () => {
    const { page } = browser;
    await house.query("update correspondences set state = 'needs-agent' where id = $1", [scan]);
    await open(`/bureau/${scan}`);
    await page.fill('#numero', '');
    const picture = page.locator('figure.page img').first();
    await picture.evaluate((img) => (img as unknown as { decode(): Promise<void> }).decode());
    await picture.scrollIntoViewIfNeeded();
    const box = (await picture.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const at = (across: number, down: number) => [box.x + box.width * across, box.y + box.height * down] as const;
    await page.mouse.move(...at(0.05, 0.165));
    await page.mouse.down();
    await page.mouse.move(...at(0.9, 0.23), { steps: 5 });
    await browser.picture('zone-tracee');
    await page.mouse.up();
    await page.waitForSelector('text=/Lu dans la zone/');
    expect(await page.inputValue('#numero')).toBe('0410417');
    expect(await page.textContent('main')).not.toContain(N.sophie);
    expect(await faults('zone-lue')).toEqual([]);
  });

  it('shows each of several replies before any leaves', async () => {
    const { page } = browser;
    await open('/bureau');
    await page.check('input[name=courrier]');
    await page.click('text="Répondre à ceux qui sont cochés"');
    await page.selectOption('select[name=lettre]', 'acces-compte');
    await page.click('text="Voir chacune"');
    await page.waitForSelector('input[name=vu]');
    expect(await faults('lot')).toEqual([]);
    await page.click('text="Envoyer la lettre prête"');
    await page.waitForSelector('text=la lettre part');
    // A letter with an empty field was looked at on the way.
    expect(browser.errors.filter((error) => !error.includes('422'))).toEqual([]);
  });
});

/** One scanned item with these pages, over HTTP. @returns its id */
async function scanned(house: AskingHouse, pictures: readonly Buffer[]): Promise<string> {
  const key = await house.running.house.apiKeys.create('ingest', 'lot d’essai');
  const batch = { batchId: 'essai-actes', scannedAt: '2026-11-20T09:00:00Z', operator: 'essai' };
  const pages = pictures.map((_, index) => `p${index}.png`);
  const items = [{ itemId: '1', receivedOn: '2026-11-20', pages }];
  const form = new FormData();
  form.append('batch', new Blob([JSON.stringify({ ...batch, items })], { type: 'application/json' }), 'batch.json');
  for (const [index, picture] of pictures.entries())
    form.append(`p${index}.png`, new Blob([new Uint8Array(picture)], { type: 'image/png' }), `p${index}.png`);
  const headers = { authorization: `Bearer ${key}` };
  const taken = await fetch(`${house.url}/api/correspondences`, { method: 'POST', headers, body: form });
  if (!taken.ok) throw new Error(`lot refusé : ${await taken.text()}`);
  const { rows } = await house.query("select id from correspondences where channel = 'post'");
  return rows[0]?.id as string;
}
