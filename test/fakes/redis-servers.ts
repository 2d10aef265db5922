import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../src/platform/embedded-postgres/free-port';
import { until } from './until';

/** Whether this machine can run the servers of this file; a spec that needs them is skipped, and counted so, elsewhere. */
export const REDIS_IS_HERE = spawnSync('redis-server', ['--version']).status === 0;
export const OPENSSL_IS_HERE = spawnSync('openssl', ['version']).status === 0;

/** A real redis-server of the test's own: killed, stopped, started again on the same port and folder. */
export class RedisServer {
  private child: ChildProcess | null = null;
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'courrier-redis-essai-'));

  constructor(
    readonly port: number,
    private readonly settings: readonly string[] = [],
    private readonly kind: 'server' | 'sentinel' = 'server',
  ) {}

  static async start(settings: readonly string[] = [], kind: 'server' | 'sentinel' = 'server'): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), settings, kind);
    await server.run();
    return server;
  }

  /** Where the server keeps its files. */
  get home(): string {
    return this.folder;
  }

  async run(): Promise<void> {
    const file = path.join(this.folder, 'redis.conf');
    const base = ['bind 127.0.0.1', 'protected-mode no', `dir ${this.folder}`, 'save ""', `port ${this.port}`];
    // A sentinel writes what it learns into its file: that of its first start.
    if (!existsSync(file)) writeFileSync(file, `${[...base, ...this.settings].join('\n')}\n`);
    const child = spawn('redis-server', [file, ...(this.kind === 'sentinel' ? ['--sentinel'] : [])], {
      stdio: 'ignore',
    });
    this.child = child;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`redis-server s’est arrêté (${child.exitCode})`);
      return answers(this.port, this.settings) ? true : null;
    });
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(name);
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const { child } = this;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.run();
  }

  async remove(): Promise<void> {
    this.child?.kill('SIGCONT');
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function answers(port: number, settings: readonly string[]): boolean {
  const tls = settings.some((line) => line.startsWith('tls-port'));
  const asked = spawnSync('redis-cli', [...(tls ? ['--tls', '--insecure'] : []), '-p', String(port), 'ping'], {
    encoding: 'utf8',
    timeout: 2_000,
  });
  // Any answer, a refusal included, and a TLS server that wants a certificate.
  return /PONG|NOAUTH/.test(asked.stdout + asked.stderr) || (tls && existsSync(logOf(settings)));
}

const logOf = (settings: readonly string[]): string =>
  /^logfile (.*)$/.exec(settings.find((line) => line.startsWith('logfile')) ?? '')?.[1] ?? '/nonexistent';

/** A master, its replica and three sentinels that know it as «maitre»; they give it up after a second and a half. */
export async function startSentinels(passwords: { readonly data: string; readonly sentinel: string }) {
  const auth = [`requirepass ${passwords.data}`, `masterauth ${passwords.data}`, 'appendonly yes'];
  const master = await RedisServer.start(auth);
  const replica = await RedisServer.start([...auth, `replicaof 127.0.0.1 ${master.port}`]);
  const sentinels = await Promise.all(
    [1, 2, 3].map(() =>
      RedisServer.start(
        [
          `requirepass ${passwords.sentinel}`,
          `sentinel sentinel-pass ${passwords.sentinel}`,
          `sentinel monitor maitre 127.0.0.1 ${master.port} 2`,
          `sentinel auth-pass maitre ${passwords.data}`,
          'sentinel down-after-milliseconds maitre 1500',
          'sentinel failover-timeout maitre 6000',
        ],
        'sentinel',
      ),
    ),
  );
  const hosts = sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',');
  const url = `redis+sentinel://:${passwords.data}@${hosts}/maitre?sentinel_password=${passwords.sentinel}`;
  // Until each sentinel knows the others and the replica, none can be elected to fail over.
  for (const { port } of sentinels)
    await until(async () => {
      const told = await asking(port, passwords.sentinel, (redis) => redis.info('sentinel'));
      return /slaves=1,sentinels=3/.test(told) ? true : null;
    });
  return {
    url,
    master,
    replica,
    remove: async () => {
      for (const server of [...sentinels, replica, master]) await server.remove();
    },
  };
}

/** Three masters that share the slots. */
export async function startCluster() {
  const nodes = await Promise.all([1, 2, 3].map(() => RedisServer.start(['cluster-enabled yes', 'appendonly yes'])));
  const places = nodes.map(({ port }) => `127.0.0.1:${port}`);
  execFileSync('redis-cli', ['--cluster', 'create', ...places, '--cluster-yes'], { stdio: 'ignore' });
  for (const { port } of nodes)
    await until(async () =>
      /cluster_state:ok/.test(await asking(port, '', (redis) => redis.cluster('INFO'))) ? true : null,
    );
  return {
    url: `redis+cluster://${places.join(',')}`,
    nodes,
    remove: async () => {
      for (const node of nodes) await node.remove();
    },
  };
}

/** A server behind TLS, with an authority of its own; it asks clients for a certificate, as Redis does by default. */
export async function startTlsRedis() {
  const folder = mkdtempSync(path.join(tmpdir(), 'courrier-tls-'));
  const file = (name: string) => path.join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore', cwd: folder });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Autorite inventee');
  writeFileSync(file('ext'), 'subjectAltName=DNS:localhost\n');
  for (const name of ['server', 'client']) {
    openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    const sign = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'ext'];
    openssl('x509', '-req', '-in', `${name}.csr`, ...sign, '-out', `${name}.pem`);
  }
  const port = await freePort();
  const server = new RedisServer(0, [
    `tls-port ${port}`,
    `tls-cert-file ${file('server.pem')}`,
    `tls-key-file ${file('server.key')}`,
    `tls-ca-cert-file ${file('ca.pem')}`,
    `logfile ${file('redis.log')}`,
    'appendonly yes',
  ]);
  await server.run();
  await until(async () => (/Ready to accept/.test(readFileSync(file('redis.log'), 'utf8')) ? true : null));
  return {
    url: `rediss://localhost:${port}`,
    files: { REDIS_CA_FILE: file('ca.pem'), REDIS_CERT_FILE: file('client.pem'), REDIS_KEY_FILE: file('client.key') },
    remove: async () => {
      await server.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One question to a server, on a connection of its own. */
export async function asking<T>(port: number, password: string, ask: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({ port, ...(password === '' ? {} : { password }), retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    return await ask(redis);
  } finally {
    redis.disconnect();
  }
}
