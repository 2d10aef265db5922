/** Where Redis is and how it is entered, as `REDIS_URL` says it. */
export interface RedisAddress {
  readonly kind: 'single' | 'sentinel' | 'cluster';
  readonly tls: boolean;
  /** The server, the sentinels or some nodes of the cluster. */
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  readonly username: string | null;
  readonly password: string | null;
  readonly database: number;
  /** Of Sentinel alone: the name under which the sentinels know the master, and what they ask for, if anything. */
  readonly sentinel: {
    readonly master: string;
    readonly username: string | null;
    readonly password: string | null;
  } | null;
}

const FORM = /^(redis|rediss)(\+sentinel|\+cluster)?:\/\/(?:([^@/?#]*)@)?([^@/?#]+)(?:\/([^?#]*))?(?:\?([^#]*))?$/i;
const HOST = /^(\[[0-9a-f:.]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/i;
const DATABASE = /^\d{1,4}$/;
/** Used where a host has no port: sentinels listen elsewhere than servers. */
const DEFAULT_PORT = { single: 6379, sentinel: 26379, cluster: 6379 } as const;

export const REDIS_ADDRESS_EXPECTED =
  'une adresse redis://[utilisateur:mot de passe@]hôte:port/base, redis+sentinel://…@h1:26379,h2:26379/maître[/base] ou ' +
  'redis+cluster://…@h1,h2 (rediss… par TLS), les caractères spéciaux du mot de passe codés en %';

/**
 * Parses the forms of REDIS_URL. Those of Sentinel and Cluster are what other programs use, since no standard has them:
 * several hosts by comma, then the master's name; the sentinels' own `sentinel_username`, `sentinel_password` as parameters.
 * @returns null for anything else, a parameter that is not known included: it would be ignored in silence
 */
export function parseRedisAddress(text: string): RedisAddress | null {
  const [, scheme = '', how = '', login, places = '', path = '', query = ''] = FORM.exec(text) ?? [];
  const kind = how === '' ? 'single' : how.toLowerCase() === '+sentinel' ? 'sentinel' : 'cluster';
  const hosts = places.split(',').map((place) => hostOf(place.trim(), DEFAULT_PORT[kind]));
  if (scheme === '' || hosts.includes(null) || (kind === 'single' && hosts.length > 1)) return null;
  const who = loginOf(login);
  const rest = kind === 'sentinel' ? sentinelOf(path, query) : plainOf(kind, path, query);
  if (who === null || rest === null) return null;
  return { kind, tls: scheme.toLowerCase() === 'rediss', hosts: hosts as RedisAddress['hosts'], ...who, ...rest };
}

type Rest = Pick<RedisAddress, 'database' | 'sentinel'>;

function plainOf(kind: 'single' | 'cluster', path: string, query: string): Rest | null {
  if (query !== '') return null;
  // A cluster has one database only.
  const database = kind === 'cluster' && path !== '' && path !== '0' ? null : databaseOf(path);
  return database === null ? null : { database, sentinel: null };
}

function sentinelOf(path: string, query: string): Rest | null {
  const [name = '', number = '', ...more] = path.split('/');
  const [master, database] = [decoded(name), databaseOf(number)];
  const given = new URLSearchParams(query);
  const known = [...given.keys()].every((key) => key === 'sentinel_username' || key === 'sentinel_password');
  if (!master || /\s/.test(master) || database === null || more.length > 0 || !known) return null;
  const parameter = (key: string) => given.get(key) || null;
  return {
    database,
    sentinel: { master, username: parameter('sentinel_username'), password: parameter('sentinel_password') },
  };
}

function hostOf(text: string, defaultPort: number): RedisAddress['hosts'][number] | null {
  const [whole, host = '', port] = HOST.exec(text) ?? [];
  const number = Number(port ?? defaultPort);
  return whole === undefined || number < 1 || number > 65_535
    ? null
    : { host: host.replace(/^\[|\]$/g, ''), port: number };
}

/** `user:password` or `:password`; null where it is something else or not well coded. */
function loginOf(login: string | undefined): Pick<RedisAddress, 'username' | 'password'> | null {
  if (login === undefined || login === '') return { username: null, password: null };
  // One word alone is a user to some programs and a password to others.
  const [name, secret, ...more] = login.split(':').map(decoded);
  if (name === undefined || !secret || more.length > 0) return null;
  return { username: name || null, password: secret };
}

function databaseOf(text: string): number | null {
  return text === '' ? 0 : DATABASE.test(text) ? Number(text) : null;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
