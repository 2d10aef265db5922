import { FakeReader } from '../../fakes/fake-stage-tools';
import { asking, REDIS_IS_HERE, RedisServer, startSentinels } from '../../fakes/redis-servers';
import { SmallHouse } from '../../fakes/small-house';
import { until } from '../../fakes/until';

/**
 * What Redis does to those who rely on it, while items are under way. Real: redis-server and sentinels started here,
 * PostgreSQL, SMTP. Fake: what reads, decides and composes. Skipped where no redis-server is on PATH.
 */
const onRedis = REDIS_IS_HERE ? it : it.skip;
const SECRET = 'mot-de-passe-invente';
/** Redis comes back in its own time, and what it lost only with the sweeper. */
const PATIENCE_MS = 80_000;
jest.setTimeout(240_000);

/** Reads nothing until it is let: whatever came in before is then under way. */
class GatedReader extends FakeReader {
  private open: () => void = () => undefined;
  private gate = new Promise<void>((resolve) => {
    this.open = resolve;
  });

  override async readEmail(bytes: Buffer) {
    await this.gate;
    return super.readEmail(bytes);
  }

  letGo(): void {
    this.open();
  }
}

describe('Redis in trouble', () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  }, 60_000);

  async function houseOn(REDIS_URL: string, staleMs = 60_000) {
    const reader = new GatedReader();
    const house = await SmallHouse.start({ REDIS_URL }, { reader, pace: { everyMs: 100, staleMs } });
    ends.push(() => house.stop());
    const receive = async (count: number): Promise<void> => {
      for (let done = 0; done < count; done += 20)
        await Promise.all(Array.from({ length: Math.min(20, count - done) }, () => house.send()));
    };
    const underWay = (count: number) =>
      until(async () => ((await house.running.house.outbox.waiting()) === 0 ? true : null)).then(async () =>
        expect((await house.states()).received).toBe(count),
      );
    return { house, reader, receive, underWay };
  }
  async function server(settings: readonly string[] = ['appendonly yes']): Promise<RedisServer> {
    const redis = await RedisServer.start(settings);
    ends.push(() => redis.remove());
    return redis;
  }
  const urlOf = ({ port }: RedisServer): string => `redis://127.0.0.1:${port}`;
  async function expectEachAnsweredOnce(house: SmallHouse, count: number): Promise<void> {
    await house.allAnswered(count, 90_000);
    expect(house.sink.mails).toHaveLength(count);
    expect(house.doubles()).toEqual([]);
  }

  onRedis('is wiped with 200 items under way, twice: each is answered once', async () => {
    const redis = await server();
    const { house, reader, receive, underWay } = await houseOn(urlOf(redis));
    await receive(200);
    await underWay(200);
    await asking(redis.port, '', (client) => client.flushall());
    reader.letGo();
    await until(async () => (house.sink.mails.length > 60 ? true : null), PATIENCE_MS);
    await asking(redis.port, '', (client) => client.flushall());
    await expectEachAnsweredOnce(house, 200);
  });

  onRedis('answers nothing for a while: mail comes in meanwhile, nothing hangs, all is answered after', async () => {
    const redis = await server();
    const { house, reader, receive } = await houseOn(urlOf(redis));
    reader.letGo();
    await receive(5);
    await house.allAnswered(5);
    redis.signal('SIGSTOP');
    await receive(30);
    const { outbox } = house.running.house;
    expect(await outbox.waiting()).toBe(30);
    // The enqueuer gave its round up, and its hold on the rows with it: another could take them.
    await until(async () => (/file d’attente absente/.test(house.logged.join('')) ? true : null));
    redis.signal('SIGCONT');
    await expectEachAnsweredOnce(house, 35);
  });

  onRedis('is killed and started again with items under way: each is answered once', async () => {
    const redis = await server();
    const { house, reader, receive, underWay } = await houseOn(urlOf(redis));
    await receive(60);
    await underWay(60);
    await redis.restart();
    reader.letGo();
    await until(async () => (house.sink.mails.length > 20 ? true : null), PATIENCE_MS);
    await redis.restart();
    await expectEachAnsweredOnce(house, 60);
  });

  onRedis('loses jobs and nothing else, as a failover may: the rows bring them back within the staleness', async () => {
    const redis = await server();
    const { house, reader, receive, underWay } = await houseOn(urlOf(redis), 2_000);
    await receive(30);
    await underWay(30);
    await asking(redis.port, '', async (client) => {
      const jobs = (await client.keys('{courrier}:*')).filter((key) => !key.endsWith(':epoch'));
      expect(jobs.length).toBeGreaterThan(30);
      await client.del(...jobs);
    });
    reader.letGo();
    await expectEachAnsweredOnce(house, 30);
  });

  onRedis('loses its master under load: the sentinels’ next one carries on, each is answered once', async () => {
    const sentinels = await startSentinels({ data: SECRET, sentinel: 'autre-mot-invente' });
    ends.push(sentinels.remove);
    const { house, reader, receive, underWay } = await houseOn(sentinels.url, 5_000);
    await receive(60);
    await underWay(60);
    reader.letGo();
    await until(async () => (house.sink.mails.length > 10 ? true : null), PATIENCE_MS);
    await sentinels.master.kill();
    await receive(20);
    await expectEachAnsweredOnce(house, 80);
    expect(await asking(sentinels.replica.port, SECRET, (client) => client.info('replication'))).toMatch(/role:master/);
  });

  onRedis('changes its password while it runs: said at once, and mended without a restart', async () => {
    const redis = await server([`requirepass ${SECRET}`, 'appendonly yes']);
    const { house, reader, receive } = await houseOn(`redis://:${SECRET}@127.0.0.1:${redis.port}`);
    reader.letGo();
    await receive(3);
    await house.allAnswered(3);
    await asking(redis.port, SECRET, async (client) => {
      await client.config('SET', 'requirepass', 'nouveau-mot-invente');
      await client.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    });
    await until(async () => (/refuse l’utilisateur ou le mot de passe/.test(house.logged.join('')) ? true : null));
    await receive(3);
    await asking(redis.port, 'nouveau-mot-invente', (client) => client.config('SET', 'requirepass', SECRET));
    await expectEachAnsweredOnce(house, 6);
    expect(house.logged.join('')).not.toContain('invente');
  });
});
