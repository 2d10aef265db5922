import { Queue } from 'bullmq';
import { QueueHeads } from '../../../src/pipeline/queue-heads';
import { REDIS_IS_HERE, RedisServer } from '../../fakes/redis-servers';

const onRedis = REDIS_IS_HERE ? it : it.skip;

/** Real: redis-server and its queues. Skipped where none is on PATH. */
describe('QueueHeads', () => {
  onRedis('tells when the first job that waits was put in, and nothing of an empty queue', async () => {
    const redis = await RedisServer.start([]);
    const options = { connection: { port: redis.port }, prefix: '{essai}' };
    const [reading, triage] = [new Queue('reading', options), new Queue('triage', options)];
    try {
      await reading.add('read', {}, { jobId: 'a', timestamp: 1_000 });
      await reading.add('read', {}, { jobId: 'b', timestamp: 2_000 });
      const heads = new QueueHeads(new Map([['reading', reading] as const, ['triage', triage] as const]));
      expect(await heads.oldestWaiting()).toEqual(new Map([['reading', 1_000]]));
      await reading.remove('a');
      expect(await heads.oldestWaiting()).toEqual(new Map([['reading', 2_000]]));
    } finally {
      await Promise.all([reading.close(), triage.close()]);
      await redis.remove();
    }
  });
});
