import { hashPassword } from '../../../src/desk/access/password';
import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { CHROMIUM, DeskBrowser } from '../../fakes/browser';

/**
 * Colleagues at one desk, in a real Chromium: notes and mentions, who has what and who is away, frequent acts.
 * Real: the whole house, its mail, its reading, axe. Fake: the relay that vouches for senders; the people are invented.
 * Skipped where there is no Chromium.
 */
const onChromium = CHROMIUM === null ? describe.skip : describe;
const PASSWORD = 'quatre mots pour un essai';
const SIZES = [
  { name: 'large', width: 1280, height: 900 },
  { name: 'etroit', width: 320, height: 640 },
] as const;

onChromium('the desk’s colleagues in a browser', () => {
  let house: AskingHouse;
  let browser: DeskBrowser;
  let id = '';

  beforeAll(async () => {
    house = await AskingHouse.start({ PUBLIC_URL: 'http://127.0.0.1', ANSWER_WINDOW: '0', DOUBLE_DAYS: '0' });
    const { accounts } = house.running.house;
    const passwordHash = await hashPassword(PASSWORD);
    for (const [login, name, role] of [
      ['camille', 'Camille Essai', 'supervisor'],
      ['bo.epreuve', 'Bo Épreuve', 'agent'],
      ['di', 'Diane Inventée', 'agent'],
    ] as const) {
      const account = await accounts.create({ login, name, role, passwordHash });
      await accounts.change(account ?? '', { team: 'Nord' });
    }
    const text = `Bonjour,\r\n\r\nJe me suis séparée. Mon NIR : ${N.sophie}.\r\n\r\nSophie Martin`;
    const mail = { from: 'dossier0410417@exemple.invalid', name: 'Sophie Martin', subject: 'Ma situation', text };
    id = (await house.ask(mail)).id;
    await house.query("update correspondences set state = 'needs-agent' where id = $1", [id]);
    browser = await DeskBrowser.start();
  }, 120_000);

  afterAll(async () => {
    await browser?.stop();
    await house?.stop();
  });

  const open = (where: string) => browser.page.goto(`${house.url}${where}`);
  const enter = async (login: string) => {
    const { page } = browser;
    await open('/bureau');
    if (await page.locator('text="Sortir"').count()) await page.click('text="Sortir"');
    await page.fill('#identifiant', login);
    await page.fill('#motdepasse', PASSWORD);
    await page.click('text="Entrer"');
    await page.waitForSelector('h1:has-text("À régler")');
  };
  const faults = async (name: string): Promise<string[]> => {
    const found: string[] = [];
    for (const size of SIZES) {
      await browser.page.setViewportSize(size);
      await browser.picture(`${name}-${size.name}`);
      found.push(...(await browser.faults()).map((fault) => `${name}, ${size.name} : ${fault}`));
    }
    await browser.page.setViewportSize(SIZES[0]);
    return found;
  };

  it('makes a frequent act ready, with what its letter leaves open', async () => {
    const { page } = browser;
    await enter('camille');
    await page.click('text="Gestes"');
    await page.fill('input[name=nom]', 'Dossier à l’étude');
    await page.selectOption('select[name=touche]', '1');
    await page.selectOption('select[name=lettre]', 'information');
    await page.fill('#texte', 'Répondu, à suivre.');
    await page.click('text="Garder ce geste"');
    await page.waitForSelector('text=/laissez-le à écrire à chaque fois/');
    await page.fill('textarea[name^="champ-"]', 'Votre dossier est à l’étude. Nous vous écrirons.');
    expect(await faults('gestes-a-remplir')).toEqual([]);
    await page.click('text="Garder ce geste"');
    await page.waitForSelector('td:has-text("lettre")');
    expect(await faults('gestes')).toEqual([]);
  });

  it('leaves a note that names a colleague by the beginning of their name, by the keyboard alone', async () => {
    const { page } = browser;
    await open(`/bureau/${id}?corbeille=a-regler`);
    await page.click('text="Touches de raccourci"');
    await page.keyboard.press('m');
    await page.keyboard.type('Peux-tu rappeler cette personne, @épr ? Elle a déjà écrit deux fois.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.note');
    expect(await page.textContent('#notes')).toContain('@bo.epreuve');
    expect(await faults('courrier-note')).toEqual([]);
  });

  it('hands an item to a colleague who is there, and on when they are away', async () => {
    const { page } = browser;
    await open('/bureau');
    await page.check('input[name=courrier]');
    await page.selectOption('select[name=a]', { label: 'Bo Épreuve' });
    await page.click('text="Confier ceux qui sont cochés"');
    await page.waitForSelector('text=/confié à Bo Épreuve/');
    expect(await faults('corbeille-confie')).toEqual([]);
    await page.click('text="Équipe"');
    await page.click('tr:has-text("@bo") summary');
    await page.fill('tr:has-text("@bo") input[name=au]', '2099-01-01');
    await page.click('tr:has-text("@bo") button:has-text("Noter")');
    await page.waitForSelector('text=/un an au plus/');
    await page.click('tr:has-text("@bo") summary');
    const today = await page.inputValue('tr:has-text("@bo") input[name=du]');
    await page.fill('tr:has-text("@bo") input[name=au]', today);
    await page.click('tr:has-text("@bo") button:has-text("Noter")');
    await page.waitForSelector('text=/En absence du/');
    expect(await faults('equipe')).toEqual([]);
    await open(`/bureau/${id}`);
    expect(await page.textContent('main')).toMatch(/Confié à (Camille Essai|Diane Inventée)/);
    // What a colleague has open stays with them.
    await house.query('delete from desk_locks');
    await open('/bureau/equipe');
    await page.click('text="De retour"');
    await page.waitForSelector('tr:has-text("@bo") >> text=Présent');
  });

  it('shows to whom a note is for, until they have read it', async () => {
    const { page } = browser;
    await enter('bo.epreuve');
    await page.waitForSelector('h2:has-text("Pour moi")');
    expect(await faults('corbeille-pour-moi')).toEqual([]);
    await page.click('nav >> text=/^Pour moi/');
    await page.click('table a');
    expect(await page.textContent('main')).toContain('Confié à Bo Épreuve');
    await page.click('text="J’ai lu"');
    await page.waitForSelector('text=/Bo Épreuve \\(lu\\)/');
    await open('/bureau');
    expect(await page.locator('h2:has-text("Pour moi")').count()).toBe(0);
  });

  it('shows what a frequent act would do, and does it, by two keys', async () => {
    const { page } = browser;
    await open(`/bureau/${id}?corbeille=a-regler`);
    expect(await faults('courrier-gestes')).toEqual([]);
    await page.keyboard.press('1');
    await page.waitForSelector('h2:has-text("Courriel tel qu’il partirait")');
    expect(await faults('geste-apercu')).toEqual([]);
    await page.keyboard.press('l');
    await page.waitForURL(/corbeille=a-regler/);
    await house.settled(id, 'answered');
    expect((await house.running.house.notes.of(id)).map(({ text }) => text)).toContain('Répondu, à suivre.');
    // A letter with an absence of a year too long, and nothing else, was refused on the way.
    expect(browser.errors.filter((error) => !error.includes('422'))).toEqual([]);
  });
});
