import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { hashPassword } from '../../../src/desk/access/password';
import { nirKey } from '../../../src/domain/nir/nir-key';
import { anAllocataireFile, aPerson } from '../../builders/an-allocataire-file';
import { aNirFor } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { type AtTheDesk, atTheDesk } from '../../fakes/at-the-desk';
import { CHROMIUM, DeskBrowser } from '../../fakes/browser';
import { Tripwire } from '../../fakes/tripwire';
import { until } from '../../fakes/until';
import { BODIES, FILES, LINES } from '../../fixtures/desk/stored-scripts';

/**
 * Nothing of what people write, attach or are called runs on a page of ours, in a real Chromium with a tripwire on it: code, dialogs,
 * windows, requests to elsewhere, and whatever the policy alone had to stop. Real: the whole house, its mail, its reading.
 * Fake: the people, whose very names are attempts. Skipped where there is no Chromium; the corpora where MAIL_CORPUS names none.
 */
const onChromium = CHROMIUM === null ? describe.skip : describe;
const CORPUS = process.env.MAIL_CORPUS;
const withCorpus = CORPUS !== undefined && existsSync(CORPUS) ? it : it.skip;
const NUMERO = '4400777';
const NIR = aNirFor('F', '1980-01-01');
const at = (place: number): string => LINES[place % LINES.length] ?? '';

const HOSTILE = anAllocataireFile({
  numeroAllocataire: NUMERO,
  email: 'hostile@exemple.invalid',
  address: [at(0), at(1), at(2), at(3), at(4), `75000 ${at(5)}`, ''],
  persons: [
    aPerson({ nir: NIR, title: at(6), firstName: at(7), lastName: at(8), birthDate: '1980-01-01', sex: 'F' }),
    aPerson({ role: 'enfant', nir: aNirFor('F', '2012-01-01'), firstName: at(9), lastName: at(10), birthName: at(11) }),
  ],
});

onChromium('stored scripts', () => {
  let house: AskingHouse;
  let browser: DeskBrowser;
  let wire: Tripwire;
  let desk: AtTheDesk;
  let ingest = '';
  const lines: string[] = [];
  const bodies: string[] = [];

  beforeAll(async () => {
    house = await AskingHouse.start({ DOUBLE_DAYS: '0' }, [HOSTILE]);
    const { accounts, sessions, apiKeys, freezes } = house.running.house;
    ingest = await apiKeys.create('ingest', 'essai');
    const passwordHash = await hashPassword('quatre mots pour un essai');
    const holder = await accounts.create({ login: 'essai', name: at(12), role: 'administrator', passwordHash });
    const token = await sessions.open({ accountId: holder ?? '' });
    desk = atTheDesk(house.url, token);
    for (let place = 0; place < LINES.length; place += 2) lines.push(await bring(lineMail(place)));
    lines.push(await bring(personMail()));
    for (const body of BODIES) bodies.push(await bring(bodyMail(body)));
    await allRead();
    await freezes.freeze(lines[0] ?? '', { by: at(13), reason: at(14) });
    await house.query('update correspondences set reason = $2 where id = $1', [lines[1], at(15)]);
    for (const note of LINES) await desk.post('/bureau/personnes', { numero: NUMERO, voie: 'phone', note });
    browser = await DeskBrowser.start();
    await browser.context.addCookies([
      { name: 'courrier_bureau', value: token, domain: '127.0.0.1', path: '/bureau', httpOnly: true },
    ]);
    wire = await Tripwire.set(browser.context, house.url);
  }, 120_000);

  afterAll(async () => {
    await browser?.stop();
    await house?.stop();
  });
  beforeEach(() => void wire.tripped.splice(0));

  const open = (where: string) => browser.page.goto(`${house.url}${where}`);
  const allRead = () =>
    until(async () => {
      const { rows } = await house.query(
        "select 1 from correspondences where state in ('received', 'reading', 'triage') limit 1",
      );
      return rows.length === 0 ? true : null;
    }, 90_000);

  async function bring(raw: string | Buffer): Promise<string> {
    const headers = { authorization: `Bearer ${ingest}`, 'content-type': 'message/rfc822' };
    const body = typeof raw === 'string' ? raw : new Uint8Array(raw);
    const taken = await fetch(`${house.url}/api/correspondences`, { method: 'POST', headers, body });
    return ((await taken.json()) as { id: string }).id;
  }

  it('would be noticed', async () => {
    const { page } = browser;
    await page.setContent(
      '<img src=x onerror=aTourne("essai")><img src="https://ailleurs.invalid/pixel"><script>alert(1)</script>',
    );
    await until(async () => (wire.tripped.length >= 3 ? true : null));
    for (const what of [/^a tourné : essai/, /^demandé : https:\/\/ailleurs.invalid/, /^dialogue : 1/])
      expect(wire.tripped.some((one) => what.test(one))).toBe(true);
    await open('/bureau');
    wire.tripped.splice(0);
    await page.evaluate(() => {
      const { document } = globalThis as unknown as { document: { body: { innerHTML: string } } };
      document.body.innerHTML = '<img src=x onerror=aTourne("essai")>';
    });
    await until(async () => (wire.tripped.some((one) => one.includes('arrêté par script-src')) ? true : null));
  });

  it('stay text in names, subjects, messages, file names and reasons', async () => {
    for (const id of lines) {
      await open(`/bureau/${id}`);
      await browser.page.evaluate(OPEN_ALL);
      expect(await strangers()).toEqual([]);
    }
    expect(wire.tripped).toEqual([]);
  });

  it('stay text in lists, on boards, in accounts, in what was searched for and in what could not be shown', async () => {
    for (const where of [
      ...['a-regler', 'a-identifier', 'a-decider', 'ecarte', 'en-cours'].map((name) => `/bureau?corbeille=${name}`),
      ...['/bureau/tableau', '/bureau/comptes', '/bureau/compte', '/bureau/personnes', '/docs', '/verifier'],
      ...[at(0), at(1), at(5)].map((line) => `/bureau/${encodeURIComponent(line)}`),
      ...[at(0), at(1)].map((line) => `/bureau?corbeille=${encodeURIComponent(line)}&voie=${encodeURIComponent(line)}`),
    ]) {
      await open(where);
      expect(await strangers()).toEqual([]);
    }
    for (const line of LINES.slice(0, 6)) {
      await browser.page.evaluate(SUBMIT, { action: '/bureau/recherche', fields: { numero: line } });
      await browser.page.waitForURL(/recherche$/);
      expect(await strangers()).toEqual([]);
      await open('/bureau');
    }
    expect(wire.tripped).toEqual([]);
  });

  it('stay text on a household’s page, in notes, and in a letter that somebody writes', async () => {
    const { page } = browser;
    await open('/bureau/personnes');
    await page.fill('#numero', NUMERO);
    await page.click('text="Montrer"');
    await page.waitForSelector('#foyer');
    expect(await page.textContent('main')).toContain(at(0));
    expect(await strangers()).toEqual([]);
    await open(`/bureau/${lines.at(-1)}`);
    await page.selectOption('select[name=lettre]', 'information');
    await page.click('button:has-text("Aperçu")');
    await page.fill('textarea', LINES.join('\n\n'));
    await page.selectOption('#voie', 'post');
    await page.click('button:text-matches("^Voir")');
    await page.waitForSelector('text=/partirait|Rien ne partirait/');
    expect(await strangers()).toEqual([]);
    expect(wire.tripped).toEqual([]);
  });

  it('are not in what is rebuilt of a mail’s layout, even without any policy around it', async () => {
    for (const id of bodies) await layoutIsPlain(id);
    for (const id of bodies.slice(0, 6)) await open(`/bureau/${id}/mise-en-forme`);
    expect(wire.tripped).toEqual([]);
  });

  it('are only ever downloaded of what people attach', async () => {
    for (const [index, file] of FILES.entries()) {
      const answer = await desk.get(`/bureau/${lines[0]}/pieces/${index + 1}`);
      expect([answer.status, file.type]).toEqual([200, file.type]);
      expect(answer.headers.get('content-type')).toBe('application/octet-stream');
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="piece-\d+"$/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    }
    const [document] = await house.running.house.correspondences.documentsOf(lines[0] ?? '');
    const original = await desk.get(`/bureau/${lines[0]}/documents/${document?.id}`);
    expect(original.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w-]+\.[a-z0-9]+"$/);
  });

  withCorpus('are in no layout and on no page of the hostile corpora', async () => {
    const found = hostileMails(CORPUS ?? '').slice(0, 25);
    const ids: string[] = [];
    for (const raw of found) ids.push(await bring(raw));
    await allRead();
    for (const id of new Set(ids)) {
      await open(`/bureau/${id}`);
      expect(await strangers()).toEqual([]);
      await layoutIsPlain(id);
    }
    expect(wire.tripped).toEqual([]);
  });

  /** What no page of ours has outside of its head: elements that run or fetch, attributes that run, forms that go elsewhere. */
  const strangers = () =>
    browser.page.evaluate(() => {
      const { document } = globalThis as unknown as { document: Page };
      const wrong = 'script, svg, math, object, embed, meta, base, link, style, video, audio, template, marquee';
      const odd = [...document.querySelectorAll('body *')].filter((one) => {
        const names = one.getAttributeNames();
        const address = ['href', 'src', 'action', 'formaction'].map((name) => one.getAttribute(name) ?? '').join(' ');
        return (
          one.matches(wrong) ||
          names.some((name) => name.startsWith('on')) ||
          /javascript:|vbscript:|data:|ailleurs/i.test(address)
        );
      });
      return odd.map((one) => one.outerHTML.slice(0, 120));
    });

  /** What the sanitiser made of it, on a page without a policy: plain elements, no attribute, nothing that runs. */
  async function layoutIsPlain(id: string): Promise<void> {
    const html = await (await desk.get(`/bureau/${id}/mise-en-forme`)).text();
    await browser.page.goto('about:blank');
    await browser.page.setContent(html, { waitUntil: 'load' });
    const attributes = await browser.page.evaluate(() => {
      const { document } = globalThis as unknown as { document: Page };
      return [...document.querySelectorAll('body *')]
        .filter((one) => one.getAttributeNames().length > 0 || one.matches('script, style, svg, math, iframe, img'))
        .map((one) => one.outerHTML.slice(0, 120));
    });
    expect(attributes).toEqual([]);
  }
});

interface Page {
  querySelectorAll(what: string): Iterable<{
    readonly outerHTML: string;
    matches(what: string): boolean;
    getAttributeNames(): string[];
    getAttribute(name: string): string | null;
  }>;
}

/** What is folded away is loaded as well. */
const OPEN_ALL = () => {
  const { document } = globalThis as unknown as {
    document: { querySelectorAll(what: string): Iterable<{ open: boolean }> };
  };
  for (const one of document.querySelectorAll('details')) one.open = true;
};

/** Sends a form as the page's own would be: with the session's token. */
const SUBMIT = ({ action, fields }: { action: string; fields: Record<string, string> }) => {
  const { document } = globalThis as unknown as {
    document: {
      querySelector(what: string): { action: string; elements: Record<string, { value: string }>; submit(): void };
    };
  };
  const form = document.querySelector(`form[action="${action}"]`);
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name];
    if (field !== undefined) field.value = value;
  }
  form.submit();
};

const encoded = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

/** An attempt in each place of a message that is shown somewhere. */
function lineMail(place: number): string {
  const files = FILES.flatMap(({ type, content }, index) => [
    '--b',
    `Content-Type: ${type}; name="${encoded(at(place + index))}"`,
    `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(at(place + index)).replace(/['()*!]/g, '_')}`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(content).toString('base64'),
  ]);
  return [
    `From: ${encoded(`${at(place)} ${at(place + 1)}`)} <essai${place}@ailleurs.invalid>`,
    `Reply-To: ${encoded(at(place + 1))} <autre${place}@ailleurs.invalid>`,
    'To: courrier@caf.invalid',
    `Subject: ${encoded(`${at(place + 2)} ${at(place + 3)}`)}`,
    `Message-ID: <${place}.<script>aTourne(1)</script>@ailleurs.invalid>`,
    `X-<script>aTourne(1)</script>: ${at(place + 3)}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Mon mari me frappe. ${place}`,
    ...[4, 5, 6].map((more) => at(place + more)),
    ...(place === 0 ? files : files.slice(0, 6)),
    '--b--',
    '',
  ].join('\r\n');
}

/** From somebody whose very name is an attempt. */
const personMail = (): string =>
  [
    `From: ${encoded(at(7))} <hostile@exemple.invalid>`,
    'To: courrier@caf.invalid',
    `Subject: ${encoded(at(8))}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Mon mari me frappe. Mon NIR : ${NIR}${nirKey(NIR)}`,
  ].join('\r\n');

/** Nobody answers it: what is tried is how it is shown. */
const bodyMail = (body: string): string =>
  [
    'From: Essai <essai@ailleurs.invalid>',
    'To: courrier@caf.invalid',
    'Subject: mise en forme',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(`<p>Essai.</p>${body}`).toString('base64'),
  ].join('\r\n');

/** Those that hold something which runs or fetches. */
function hostileMails(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^[._]/.test(entry.name))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)))
    .filter((raw) =>
      /<script|\son\w+=|javascript:|<svg|<iframe|http-equiv|srcdoc|<object|expression\(|<img/i.test(
        raw.toString('latin1').replace(/=\r?\n/g, ''),
      ),
    );
}
