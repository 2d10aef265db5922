import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { parseEnvironment } from '../../../src/config/environment.schema';

/**
 * docker-compose.yml and Dockerfile, read: no engine starts them here. Real: both files, the settings' schema. Fake: the
 * values of .env.
 */
const ROOT = path.resolve(__dirname, '../../..');

interface Service {
  readonly image: string;
  readonly environment: Record<string, string>;
  readonly volumes?: string[];
  readonly ports?: string[];
  readonly container_name?: string;
  readonly healthcheck?: object;
  readonly depends_on?: Record<string, { condition: string }>;
}

const file = parse(readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, null>;
};
const dockerfile = readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8');

const key = Buffer.alloc(32, 7).toString('base64');
const DOT_ENV: Record<string, string> = {
  POSTGRES_PASSWORD: 'secret-1',
  REDIS_PASSWORD: 'secret-2',
  COURRIER_KEYS: `a:${key}`,
  COURRIER_INDEX_KEY: key,
};
/** As compose does: ${NAME:-default} and ${NAME:?message}. */
const interpolated = (text: string): string =>
  text.replace(
    /\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g,
    (_, name: string, fallback?: string) => DOT_ENV[name] ?? fallback ?? '',
  );

const service = (name: string): Service => {
  const found = file.services[name];
  if (found === undefined) throw new Error(`no service ${name}`);
  return found;
};

describe('docker-compose.yml', () => {
  it.each(['web', 'intake', 'worker'])('gives %s settings that the product takes, and one role', (role) => {
    const { NODE_ENV, ...settings } = service(role).environment;
    expect(NODE_ENV).toBe('production');
    const parsed = parseEnvironment(
      Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, interpolated(value)])),
    );
    if (!parsed.ok) throw new Error(parsed.error.join('\n'));
    expect(parsed.value.ROLES).toEqual([role]);
    expect(parsed.value.DATABASE_URL).toBe('postgres://courrier:secret-1@postgres:5432/courrier');
    expect(parsed.value.REDIS_URL).toMatchObject({ hosts: [{ host: 'redis', port: 6379 }], password: 'secret-2' });
  });

  it('lets workers multiply: no name, no port', () => {
    expect(service('worker')).not.toHaveProperty('container_name');
    expect(service('worker')).not.toHaveProperty('ports');
  });

  it('shares one document store between all that read or write it', () => {
    for (const role of ['web', 'intake', 'worker']) {
      expect(service(role).volumes).toContain('documents:/var/lib/courrier/documents');
      expect(service(role).depends_on).toMatchObject({
        redis: { condition: 'service_healthy' },
        postgres: { condition: 'service_healthy' },
      });
    }
    const named = Object.values(file.services).flatMap(({ volumes = [] }) => volumes.map((one) => one.split(':')[0]));
    expect(new Set(named)).toEqual(new Set(Object.keys(file.volumes)));
  });

  it('keeps each Redis write on disk and refuses to drop keys', () => {
    const text = JSON.stringify(service('redis'));
    for (const part of ['--appendonly yes', '--appendfsync always', 'noeviction', '--requirepass'])
      expect(text).toContain(part);
  });

  it('opens ports to this machine only, and watches the health of all', () => {
    for (const [name, { ports = [], healthcheck, image }] of Object.entries(file.services)) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
      expect(image).toMatch(/:[\w.-]+$/);
      expect(image).not.toMatch(/:latest$/);
      expect({ name, healthcheck }).toEqual({ name, healthcheck: expect.anything() });
    }
  });
});

describe('Dockerfile', () => {
  it('runs as nobody’s root, from a second stage without sources or tests', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toContain('\nUSER node\n');
    expect(last).not.toMatch(/COPY .*(src|test)\b/);
    expect(last).toContain('COPY templates ./templates');
  });

  it('is given all that it copies', () => {
    const kept = readFileSync(path.join(ROOT, '.dockerignore'), 'utf8');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap((match) =>
      (match[1] ?? '').split(' '),
    );
    for (const name of copied) expect(kept).toContain(`!${name}\n`);
  });
});
