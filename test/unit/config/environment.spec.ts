import { parseEnvironment } from '../../../src/config/environment.schema';

const key = Buffer.alloc(32, 7).toString('base64');

describe('parseEnvironment', () => {
  it('has a default for everything that can run without being set', () => {
    const parsed = parseEnvironment({});
    expect(parsed).toMatchObject({
      ok: true,
      value: { PORT: 3000, ROLES: ['web', 'intake', 'worker'], MAILBOXES: [] },
    });
  });

  it('reads what is given into the shapes that the house uses', () => {
    const parsed = parseEnvironment({
      SMTP_LISTEN: '[::1]:2525',
      MAILBOXES: 'Contact@caf.invalid, autre@caf.invalid',
      TRUSTED_RELAYS: '127.0.0.1=relais.invalid',
      COURRIER_KEYS: `b:${key},a:${key}`,
      COURRIER_INDEX_KEY: key,
    });
    if (!parsed.ok) throw new Error(parsed.error.join());
    expect(parsed.value.SMTP_LISTEN).toEqual({ host: '::1', port: 2525 });
    expect(parsed.value.MAILBOXES).toEqual(['contact@caf.invalid', 'autre@caf.invalid']);
    expect(parsed.value.TRUSTED_RELAYS.get('127.0.0.1')).toBe('relais.invalid');
    expect(parsed.value.COURRIER_KEYS?.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('takes a remote directory over https, or on this very machine', () => {
    for (const url of ['https://annuaire.exemple.invalid/v1/', 'http://127.0.0.1:4000', 'http://[::1]:4000'])
      expect(parseEnvironment({ DIRECTORY_URL: url, DIRECTORY_TOKEN: 'jeton' })).toMatchObject({
        ok: true,
        value: { DIRECTORY_URL: url.replace(/\/$/, '') },
      });
  });

  it.each([
    ['PORT', '70000', /PORT\u00a0: attendu un numéro de port/],
    ['DATABASE_URL', 'mysql://secret@h/d', /DATABASE_URL\u00a0: attendu une adresse postgres:\/\//],
    ['REDIS_URL', 'secret', /REDIS_URL\u00a0: attendu/],
    ['REDIS_URL', 'redis+sentinel://:secret@h1,h2', /REDIS_URL\u00a0: attendu/],
    ['ROLES', 'web,wroker', /ROLES\u00a0: attendu web, intake ou worker/],
    ['SMTP_LISTEN', '2525', /SMTP_LISTEN\u00a0: attendu hôte:port/],
    ['SMTP_CERT_FILE', 'secret.pem', /SMTP_CERT_FILE\u00a0: attendu avec SMTP_KEY_FILE/],
    ['SMTP_PEER_RATE', 'secret', /SMTP_PEER_RATE\u00a0: attendu un nombre de messages/],
    ['MAILBOXES', 'pas une adresse', /MAILBOXES\u00a0: attendu/],
    ['COURRIER_KEYS', 'a:c2VjcmV0', /COURRIER_KEYS\u00a0: attendu/],
    ['COURRIER_KEYS', ',', /COURRIER_KEYS\u00a0: attendu identifiant:clé/],
    ['COURRIER_KEYS', `a:"${'A'.repeat(43)}="`, /COURRIER_KEYS\u00a0: attendu identifiant:clé/],
    [
      'COURRIER_KEYS',
      `a:${'A'.repeat(43)},a:${'B'.repeat(43)}`,
      /COURRIER_KEYS\u00a0: attendu un identifiant différent/,
    ],
    ['ROLES', ',', /ROLES\u00a0: attendu web, intake ou worker/],
    ['SMTP_LISTEN', '127.0.0.1:70000', /SMTP_LISTEN\u00a0: attendu un port de 0 à 65535/],
    ['COURRIER_INDEX_KEY', 'secret', /COURRIER_INDEX_KEY\u00a0: attendu/],
    ['DOCUMENTS', 's3://secret', /DOCUMENTS\u00a0: attendu un dossier/],
    ['DKIM_SELECTOR', 'essai', /DKIM_SELECTOR\u00a0: attendu avec DKIM_KEY_FILE/],
    ['DIRECTORY_URL', 'http://secret.invalid', /DIRECTORY_URL\u00a0: attendu une adresse https/],
    ['DIRECTORY_URL', 'https://annuaire:secret@exemple.invalid', /DIRECTORY_URL\u00a0: attendu une adresse https/],
    ['DIRECTORY_URL', 'https://exemple.invalid/?cle=secret', /DIRECTORY_URL\u00a0: attendu une adresse https/],
    ['DIRECTORY_TOKEN', 'secret jeton', /DIRECTORY_TOKEN\u00a0: attendu un jeton/],
    ['IMAP_URL', 'imaps://compte:secret@', /IMAP_URL\u00a0: attendu des adresses imaps/],
    ['IMAP_URL', 'imaps://secret@imap.invalid', /IMAP_TOKEN_COMMAND\u00a0: attendu puisqu’un compte/],
    ['CLAMD_URL', 'http://secret:3310', /CLAMD_URL\u00a0: attendu tcp:/],
    ['CAF_CODE', '75', /CAF_CODE\u00a0: attendu trois chiffres/],
  ])('refuses a bad %s by name, with what was expected, never the value', (name, value, message) => {
    const parsed = parseEnvironment({ [name]: value });
    if (parsed.ok) throw new Error('accepté');
    expect(parsed.error).toHaveLength(1);
    expect(parsed.error[0]).toMatch(message);
    expect(parsed.error[0]).not.toContain('secret');
  });

  it.each([
    ['MAILBOX', 'MAILBOXES'],
    ['MAILBOXS', 'MAILBOXES'],
    ['COURRIER_KEY', 'COURRIER_KEYS'],
    ['SMPT_URL', 'SMTP_URL'],
    ['TRUSTED_RELAY', 'TRUSTED_RELAYS'],
    ['DATABASE_URI', 'DATABASE_URL'],
  ])('refuses the misspelt %s instead of ignoring it', (name, meant) => {
    expect(parseEnvironment({ [name]: 'x' })).toEqual({
      ok: false,
      error: [`${name}\u00a0: variable inconnue, vouliez-vous dire ${meant}\u00a0?`],
    });
  });

  it('leaves alone what others put into an environment', () => {
    const others = {
      PATH: '/bin',
      HOME: '/',
      REDIS_SERVICE_HOST: 'x',
      COURRIER_PORT: 'x',
      SMTP_HOST: 'x',
      SORT: 'x',
    };
    expect(parseEnvironment(others).ok).toBe(true);
  });

  it.each([
    ['tcp://antivirus:3311', { host: 'antivirus', port: 3311 }],
    ['tcp://[::1]', { host: '::1', port: 3310 }],
    ['unix:///run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
  ])('finds the scanner at %s', (url, address) => {
    expect(parseEnvironment({ CLAMD_URL: url })).toMatchObject({ ok: true, value: { CLAMD_URL: address } });
  });

  const oidc = {
    PUBLIC_URL: 'https://courrier.invalid',
    OIDC_ISSUER: 'https://identite.invalid/',
    OIDC_CLIENT_ID: 'courrier',
    OIDC_CLIENT_SECRET: 'secret',
    OIDC_ROLES: 'cn=chefs=supervisor, agents=agent',
  };

  it('reads which value is which role, in their order', () => {
    const parsed = parseEnvironment(oidc);
    const roles = parsed.ok ? [...(parsed.value.OIDC_ROLES ?? [])] : [];
    expect(roles).toEqual([
      ['cn=chefs', 'supervisor'],
      ['agents', 'agent'],
    ]);
  });

  it.each([
    [{ ...oidc, OIDC_CLIENT_SECRET: '' }, /^OIDC_ISSUER\s: attendu avec OIDC_CLIENT_ID/],
    [{ ...oidc, PUBLIC_URL: '' }, /PUBLIC_URL, ou aucun d’eux$/],
    [{ ...oidc, OIDC_ISSUER: 'http://identite.invalid' }, /^OIDC_ISSUER\s: attendu une adresse https/],
    [{ ...oidc, OIDC_ROLES: 'chefs=roi' }, /^OIDC_ROLES\s: attendu valeur=rôle/],
    [{ ...oidc, OIDC_ROLES: 'agent' }, /^OIDC_ROLES\s: attendu valeur=rôle/],
  ])('refuses an identity provider that is not whole (%#)', (settings, message) => {
    const parsed = parseEnvironment(settings);
    expect(parsed.ok ? [] : parsed.error).toEqual([expect.stringMatching(message)]);
  });

  it('takes an empty variable for an absent one', () => {
    expect(parseEnvironment({ PORT: '' })).toMatchObject({ ok: true, value: { PORT: 3000 } });
  });
});
