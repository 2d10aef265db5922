import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildHouse } from '../../chaos/house/build-house.mjs';
import { findRedis } from '../../chaos/house/redis.mjs';
import { SmtpClient } from '../../chaos/load/smtp-client.mjs';
import { processorMsOfTrees } from '../measures.mjs';
import { benchMail, makeAttachment } from './make-mails.mjs';

/** As many as a mail server opens connections. */
const SENDERS = 10;
const GIVE_UP_MS = 300_000;

/**
 * A house to be measured: real PostgreSQL, Redis with its append-only file, intake, workers and outgoing server, its documents on
 * the disk of the temporary folder. Needs a build and a redis-server on PATH; `start(['web'])` leaves the web process out.
 * @param people how many of the invented people stand in its directory
 */
export async function openBench({ people = 0, workers, settings = {} }) {
  const redisProgram = findRedis();
  if (redisProgram === null) throw new Error('redis-server is not on PATH');
  const folder = mkdtempSync(path.join(tmpdir(), 'courrier-bench-'));
  const items = Array.from({ length: people }, (_, n) => ({ n }));
  const house = await buildHouse({ folder, redisProgram, items, workers, ownVolume: false, settings });
  const floorFolder = path.join(folder, 'floor');
  mkdirSync(floorFolder);
  const attachment = await makeAttachment();
  const { sink, processes, postgres, redis } = house;
  return {
    house,
    floorFolder,
    attachment,
    /** Messages `first` to `first + count`, over as many connections as a mail server opens; ends with the last 250. */
    async send(port, first, count) {
      let next = first;
      const lane = async () => {
        const client = new SmtpClient(port);
        while (next < first + count) await client.send(benchMail(next++, attachment));
      };
      await Promise.all(Array.from({ length: SENDERS }, lane));
    },
    /** Until the outgoing server has taken so many replies in all. */
    async replies(target, giveUpMs = GIVE_UP_MS) {
      const end = performance.now() + giveUpMs;
      while (sink.accepted.length < target) {
        if (performance.now() > end) throw new Error(`${target - sink.accepted.length} replies did not come`);
        await wait(5);
      }
    },
    /** Milliseconds of processor that the product's processes, and the servers under it, have used. */
    processor: () => ({
      product: processorMsOfTrees(Object.values(processes).map(({ pid }) => pid)),
      servers: processorMsOfTrees([postgres.pid, redis.pid]),
    }),
    async close() {
      await house.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
