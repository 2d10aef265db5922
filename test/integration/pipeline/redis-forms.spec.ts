import { inspectQueue } from '../../../src/pipeline/inspect-queue';
import { openQueueConnections } from '../../../src/pipeline/queue-connections';
import type { Logger } from '../../../src/platform/logger';
import {
  asking,
  OPENSSL_IS_HERE,
  REDIS_IS_HERE,
  RedisServer,
  startCluster,
  startSentinels,
  startTlsRedis,
} from '../../fakes/redis-servers';
import { SmallHouse } from '../../fakes/small-house';
import { until } from '../../fakes/until';
import { testEnvironment } from '../test-servers';

/**
 * Each form of REDIS_URL against servers started here, of that very form. Real: redis-server, sentinels, cluster, TLS,
 * PostgreSQL, SMTP. Fake: what reads, decides and composes. Skipped where no redis-server is on PATH.
 */
const onRedis = REDIS_IS_HERE ? it : it.skip;
const onTls = REDIS_IS_HERE && OPENSSL_IS_HERE ? it : it.skip;
const SECRET = 'mot-de-passe-invente';

describe('Redis as REDIS_URL says it', () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  const started = async (settings: Readonly<Record<string, string>>): Promise<SmallHouse> => {
    const house = await SmallHouse.start(settings);
    ends.push(() => house.stop());
    return house;
  };
  const server = async (settings: readonly string[]): Promise<RedisServer> => {
    const redis = await RedisServer.start(settings);
    ends.push(() => redis.remove());
    return redis;
  };
  const answersThree = async (house: SmallHouse): Promise<void> => {
    for (let n = 0; n < 3; n++) await house.send();
    await house.allAnswered(3);
    expect(house.sink.mails).toHaveLength(3);
  };

  onRedis('serves with a user and a password, and warns of what is missing there', async () => {
    const redis = await server([
      `user courrier on >${SECRET} allkeys allchannels +@all`,
      'maxmemory-policy allkeys-lru',
    ]);
    const house = await started({ REDIS_URL: `redis://courrier:${SECRET}@127.0.0.1:${redis.port}/2` });
    await answersThree(house);
    const warnings = house.running.startLines.filter((line) => line.startsWith('Attention'));
    expect(warnings.join('\n')).toMatch(/sans AOF[\s\S]*noeviction attendu/);
    expect(house.logged.join('')).toMatch(/sans AOF/);
    expect(house.logged.join('')).not.toContain(SECRET);
    expect(await asking(redis.port, '', (client) => client.info('keyspace'))).toContain('db2:');
  });

  onTls('serves over TLS with an authority and a certificate of its own, and says why it cannot without', async () => {
    const { url, files, remove } = await startTlsRedis();
    ends.push(remove);
    const house = await started({ REDIS_URL: url, ...files });
    expect(house.running.startLines.join('\n')).not.toMatch(/Attention/);
    await answersThree(house);
    const stranger = await started({ REDIS_URL: url });
    await until(async () => (/liaison TLS avec Redis/.test(stranger.logged.join('')) ? true : null));
    await expect(started({ REDIS_URL: url, REDIS_CA_FILE: '/nulle/part' })).rejects.toThrow(
      /^REDIS_CA_FILE\u00a0: attendu/,
    );
    const plain = url.replace('rediss', 'redis');
    await expect(started({ REDIS_URL: plain, REDIS_CA_FILE: files.REDIS_CA_FILE })).rejects.toThrow(
      /^REDIS_URL\u00a0: attendu/,
    );
  });

  onRedis('serves through sentinels that have a password of their own', async () => {
    const sentinels = await startSentinels({ data: SECRET, sentinel: 'autre-mot-invente' });
    ends.push(sentinels.remove);
    await answersThree(await started({ REDIS_URL: sentinels.url }));
    const stranger = await started({ REDIS_URL: sentinels.url.replace('autre-mot-invente', 'faux-mot-invente') });
    await until(async () => (/sentinelles de Redis refusent/.test(stranger.logged.join('')) ? true : null));
    expect(stranger.logged.join('')).not.toContain('invente');
  });

  onRedis('serves on a cluster, all its keys in one slot', async () => {
    const cluster = await startCluster();
    ends.push(cluster.remove);
    const house = await started({ REDIS_URL: cluster.url });
    expect(house.running.startLines.join('\n')).not.toMatch(/Attention/);
    await answersThree(house);
    const sizes = await Promise.all(cluster.nodes.map(({ port }) => asking(port, '', (redis) => redis.dbsize())));
    expect(sizes.filter((size) => size > 0)).toHaveLength(1);
  });

  onRedis('takes mail in with a wrong password, says so without it, and goes on once it is right', async () => {
    const redis = await server([`requirepass ${SECRET}`, 'appendonly yes']);
    const house = await started({ REDIS_URL: `redis://:faux-mot-invente@127.0.0.1:${redis.port}` });
    expect(house.running.startLines.join('\n')).toMatch(/Attention\u00a0: Redis ne répond pas/);
    await house.send();
    expect(await house.states()).toEqual({ received: 1 });
    await until(async () => (/refuse l’utilisateur ou le mot de passe/.test(house.logged.join('')) ? true : null));
    await asking(redis.port, SECRET, (client) => client.config('SET', 'requirepass', 'faux-mot-invente'));
    await house.allAnswered(1);
    expect(house.logged.join('')).not.toContain('invente');
    expect(house.logged.join('')).toMatch(/Redis répond de nouveau/);
  });

  onRedis('reports what can be known of the engine, and that it is away', async () => {
    const redis = await server(['appendonly yes']);
    const { REDIS_URL: address } = testEnvironment({ REDIS_URL: `redis://127.0.0.1:${redis.port}` });
    if (address === undefined) throw new Error('sans adresse');
    const logger = { error: () => undefined, info: () => undefined } as unknown as Logger;
    const connections = openQueueConnections({ engine: 'redis', address, tls: {} }, 'essai', logger);
    ends.push(() => connections.close());
    const report = () => inspectQueue(connections);
    await until(async () => ((await report()).reachable ? true : null));
    expect(await report()).toMatchObject({ persistence: 'aof', evictionPolicy: 'noeviction', faults: [] });
    await asking(redis.port, '', (client) => client.config('SET', 'appendonly', 'no'));
    expect(await report()).toMatchObject({ persistence: 'no-aof', faults: [expect.stringContaining('AOF')] });
    await redis.kill();
    expect(await report()).toMatchObject({ reachable: false, faults: [expect.stringContaining('ne répond pas')] });
  });
});
