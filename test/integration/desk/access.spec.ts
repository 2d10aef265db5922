import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { DESK_ROLES, type DeskRole } from '../../../src/domain/desk/desk-roles';
import { httpRoutes } from '../../../src/house/http-routes';
import { type RunningHouse, startHouse } from '../../../src/house/start-house';
import { type AtTheDesk, atTheDesk, enterDesk } from '../../fakes/at-the-desk';
import { emptyDatabase, testEnvironment } from '../test-servers';

/** Who may come in, and what each role may do. Real: PostgreSQL, its queue, HTTP, argon2id, one-time codes. Fake: nobody. */
const ALL = DESK_ROLES;
const SETTLES = ['agent', 'supervisor', 'administrator'] as const;
const ANYBODY = 'anybody';

/** Every route of the desk and who may call it: one that is missing here fails. */
const WHO: Readonly<Record<string, readonly DeskRole[] | typeof ANYBODY>> = {
  'get /bureau': ALL,
  'post /bureau/entrer': ANYBODY,
  'get /bureau/invitation/:token': ANYBODY,
  'post /bureau/invitation/:token': ANYBODY,
  'post /bureau/sortir': ALL,
  'get /bureau/compte': ALL,
  'post /bureau/compte': ALL,
  'get /bureau/comptes': ['administrator'],
  'post /bureau/comptes': ['administrator'],
  'post /bureau/recherche': ALL,
  'get /bureau/tableau': ['supervisor', 'administrator', 'auditor'],
  'get /bureau/tableau.csv': ['supervisor', 'administrator', 'auditor'],
  'get /bureau/personnes': ALL,
  'post /bureau/personnes': ALL,
  'post /bureau/personnes/lettre': SETTLES,
  'post /bureau/personnes/lettre/apercu': SETTLES,
  'post /bureau/lot': SETTLES,
  'post /bureau/mentions': ALL,
  'get /bureau/gestes': ['supervisor', 'administrator'],
  'post /bureau/gestes': ['supervisor', 'administrator'],
  'post /bureau/:id/geste': SETTLES,
  'post /bureau/:id/geste/:piece': SETTLES,
  'get /bureau/equipe': ALL,
  'post /bureau/equipe': SETTLES,
  'post /bureau/confier': SETTLES,
  'post /bureau/:id/notes': SETTLES,
  'get /bureau/:id': ALL,
  'post /bureau/:id': SETTLES,
  'get /bureau/:id/documents/:documentId': ALL,
  'post /bureau/:id/reveler': SETTLES,
  'post /bureau/:id/apercu': SETTLES,
  'post /bureau/:id/apercu/:piece': SETTLES,
  'get /bureau/:id/mise-en-forme': ALL,
  'get /bureau/:id/pages/:file/:page': ALL,
  'get /bureau/:id/pieces/:file': ALL,
  'post /bureau/:id/pages/:file/:page/zone': SETTLES,
  'get /bureau/:id/dossier.zip': ['supervisor', 'administrator'],
  'get /bureau/:id/remise.json': ['supervisor', 'administrator'],
  'get /bureau/bureau.js': ANYBODY,
  'get /bureau/fournisseur': ANYBODY,
  'get /bureau/fournisseur/retour': ANYBODY,
};
const PASSWORD = 'un mot de passe d’essai';

describe('access to the desk', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let running: RunningHouse;
  let at: string;
  const accountOf = new Map<DeskRole, string>();

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-acces-'));
    database = await emptyDatabase();
    const settings = { QUEUE_BACKEND: 'postgres', DATABASE_URL: database.url, DATA_FOLDER: folder };
    running = await startHouse(testEnvironment(settings));
    at = `http://127.0.0.1:${running.httpPort}`;
  });

  afterAll(async () => {
    await running.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const sessionOf = async (role: DeskRole): Promise<AtTheDesk> =>
    atTheDesk(at, await running.house.sessions.open({ accountId: accountOf.get(role) ?? '' }));
  const events = async (event: string): Promise<number> =>
    (await running.house.database.pool.query('select 1 from journal where event = $1', [event])).rowCount ?? 0;

  it('makes the first administrator by the link that a start prints, once', async () => {
    const link = /http\S+\/bureau\/invitation\/\S+/.exec(running.startLines.join('\n'))?.[0] ?? '';
    const where = `${at}${new URL(link).pathname}`;
    expect(await (await fetch(where)).text()).toContain('Créer l’administrateur du bureau');
    const choose = (nouveau: string, encore = nouveau) => {
      const body = new URLSearchParams({ nom: 'Ada Essai', identifiant: 'Ada', nouveau, encore });
      return fetch(where, { method: 'POST', body, redirect: 'manual' });
    };
    expect((await choose('trop court')).status).toBe(422);
    expect((await choose(PASSWORD, `${PASSWORD} non`)).status).toBe(422);
    const both = await Promise.all([choose(PASSWORD), choose(PASSWORD)]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 410]);
    expect((await fetch(where)).status).toBe(410);
    const [ada] = await running.house.accounts.list();
    expect(ada).toMatchObject({ login: 'ada', name: 'Ada Essai', role: 'administrator', ready: true });
    accountOf.set('administrator', ada?.id ?? '');
  });

  it('has the administrator invite the others, who choose a password each', async () => {
    const desk = await sessionOf('administrator');
    for (const role of ['agent', 'supervisor', 'auditor'] as const) {
      const made = await desk.post('/bureau/comptes', { acte: 'creer', nom: `Essai ${role}`, identifiant: role, role });
      const link = /http\S+\/bureau\/invitation\/([\w-]+)/.exec(await made.text())?.[1];
      const body = new URLSearchParams({ nouveau: PASSWORD, encore: PASSWORD });
      const chosen = await fetch(`${at}/bureau/invitation/${link}`, { method: 'POST', body, redirect: 'manual' });
      expect(chosen.status).toBe(303);
      const account = (await running.house.accounts.list()).find(({ login }) => login === role);
      accountOf.set(role, account?.id ?? '');
    }
    expect(
      await (
        await desk.post('/bureau/comptes', { acte: 'fermer', compte: accountOf.get('administrator') ?? '' })
      ).text(),
    ).toContain('Le bureau doit garder un administrateur.');
  });

  describe('every route × every role', () => {
    const fill = (where: string): string =>
      where.replace(/:(id|documentId)\b/g, '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a').replace(/:token/, 'x'.repeat(28));
    const deskRoutes = httpRoutes.filter(({ path: where }) => where.startsWith('/bureau'));

    it.each(deskRoutes.map(({ method, path: where }) => [method, where] as const))('%s %s', async (method, where) => {
      const who = WHO[`${method} ${where}`];
      if (who === undefined) throw new Error('cette route n’est pas dans la table : dites qui peut l’appeler');
      const call = (desk: AtTheDesk) => (method === 'get' ? desk.get(fill(where)) : desk.post(fill(where)));
      const nobody = await fetch(`${at}${fill(where)}`, { method: method.toUpperCase(), redirect: 'manual' });
      if (who === ANYBODY) {
        expect(nobody.headers.get('location')).toBeNull();
        return;
      }
      // The entrance, or the way there.
      if (where === '/bureau') expect(await nobody.text()).toContain('Entrer au bureau');
      else expect([nobody.status, nobody.headers.get('location')]).toEqual([303, '/bureau']);
      for (const role of DESK_ROLES) {
        const { status } = await call(await sessionOf(role));
        expect(`${role} ${status === 403}`).toBe(`${role} ${!who.includes(role)}`);
        if (method !== 'post') continue;
        const { headers } = await sessionOf(role);
        const forged = await fetch(`${at}${fill(where)}`, { method: 'POST', headers, redirect: 'manual' });
        expect(forged.status).toBe(403);
      }
    });

    const apiRoutes = httpRoutes.filter(({ path: where }) => !where.startsWith('/bureau'));
    it.each(apiRoutes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', async (_name, route) => {
      const call = (headers: Record<string, string>) =>
        fetch(`${at}${fill(route.path)}`, { method: route.method.toUpperCase(), headers, redirect: 'manual' });
      const refusals = [401, 403];
      for (const scope of ['ingest', 'operate'] as const) {
        const key = await running.house.apiKeys.create(scope, 'essai');
        const { status } = await call({ authorization: `Bearer ${key}` });
        const allowed = route.allows.length === 0 || route.allows.includes(scope);
        expect(`${scope} ${refusals.includes(status)}`).toBe(`${scope} ${!allowed}`);
      }
      // A session of the desk opens nothing of the API.
      for (const headers of [{}, (await sessionOf('administrator')).headers])
        expect((await call(headers)).status === 401).toBe(route.allows.length > 0);
    });
  });

  it('refuses a form that another site sends, whatever it carries', async () => {
    const { headers } = await sessionOf('agent');
    for (const from of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://ailleurs.invalid' },
    ])
      expect((await fetch(`${at}/bureau/sortir`, { method: 'POST', headers: { ...headers, ...from } })).status).toBe(
        403,
      );
  });

  it('asks for a one-time code once it is in place, takes none twice, and a recovery code once', async () => {
    const desk = await sessionOf('agent');
    const secret = /name="secret" value="([A-Z2-7]{32})"/.exec(
      await (await desk.post('/bureau/compte', { acte: 'preparer-code' })).text(),
    )?.[1];
    const totp = new TOTP({ secret: Secret.fromBase32(secret ?? '') });
    const now = Date.now();
    const set = await desk.post('/bureau/compte', {
      acte: 'poser-code',
      secret: secret ?? '',
      code: totp.generate({ timestamp: now }),
    });
    const recovery = [...(await set.text()).matchAll(/<code>([0-9A-F-]{23})<\/code>/g)].map(([, code]) => code ?? '');
    expect(recovery).toHaveLength(10);
    const enter = async (code: string) =>
      (await enterDesk(at, { identifiant: 'agent', motdepasse: PASSWORD, code })).entered.status;
    expect(await enter('')).toBe(403);
    expect(await enter(totp.generate({ timestamp: now }))).toBe(403);
    const next = totp.generate({ timestamp: now + 30_000 });
    expect(await enter(next)).toBe(303);
    expect(await enter(next)).toBe(403);
    const both = await Promise.all([enter(recovery[0] ?? ''), enter(recovery[0] ?? '')]);
    expect(both.sort()).toEqual([303, 403]);
    const { rows } = await running.house.database.pool.query("select * from desk_accounts where login = 'agent'");
    expect(JSON.stringify(rows[0])).not.toContain(secret);
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$/);
  });

  it('closes an account for a while after five tries that failed, in the same words as for nobody’s', async () => {
    const enter = (identifiant: string, motdepasse: string) => enterDesk(at, { identifiant, motdepasse });
    expect((await enter('supervisor', PASSWORD)).entered.status).toBe(303);
    const refused = await Promise.all(
      Array.from({ length: 5 }, async () => (await enter('supervisor', 'faux faux faux')).entered.text()),
    );
    const locked = await enter('supervisor', PASSWORD);
    expect(locked.entered.status).toBe(403);
    const nobodys = await (await enter('personne', PASSWORD)).entered.text();
    expect(new Set([...refused, await locked.entered.text(), nobodys]).size).toBe(1);
    expect(await events('desk-sign-in-refused')).toBeGreaterThan(6);
    const hours = "update desk_accounts set locked_until = now() - interval '1 second'";
    await running.house.database.pool.query(hours);
    expect((await enter('supervisor', PASSWORD)).entered.status).toBe(303);
  });

  it('ends sessions when an account is closed or leaves, and lets an address try so often', async () => {
    const auditor = await sessionOf('auditor');
    expect((await auditor.get('/bureau/compte')).status).toBe(200);
    const admin = await sessionOf('administrator');
    await admin.post('/bureau/comptes', { acte: 'fermer', compte: accountOf.get('auditor') ?? '' });
    expect((await auditor.get('/bureau/compte')).status).toBe(303);
    expect((await admin.post('/bureau/sortir')).status).toBe(303);
    expect((await admin.get('/bureau/compte')).status).toBe(303);
    const many = Array.from({ length: 40 }, async () => (await enterDesk(at, { cle: 'rien' })).entered.status);
    expect(await Promise.all(many)).toContain(429);
  });
});
