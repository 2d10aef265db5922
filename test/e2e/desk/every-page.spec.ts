import type { Page } from 'playwright-core';
import { hashPassword } from '../../../src/desk/access/password';
import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { CHROMIUM, DeskBrowser } from '../../fakes/browser';

/**
 * Every page of the desk and of the public by axe, narrow and at 200 %, those that say what could not be shown included; and an
 * agent’s way from the entrance to a sent letter by the keyboard alone, seeing where it stands. Real: the whole house, its mail, its
 * reading, argon2id, Chromium, axe. Fake: the relay that vouches for senders; the people are invented. Skipped where there is no Chromium.
 */
const onChromium = CHROMIUM === null ? describe.skip : describe;
const PASSWORD = 'quatre mots pour un essai';
const SIZES = [
  // 200 % of a window of 1280.
  { name: '200 %', width: 640, height: 450 },
  { name: '320 px', width: 320, height: 640 },
] as const;
/** As many as one address may try in a minute. */
const SIGN_INS = 30;

onChromium('every page', () => {
  let house: AskingHouse;
  let browser: DeskBrowser;
  let [unconfirmed, question, third] = ['', '', ''];

  beforeAll(async () => {
    house = await AskingHouse.start({ PUBLIC_URL: 'http://127.0.0.1', DOUBLE_DAYS: '0' });
    const passwordHash = await hashPassword(PASSWORD);
    for (const [login, role] of [
      ['camille', 'administrator'],
      ['dominique', 'agent'],
    ] as const)
      await house.running.house.accounts.create({ login, name: `${login} Essai`, role, passwordHash });
    const question_ = {
      from: 'dossier0410417@exemple.invalid',
      name: 'Sophie Martin',
      subject: 'Ma situation a changé',
    };
    unconfirmed = await house.receive({
      ...{ from: 'inconnu@ailleurs.invalid', name: 'Famille M.', subject: 'Attestation de paiement' },
      text: `Bonjour,\r\n\r\nJe vous demande une attestation de paiement. Mon numéro est le ${N.sophie}.`,
    });
    [question, third] = [
      await house.receive({
        ...question_,
        text: `Je me suis séparée de mon mari. Mon NIR : ${N.sophie}.\r\n\r\nSophie Martin`,
      }),
      await house.receive({ ...question_, text: `Mon mari me frappe. Mon NIR : ${N.sophie}.\r\n\r\nSophie Martin` }),
    ];
    for (const id of [unconfirmed, question, third]) await house.settled(id);
    await house.query("update correspondences set state = 'needs-agent' where id = any($1)", [[question, third]]);
    browser = await DeskBrowser.start();
  }, 120_000);

  afterAll(async () => {
    await browser?.stop();
    await house?.stop();
  });

  const open = (where: string) => browser.page.goto(`${house.url}${where}`);

  it('leads from the entrance to a sent letter by the keyboard alone, showing where it stands', async () => {
    const { page } = browser;
    const keys = new Keyboard(page);
    await open('/bureau');
    await keys.tabTo(/^identifiant$/);
    await page.keyboard.type('camille');
    await keys.tabTo(/^motdepasse$/);
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForSelector('h1:has-text("À régler")');
    await keys.tabTo(/^Aller au contenu$/);
    await page.keyboard.press('Enter');
    await keys.tabTo(/^C-\d{4}-\d+$/, await referenceOf(unconfirmed));
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(unconfirmed));
    await keys.tabTo(/^Aller à l’action$/);
    await page.keyboard.press('Enter');
    await keys.tabTo(/^C’est /);
    await page.keyboard.press('Enter');
    // The next of its basket opens by itself.
    await page.waitForURL((url) => /^\/bureau\/[\w-]{36}$/.test(url.pathname) && !url.pathname.includes(unconfirmed));
    await house.settled(unconfirmed, 'answered');
    const next = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await keys.tabTo(/^Aller à l’action$/);
    await page.keyboard.press('Enter');
    await keys.tabTo(/^lettre$/);
    await page.keyboard.type('Une information');
    await keys.tabTo(/^Aperçu/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Rien ne partirait ainsi');
    await keys.tabTo(/^champ-/);
    await page.keyboard.type('Votre dossier est à l’étude.');
    await keys.tabTo(/^Voir/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('section[aria-label="Ce qui partirait"]');
    await keys.tabTo(/^Envoyer cette lettre/);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.endsWith('apercu'));
    await house.settled(next, 'answered');
    expect(keys.unseen).toEqual([]);
  });

  it('has no fault of WCAG 2.1 AA, narrow or at 200 %', async () => {
    const { page } = browser;
    const left = (await house.settled(question)).state === 'answered' ? third : question;
    const press = async (button: string, ready: string) => {
      await page.click(button);
      await page.waitForSelector(ready);
    };
    const preview = async () => {
      await open(`/bureau/${left}`);
      await page.selectOption('select[name=lettre]', 'information');
      await press('button:has-text("Aperçu")', 'text=Rien ne partirait ainsi');
    };
    const household = async () => {
      await open('/bureau/personnes');
      await page.fill('#numero', '0410417');
      await press('text="Montrer"', '#foyer');
    };
    const broken = async (where: string) => {
      await house.query('alter table deadlines rename to deadlines_away');
      await open(where);
      await house.query('alter table deadlines_away rename to deadlines');
    };
    const goes = (where: string) => async () => void (await open(where));
    await audit({
      corbeille: goes('/bureau'),
      'corbeille vide': goes('/bureau?corbeille=en-echec'),
      archives: goes('/bureau?corbeille=repondu'),
      courriel: goes(`/bureau/${left}?corbeille=a-regler`),
      réglé: goes(`/bureau/${unconfirmed}`),
      'aperçu incomplet': preview,
      aperçu: async () => {
        await preview();
        await page.fill('textarea', 'Votre dossier est à l’étude.');
        await press('button:text-matches("^Voir")', 'section[aria-label="Ce qui partirait"]');
      },
      'plusieurs réponses': async () => {
        await open('/bureau');
        await page.check('input[name=courrier]');
        await press('text="Répondre à ceux qui sont cochés"', 'select[name=lettre]');
      },
      recherche: async () => {
        await open('/bureau');
        await page.fill('#recherche', 'attestation');
        await page.press('#recherche', 'Enter');
        await page.waitForURL(/recherche$/);
      },
      personnes: goes('/bureau/personnes'),
      foyer: household,
      'lettre à une personne': async () => {
        await household();
        await press('button:has-text("Une information")', 'textarea');
      },
      'personne inconnue': async () => {
        await open('/bureau/personnes');
        await page.fill('#numero', '123');
        await press('text="Montrer"', '[role=status]');
      },
      compte: goes('/bureau/compte'),
      comptes: goes('/bureau/comptes'),
      tableau: goes('/bureau/tableau'),
      'invitation périmée': goes('/bureau/invitation/un-lien-qui-ne-sert-plus'),
      introuvable: goes('/bureau/rien'),
      indisponible: () => broken(`/bureau/${left}`),
      'page unique': goes('/repondre'),
      réponse: goes(`/repondre/${'K7QM3F2AB8RWN5TXE4HJYC6PDGVZ'}`),
      transmis: goes('/repondre/transmis'),
      vérifier: goes('/verifier'),
      routes: goes('/docs'),
    });
  });

  it('has none where somebody is refused, or tries too often', async () => {
    const { page } = browser;
    await browser.context.clearCookies();
    await open('/bureau');
    const enter = async (password: string) => {
      await page.fill('#identifiant', 'dominique');
      await page.fill('#motdepasse', password);
      await page.click('text="Entrer"');
      await page.waitForLoadState();
    };
    await enter('autre chose');
    await audit({ 'entrée refusée': async () => undefined });
    await enter(PASSWORD);
    await page.waitForSelector('h1:has-text("À régler")');
    await audit({ 'rôle insuffisant': async () => void (await open('/bureau/comptes')) });
    expect(await page.textContent('[role=alert]')).toContain('Votre rôle ne permet pas');
    await open('/bureau/files-attente');
    expect(await page.textContent('h1')).toBe('Droit insuffisant');
    await browser.context.clearCookies();
    for (let tries = 0; tries <= SIGN_INS; tries++)
      await fetch(`${house.url}/bureau/entrer`, { method: 'POST', body: new URLSearchParams({ cle: 'rien' }) });
    await open('/bureau');
    await enter('autre chose');
    expect(await page.textContent('[role=alert]')).toContain('Trop d’essais');
    await audit({ 'trop d’essais': async () => undefined });
  });

  const referenceOf = async (id: string) => (await house.running.house.correspondences.load(id))?.reference ?? 'aucune';

  /** Each page as it is opened in each size; where nothing is to be opened, the page that stands there. */
  async function audit(pages: Readonly<Record<string, () => Promise<void>>>): Promise<void> {
    const faults: string[] = [];
    for (const [name, go] of Object.entries(pages)) {
      await browser.page.setViewportSize({ width: 1366, height: 900 });
      await go();
      for (const { name: size, width, height } of SIZES) {
        await browser.page.setViewportSize({ width, height });
        await browser.picture(`${name}, ${size}`.replace(/[^\p{L}\d]+/gu, '-'));
        faults.push(...(await browser.faults()).map((fault) => `${name}, ${size} : ${fault}`));
      }
    }
    await browser.page.setViewportSize({ width: 1366, height: 900 });
    expect(faults).toEqual([]);
  }
});

/** Somebody without a mouse: gets everywhere by Tab, and has to see where they are. */
class Keyboard {
  /** What had the focus without showing it. */
  readonly unseen: string[] = [];

  constructor(private readonly page: Page) {}

  /** @param name of what is looked for: its id, its name, or its words @param exactly where several bear such a name */
  async tabTo(name: RegExp, exactly?: string): Promise<void> {
    for (let presses = 0; presses < 90; presses++) {
      await this.page.keyboard.press('Tab');
      const { names, seen } = await this.page.evaluate(FOCUSED);
      if (!seen) this.unseen.push(`${new URL(this.page.url()).pathname} : ${names.join(' / ')}`);
      if (names.some((one) => name.test(one) && (exactly === undefined || one === exactly))) return;
    }
    throw new Error(`jamais atteint : ${name}`);
  }
}

/** What has the focus, by the names that it bears, and whether a line around it shows that within the window. */
const FOCUSED = () => {
  const { document, getComputedStyle, innerHeight, innerWidth } = globalThis as unknown as {
    document: { activeElement: Focused };
    getComputedStyle(one: unknown): { outlineStyle: string; outlineWidth: string };
    innerHeight: number;
    innerWidth: number;
  };
  interface Focused {
    readonly id: string;
    readonly textContent: string | null;
    readonly ariaLabel: string | null;
    readonly tagName: string;
    getAttribute(name: string): string | null;
    getBoundingClientRect(): { top: number; bottom: number; left: number; right: number; width: number };
  }
  const one = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  const { top, bottom, left, right, width } = one.getBoundingClientRect();
  const within = width > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
  const names = [one.id, one.getAttribute('name') ?? '', (one.textContent ?? '').trim(), one.ariaLabel ?? ''];
  const outlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  return { names: names.filter((each) => each !== ''), seen: one.tagName === 'BODY' || (outlined && within) };
};
