import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseMailboxAddresses } from '../../../src/config/mailbox-address';
import { type House, openHouse } from '../../../src/house/house';
import { INTAKE_LIMITS } from '../../../src/intake/intake-limits';
import { MAILBOX_LIMITS } from '../../../src/intake/mailbox/mailbox-limits';
import { MailboxWatcher } from '../../../src/intake/mailbox/mailbox-watcher';
import { readMailboxAccess } from '../../../src/intake/mailbox/read-mailbox-access';
import type { MailboxParts } from '../../../src/intake/mailbox/take-new-mail';
import { Receiver } from '../../../src/intake/receiver';
import { mailboxesPart } from '../../../src/operations/health/check-mailboxes';
import { NO_QUEUE_HERE } from '../../../src/pipeline/enqueuer';
import { type MailboxState, mailboxMoved } from '../../../src/platform/happenings';
import { createLogger } from '../../../src/platform/logger';
import { DOVECOT_IS_HERE, DovecotServer } from '../../fakes/dovecot-server';
import { ProductProcess } from '../../fakes/product-process';
import { UnsteadyLink } from '../../fakes/unsteady-link';
import { until } from '../../fakes/until';
import { emptyDatabase, testEnvironment } from '../test-servers';

/**
 * Mailboxes read by IMAP. Real: Dovecot (skipped where there is none), TLS, PostgreSQL, the store, the link that is cut, the
 * process that is killed. Fake: the provider of tokens.
 */
const here = DOVECOT_IS_HERE ? describe : describe.skip;

here('MailboxWatcher', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'courrier-boites-'));
  const asked: string[] = [];
  // Judges tokens as an OAuth2 provider does (RFC 7662).
  const provider = createServer((request, response) => {
    request.on('data', (body) => asked.push(String(body)));
    request.on('end', () => {
      const good = asked.at(-1)?.includes('jeton-de-deux') === true;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ active: good, user: 'deux' }));
    });
  });
  let dovecot: DovecotServer;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let house: House;
  let receiver: Receiver;
  const logged: string[] = [];
  const started: MailboxWatcher[] = [];
  let state: MailboxState = { kind: 'connecting' };
  const stopListening = mailboxMoved.listen((moved) => {
    state = moved.state;
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    dovecot = await DovecotServer.start(`http://127.0.0.1:${(provider.address() as AddressInfo).port}/`);
    database = await emptyDatabase();
    const log = { write: (line: string) => void logged.push(line) };
    house = await openHouse(
      testEnvironment({ DATABASE_URL: database.url, DATA_FOLDER: folder }),
      createLogger('info', log),
    );
    receiver = new Receiver({ ...house, enqueuer: NO_QUEUE_HERE });
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((watcher) => watcher.stop()));
  });
  afterAll(async () => {
    stopListening();
    await house.close();
    await database.drop();
    await dovecot.remove();
    provider.close();
    rmSync(folder, { recursive: true });
  });

  const watch = (url: string, parts: Partial<MailboxParts> = {}, settings: Record<string, string> = {}) => {
    const [address] = parseMailboxAddresses(url) ?? [];
    if (address === undefined) throw new Error('adresse refusée');
    const access = readMailboxAccess(testEnvironment({ DATABASE_URL: database.url, ...settings }));
    const pace = { ...MAILBOX_LIMITS, firstRestMilliseconds: 50, refusedRestMilliseconds: 50 };
    state = { kind: 'connecting' };
    const watcher = new MailboxWatcher(1, { ...house, receiver, address, ...parts }, access, pace);
    started.push(watcher);
    watcher.start();
    return watcher;
  };
  const stop = async () => {
    await Promise.all(started.splice(0).map((watcher) => watcher.stop()));
  };
  const count = async (): Promise<number> => {
    const { rows } = await house.database.pool.query('select count(*)::int as n from correspondences');
    return rows[0].n;
  };
  const reaches = (n: number, withinMs = 30_000) =>
    until(async () => ((await count()) >= n ? true : null), withinMs).catch(async () => {
      throw new Error(
        `attendu ${n}, reçu ${await count()}\u00a0; ${JSON.stringify(state)} ${dovecot.log().slice(-800)}`,
      );
    });
  const watching = () => until(async () => (state.kind === 'watching' ? state : null), 30_000);
  const away = () => until(async () => (state.kind === 'away' ? state.line : null), 30_000);
  const mail = (subject: string) => `Subject: ${subject}\r\n\r\nBonjour\r\n`;
  const unmarked = (user: string) => dovecot.files(user).filter((name) => !/:2,.*S/.test(name));

  it('takes what is unread, leaves what was read before, and hears of new mail at once', async () => {
    const read = dovecot.deliver('un', mail('lu avant'));
    renameSync(`${dovecot.folder}/mail/un/new/${read}`, `${dovecot.folder}/mail/un/cur/${read}:2,S`);
    dovecot.deliver('un', mail('non lu'));
    watch(dovecot.url());
    await reaches(1);
    await watching();
    dovecot.deliver('un', mail('arrivé ensuite'));
    await reaches(2);
    await until(async () => (unmarked('un').length === 0 ? true : null));
    const { rows } = await house.database.pool.query('select distinct source from correspondences');
    expect(rows).toEqual([{ source: 'imap' }]);
    expect(dovecot.files('un')).toHaveLength(3);
  });

  it('takes a message that somebody else opened before us, and the same bytes once', async () => {
    await stop();
    const before = await count();
    const read = dovecot.deliver('un', mail('ouvert par un collègue'));
    renameSync(`${dovecot.folder}/mail/un/new/${read}`, `${dovecot.folder}/mail/un/cur/${read}:2,S`);
    dovecot.deliver('un', mail('deux fois'));
    dovecot.deliver('un', mail('deux fois'));
    watch(dovecot.url());
    await reaches(before + 2);
    await watching();
    expect(await count()).toBe(before + 2);
  });

  it('marks nothing that is not durable, and goes on by itself once the storage is back', async () => {
    const before = await count();
    const { receiveEmail } = receiver;
    let fails = 2;
    const unsteady: Pick<Receiver, 'receiveEmail'> = {
      receiveEmail: async (...given) => {
        if (fails-- > 0) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
        return receiveEmail.apply(receiver, given);
      },
    };
    dovecot.deliver('un', mail('pendant la panne'));
    watch(dovecot.url(), { receiver: unsteady });
    expect(await away()).toBe('base de données ou documents hors d’atteinte');
    await reaches(before + 1);
    await until(async () => (unmarked('un').length === 0 ? true : null));
  });

  it('takes a message once that was durable and not yet marked', async () => {
    const before = await count();
    const dying: Pick<Receiver, 'receiveEmail'> = {
      receiveEmail: async (...given) => {
        await receiver.receiveEmail(...given);
        throw new Error('mort ici');
      },
    };
    dovecot.deliver('un', mail('durable, non marqué'));
    watch(dovecot.url(), { receiver: dying });
    await reaches(before + 1);
    await away();
    await stop();
    expect(unmarked('un')).toHaveLength(1);
    watch(dovecot.url());
    await until(async () => (unmarked('un').length === 0 ? true : null));
    expect(await count()).toBe(before + 1);
  });

  it('takes nothing twice and loses nothing when the server numbers its messages anew', async () => {
    watch(dovecot.url());
    await watching();
    await stop();
    const before = await count();
    dovecot.deliver('un', mail('arrivé pendant le déménagement'));
    dovecot.changeUidValidity('un');
    watch(dovecot.url());
    await reaches(before + 1);
    await watching();
    expect(await count()).toBe(before + 1);
    dovecot.deliver('un', mail('après le déménagement'));
    await reaches(before + 2);
  });

  it('leaves what is too large for a person, marked, and says so', async () => {
    const before = await count();
    dovecot.deliver('un', `Subject: énorme\r\n\r\n${'a'.repeat(INTAKE_LIMITS.messageBytes)}`);
    dovecot.deliver('un', mail('derrière lui'));
    watch(dovecot.url());
    await reaches(before + 1);
    const seen = await watching();
    expect(seen).toMatchObject({ left: 1 });
    const part = mailboxesPart(1);
    mailboxMoved.tell({ mailbox: 1, state: seen });
    expect((await part.check()).line).toMatch(/1\u00a0message laissé/);
    part.stop();
  });

  it('moves what it took where it is told to, by TLS with an authority of its own', async () => {
    const before = await count();
    dovecot.deliver('deux', mail('à déplacer'));
    const url = `imaps://deux:${encodeURIComponent('sésame')}@127.0.0.1:${dovecot.tlsPort}?moveTo=Trait%C3%A9s`;
    watch(url);
    expect(await away()).toBe('le certificat du serveur n’est pas reconnu');
    await stop();
    watch(url, {}, { IMAP_CA_FILE: dovecot.caFile });
    await reaches(before + 1);
    await until(async () => (dovecot.files('deux').length === 0 ? true : null));
    expect(dovecot.files('deux', '.Trait&AOk-s')).toHaveLength(1);
  });

  it('signs in with a token, asks for another at each connection, and tells no secret', async () => {
    const before = await count();
    dovecot.deliver('deux', mail('par jeton'));
    const url = dovecot.url('deux').replace(/:[^:@/]*@/, '@');
    watch(url, {}, { IMAP_TOKEN_COMMAND: 'echo jeton-de', IMAP_URL: url });
    expect(await away()).toBe('la commande du jeton (IMAP_TOKEN_COMMAND) a échoué');
    await stop();
    watch(url, {}, { IMAP_TOKEN_COMMAND: 'printf jeton-de-%s', IMAP_URL: url });
    await reaches(before + 1);
    await stop();
    watch(dovecot.url('un', { password: 'faux-secret' }));
    expect(await away()).toBe('le serveur refuse le compte');
    const all = logged.join('');
    for (const secret of ['sésame', 'faux-secret', 'jeton-de-deux', 'par jeton']) expect(all).not.toContain(secret);
  });

  it('comes back by itself after the line was cut, while it waits and while it reads', async () => {
    const before = await count();
    const link = new UnsteadyLink({ host: '127.0.0.1', port: dovecot.port });
    const port = await link.start();
    try {
      watch(dovecot.url('un', { port }));
      await watching();
      link.become('refuses');
      expect(await away()).toBe('le serveur ne répond pas');
      for (let n = 0; n < 60; n++) dovecot.deliver('un', mail(`coupure ${n}`));
      link.become('passes');
      await reaches(before + 5);
      link.become('refuses');
      await away();
      link.become('passes');
      await reaches(before + 60);
      await watching();
      expect(await count()).toBe(before + 60);
    } finally {
      await stop();
      await link.stop();
    }
  });

  it('takes hundreds of messages, killed again and again, each once', async () => {
    const before = await count();
    for (let n = 0; n < 150; n++) dovecot.deliver('deux', mail(`message ${n}`));
    const key = Buffer.alloc(32, 9).toString('base64');
    const settings = {
      ...{ DATABASE_URL: database.url, QUEUE_BACKEND: 'postgres', DATA_FOLDER: folder, ROLES: 'intake' },
      ...{ COURRIER_KEYS: `essai:${key}`, COURRIER_INDEX_KEY: key, IMAP_URL: dovecot.url('deux') },
    };
    for (const share of [30, 80]) {
      const product = ProductProcess.launch(settings);
      await reaches(before + share, 60_000);
      await product.ends('SIGKILL');
    }
    const product = ProductProcess.launch(settings);
    await reaches(before + 150, 60_000);
    await until(async () => (unmarked('deux').length === 0 ? true : null), 30_000);
    expect(await product.ends('SIGTERM')).toBe(0);
    expect(await count()).toBe(before + 150);
    expect(product.output).toContain('IMAP\u00a0: boîtes lues\u00a0: 1');
  });
});
