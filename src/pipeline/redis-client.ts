import { isIP } from 'node:net';
import type { RedisOptions } from 'ioredis';
import type { RedisAddress } from '../config/redis-address';
import type { RedisTls } from './read-redis-tls';
import { ClusterRedis, SingleRedis } from './redis-drivers';

export type RedisClient = SingleRedis | ClusterRedis;

/** No answer for so long on a connection with commands under way: it is dead, though nobody closed it. */
const SILENCE_MS = 20_000;
const CONNECT_MS = 5_000;
const SENTINEL_ANSWER_MS = 3_000;
const ANSWER_MS = 5_000;
/** After a wrong password too: it may be set right on the server while we run. */
const retryDelay = (attempt: number): number => Math.min(attempt * 200, 2_000);

/** A producer fails at once while Redis is away, and the outbox keeps the entry. A worker waits for as long as it takes. */
const TEMPERS = {
  producer: { maxRetriesPerRequest: 0, enableOfflineQueue: false, commandTimeout: ANSWER_MS },
  worker: { maxRetriesPerRequest: null, enableOfflineQueue: true },
} as const;

/** The one place where an address becomes a client, for a single server, Sentinel or Cluster alike. */
export function openRedisClient(address: RedisAddress, tls: RedisTls, temper: keyof typeof TEMPERS): RedisClient {
  const { enableOfflineQueue, ...ofRequests } = TEMPERS[temper];
  const options = { ...ofRequests, ...optionsOf(address, tls) };
  if (address.kind === 'cluster')
    return new ClusterRedis(address.hosts, {
      enableOfflineQueue,
      clusterRetryStrategy: retryDelay,
      redisOptions: options,
      // A certificate bears a name: the one that was given, not what it resolves to.
      ...(address.tls ? { dnsLookup: (host, done) => done(null, host) } : {}),
    });
  return new SingleRedis({ ...options, ...placeOf(address, tls), enableOfflineQueue, retryStrategy: retryDelay });
}

function optionsOf(address: RedisAddress, tls: RedisTls): RedisOptions {
  return {
    connectTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    keepAlive: SILENCE_MS,
    // After a failover the old master may still be there, as a replica: ask again who is master, and send again.
    reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 2 : false),
    ...(address.username === null ? {} : { username: address.username }),
    ...(address.password === null ? {} : { password: address.password }),
    ...(address.tls ? { tls: { ...tls } } : {}),
  };
}

function placeOf({ hosts, database, sentinel, tls: isTls }: RedisAddress, tls: RedisTls): RedisOptions {
  if (sentinel !== null)
    return {
      sentinels: [...hosts],
      name: sentinel.master,
      db: database,
      sentinelCommandTimeout: SENTINEL_ANSWER_MS,
      ...(sentinel.username === null ? {} : { sentinelUsername: sentinel.username }),
      ...(sentinel.password === null ? {} : { sentinelPassword: sentinel.password }),
      ...(isTls ? { enableTLSForSentinelMode: true, sentinelTLS: { ...tls } } : {}),
    };
  const [{ host, port } = { host: 'localhost', port: 6379 }] = hosts;
  // Servers behind one address are told apart by the name that TLS asks for.
  const named = isTls && isIP(host) === 0 ? { tls: { ...tls, servername: host } } : {};
  return { host, port, db: database, ...named };
}
