import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { RETURN_PATH } from '../../../src/config/identity-provider-of-environment';
import { type RunningHouse, startHouse } from '../../../src/house/start-house';
import { freePort } from '../../../src/platform/embedded-postgres/free-port';
import { CHROMIUM, DeskBrowser } from '../../fakes/browser';
import { CLIENT, IdentityProviderServer } from '../../fakes/identity-provider';
import { emptyDatabase, testEnvironment } from '../test-servers';

/**
 * In by an identity provider. Real: PostgreSQL, HTTP, the signatures, Chromium where there is one. Fake: the provider, a small
 * server that is strict about the protocol; its people are invented.
 */
const ADA = {
  sub: 'u-1',
  preferred_username: 'Ada.Essai@exemple.invalid',
  name: 'Ada Essai',
  realm: { roles: ['lecture', 'caf-agents'] },
};

describe('in by an identity provider', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let provider: IdentityProviderServer;
  let running: RunningHouse;
  let at: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-fournisseur-'));
    database = await emptyDatabase();
    const port = await freePort();
    at = `http://127.0.0.1:${port}`;
    provider = await IdentityProviderServer.start(`${at}${RETURN_PATH}`);
    running = await startHouse(
      testEnvironment({
        QUEUE_BACKEND: 'postgres',
        DATABASE_URL: database.url,
        DATA_FOLDER: folder,
        PORT: String(port),
        PUBLIC_URL: `${at}/`,
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: CLIENT.id,
        OIDC_CLIENT_SECRET: CLIENT.secret,
        OIDC_ROLES: 'caf-chefs=supervisor, caf-agents=agent, cn=admin=administrator',
        OIDC_ROLES_CLAIM: 'realm.roles',
      }),
    );
  });

  afterAll(async () => {
    await running?.stop();
    await provider?.stop();
    await database?.drop();
    rmSync(folder, { recursive: true });
  });

  beforeEach(() => {
    provider.claims = ADA;
    provider.falsify = null;
    provider.declines = false;
  });

  /** There, as a browser goes. @returns the way back and the cookie that was given on leaving */
  async function leave(): Promise<{ back: string; cookie: string }> {
    const left = await fetch(`${at}/bureau/fournisseur`, { redirect: 'manual' });
    expect(left.status).toBe(303);
    const page = await (await fetch(left.headers.get('location') ?? '')).text();
    const back = /id="oui" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? page;
    return { back, cookie: (left.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  }
  const comeBack = (back: string, cookie: string) => fetch(back, { headers: { cookie }, redirect: 'manual' });
  const enter = async () => {
    const { back, cookie } = await leave();
    return comeBack(back, cookie);
  };
  const isIn = (answer: Response) =>
    answer.headers.getSetCookie().some((one) => /^courrier_bureau=[\w-]{43};/.test(one));
  const accounts = () => running.house.accounts.list();

  it('makes an account at the first entry, whose name and role follow at the next', async () => {
    expect(await (await fetch(`${at}/bureau`)).text()).toContain('Entrer avec le compte de votre organisme');
    const entered = await enter();
    expect([entered.status, isIn(entered), entered.headers.get('refresh')]).toEqual([200, true, '0;url=/bureau']);
    expect(await accounts()).toMatchObject([
      { login: 'ada.essai-exemple.invalid', name: 'Ada Essai', role: 'agent', provided: true, ready: true },
    ]);
    provider.claims = { ...ADA, name: 'Ada Renommée', realm: { roles: ['caf-agents', 'caf-chefs'] } };
    expect(isIn(await enter())).toBe(true);
    expect(await accounts()).toMatchObject([{ name: 'Ada Renommée', role: 'supervisor' }]);
    const { rows } = await running.house.database.pool.query(
      "select detail from journal where event = 'desk-signed-in'",
    );
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('Ada');
  });

  it('takes no local account over, whatever name the provider gives', async () => {
    await running.house.accounts.create({
      login: 'chef',
      name: 'Chef Essai',
      role: 'administrator',
      passwordHash: 'x',
    });
    provider.claims = { ...ADA, sub: 'u-2', preferred_username: 'chef' };
    expect(isIn(await enter())).toBe(true);
    const chefs = (await accounts()).filter(({ login }) => login.startsWith('chef'));
    expect(chefs).toMatchObject([
      { login: 'chef', name: 'Chef Essai', role: 'administrator', provided: false },
      { login: expect.stringMatching(/^chef-[0-9a-f]{8}$/), role: 'agent', provided: true },
    ]);
  });

  it('lets nobody in without a role, who is closed here, or who said no over there', async () => {
    provider.claims = { ...ADA, sub: 'u-3', realm: { roles: ['autre'] } };
    const none = await enter();
    expect([none.status, isIn(none)]).toEqual([403, false]);
    expect(await none.text()).toContain('aucun rôle au bureau');
    provider.claims = ADA;
    const [ada] = await accounts();
    await running.house.accounts.change(ada?.id ?? '', { disabled: true });
    expect(await (await enter()).text()).toContain('fermé au bureau');
    await running.house.accounts.change(ada?.id ?? '', { disabled: false });
    provider.declines = true;
    expect((await enter()).status).toBe(403);
    expect((await accounts()).some(({ login }) => login === 'u-3')).toBe(false);
  });

  it('takes a way back once, and only in the browser that left', async () => {
    const [mine, theirs] = [await leave(), await leave()];
    expect((await comeBack(mine.back, '')).status).toBe(403);
    expect((await comeBack(mine.back, theirs.cookie)).status).toBe(403);
    const stolen = new URL(mine.back);
    stolen.searchParams.set('state', new URL(theirs.back).searchParams.get('state') ?? '');
    // The code of one with the state of the other: the verifier does not fit.
    expect(isIn(await comeBack(stolen.href, theirs.cookie))).toBe(false);
    const other = new URL(theirs.back);
    other.searchParams.set('iss', 'http://localhost/autre');
    expect((await comeBack(other.href, theirs.cookie)).status).toBe(403);
    expect(isIn(await comeBack(theirs.back, theirs.cookie))).toBe(true);
    expect(isIn(await comeBack(theirs.back, theirs.cookie))).toBe(false);
  });

  const anHourAgo = Math.floor(Date.now() / 1000) - 3_600;
  it.each<[string, NonNullable<IdentityProviderServer['falsify']>]>([
    ['for another entry', (token) => ({ ...token, nonce: 'autre' })],
    ['without a nonce', ({ nonce: _, ...token }) => token],
    ['for another service', (token) => ({ ...token, aud: 'autre' })],
    ['for several services, handed to another', (token) => ({ ...token, aud: [CLIENT.id, 'autre'], azp: 'autre' })],
    ['by another issuer', (token) => ({ ...token, iss: 'http://localhost/autre' })],
    ['that has ended', (token) => ({ ...token, iat: anHourAgo, exp: anHourAgo + 60 })],
    ['that is old', (token) => ({ ...token, iat: anHourAgo })],
    ['without a subject', ({ sub: _, ...token }) => token],
    ['that nobody signed', async (token) => new UnsecuredJWT(token).encode()],
    [
      'signed by our own secret',
      (token) => new SignJWT(token).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(CLIENT.secret)),
    ],
    ['signed by a key of nobody’s', async (token) => provider.sign(token, (await generateKeyPair('RS256')).privateKey)],
    ['that is no token', async () => 'rien'],
  ])('refuses a token %s', async (_name, falsify) => {
    provider.falsify = falsify;
    const answer = await enter();
    expect([isIn(answer), answer.status]).toEqual([false, 502]);
  });

  (CHROMIUM === null ? it.skip : it)('leads a real browser there and back, and in', async () => {
    const browser = await DeskBrowser.start();
    try {
      const { page } = browser;
      await page.goto(`${at}/bureau`);
      await browser.picture('entrer-fournisseur');
      expect(await browser.faults()).toEqual([]);
      await page.click('text="Entrer avec le compte de votre organisme"');
      await page.waitForURL(/^http:\/\/localhost:/);
      await page.click('#oui');
      await page.waitForSelector('h1:has-text("À régler")');
      expect(new URL(page.url()).pathname).toBe('/bureau');
      await page.goto(`${at}/bureau/compte`);
      expect(await page.textContent('main')).toContain('Vous entrez par le fournisseur d’identité');
      expect(browser.errors).toEqual([]);
    } finally {
      await browser.stop();
    }
  });
});
