import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { systemEnvironment } from '../../src/config/system-environment';
import { freePort } from '../../src/platform/embedded-postgres/free-port';
import { portAnswers } from './port-answers';
import { until } from './until';

/** Debian keeps it where an ordinary user's PATH does not lead. */
const ENV = { ...systemEnvironment(), PATH: `${systemEnvironment().PATH ?? ''}:/usr/sbin` };

/** Whether this machine can run it; a spec that needs it is skipped, and counted so, elsewhere. */
export const DOVECOT_IS_HERE =
  spawnSync('dovecot', ['--version'], { env: ENV }).stdout?.toString().startsWith('2.3') === true &&
  spawnSync('openssl', ['version']).status === 0;

const NOBODY = 65_534;

/** A real Dovecot of the test's own, on the loopback alone: accounts «un» and «deux», one folder of files a mailbox. */
export class DovecotServer {
  private child: ChildProcess | null = null;
  readonly folder = mkdtempSync(path.join('/tmp', 'courrier-dovecot-'));
  private delivered = 0;

  private constructor(
    readonly port: number,
    readonly tlsPort: number,
  ) {}

  /** @param introspectionUrl where it asks whether an OAuth2 token is good; none is taken where it is null */
  static async start(introspectionUrl: string | null = null): Promise<DovecotServer> {
    const server = new DovecotServer(await freePort(), await freePort());
    server.configure(introspectionUrl);
    await server.run();
    return server;
  }

  get caFile(): string {
    return path.join(this.folder, 'tls.pem');
  }

  url(user = 'un', { port = this.port, password = 'sésame', more = '' } = {}): string {
    return `imap://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/INBOX${more}`;
  }

  async run(): Promise<void> {
    const child = spawn('dovecot', ['-F', '-c', path.join(this.folder, 'dovecot.conf')], { env: ENV, stdio: 'ignore' });
    this.child = child;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`dovecot s’est arrêté (${child.exitCode})\u00a0: ${this.log()}`);
      return (await portAnswers(this.port)) ? true : null;
    });
  }

  /** @returns the file's name */
  deliver(user: string, raw: string): string {
    const name = `${1_700_000_000 + ++this.delivered}.M${this.delivered}.essai`;
    const file = path.join(this.mailbox(user), 'new', name);
    writeFileSync(file, raw);
    if (process.getuid?.() === 0) chownSync(file, NOBODY, NOBODY);
    return name;
  }

  /** What lies in the mailbox, each with its flags behind «:2,» (S seen, F flagged, a… keywords). */
  files(user: string, folder = ''): string[] {
    const at = path.join(this.mailbox(user), folder);
    return ['new', 'cur'].flatMap((part) => readdirSync(path.join(at, part)));
  }

  /** Renumbers every message, as a server does that was moved or mended. */
  changeUidValidity(user: string): void {
    const file = path.join(this.mailbox(user), 'dovecot-uidlist');
    const list = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      list.replace(/ V(\d+) /, (_, old: string) => ` V${Number(old) + 1_000} `),
    );
    for (const name of readdirSync(this.mailbox(user)))
      if (name.startsWith('dovecot.index')) rmSync(path.join(this.mailbox(user), name));
  }

  log(): string {
    return readFileSync(path.join(this.folder, 'log'), 'utf8');
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private mailbox(user: string): string {
    return path.join(this.folder, 'mail', user);
  }

  private configure(introspectionUrl: string | null): void {
    const { folder } = this;
    const isRoot = process.getuid?.() === 0;
    const [uid, gid] = isRoot ? [NOBODY, NOBODY] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
    chmodSync(folder, 0o755);
    for (const user of ['un', 'deux'])
      for (const part of ['new', 'cur', 'tmp']) {
        const at = path.join(this.mailbox(user), part);
        mkdirSync(at, { recursive: true });
        for (const one of [path.join(folder, 'mail'), this.mailbox(user), at]) if (isRoot) chownSync(one, uid, gid);
      }
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const files = ['-keyout', path.join(folder, 'tls.key'), '-out', this.caFile];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files], {
      stdio: 'ignore',
    });
    writeFileSync(path.join(folder, 'users'), 'un:{PLAIN}sésame\ndeux:{PLAIN}sésame\n');
    writeFileSync(path.join(folder, 'log'), '', { mode: 0o666 });
    chmodSync(path.join(folder, 'log'), 0o666);
    writeFileSync(
      path.join(folder, 'oauth2'),
      `introspection_mode = post\nintrospection_url = ${introspectionUrl}\nusername_attribute = user\nactive_attribute = active\nactive_value = true\n`,
    );
    const account = isRoot ? '' : `default_internal_user = ${uidName()}\ndefault_login_user = ${uidName()}\n`;
    const tokens =
      introspectionUrl === null
        ? ''
        : `auth_mechanisms = plain xoauth2 oauthbearer\npassdb {\n driver = oauth2\n mechanisms = xoauth2 oauthbearer\n args = ${folder}/oauth2\n}\n`;
    writeFileSync(
      path.join(folder, 'dovecot.conf'),
      `${account}base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
mail_location = maildir:${folder}/mail/%u
disable_plaintext_auth = no
ssl = yes
ssl_cert = <${this.caFile}
ssl_key = <${path.join(folder, 'tls.key')}
mail_max_userip_connections = 100
first_valid_uid = 1
last_valid_uid = 0
${tokens}passdb {
 driver = passwd-file
 args = ${folder}/users
}
userdb {
 driver = static
 args = uid=${uid} gid=${gid} home=${folder}/mail/%u
}
service imap-login {
 chroot =
 inet_listener imap {
  port = ${this.port}
 }
 inet_listener imaps {
  port = ${this.tlsPort}
 }
}
service anvil {
 chroot =
}
`,
    );
  }
}

const uidName = (): string => execFileSync('id', ['-un']).toString().trim();
