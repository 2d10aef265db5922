import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from './logger';

export type Closer = () => Promise<unknown>;

/**
 * Ends what was started, last first and one by one: each whatever became of those before it, and none waited for longer than its
 * time. The list is emptied, so that a second call ends nothing twice.
 * @throws AggregateError of those that failed, once all were tried; one that was only too slow is logged
 */
export async function closeAll(closers: Closer[], eachMs: number, logger: Logger): Promise<void> {
  const failures: unknown[] = [];
  for (const closer of closers.splice(0).reverse())
    try {
      if (!(await endsWithin(closer, eachMs)))
        logger.warn({ afterMs: eachMs }, 'arrêt\u00a0: une partie n’a pas fini à temps');
    } catch (error) {
      logger.error({ err: error }, 'arrêt\u00a0: une partie ne s’est pas arrêtée');
      failures.push(error);
    }
  if (failures.length > 0) throw new AggregateError(failures, 'une partie du service ne s’est pas arrêtée proprement');
}

/** @returns whether it ended in that time; what it comes to later is nobody's concern @throws what it throws */
export async function endsWithin(work: () => Promise<unknown>, milliseconds: number): Promise<boolean> {
  const clock = new AbortController();
  try {
    const working = work().then(() => true);
    working.catch(() => undefined);
    return await Promise.race([working, wait(milliseconds, false, { signal: clock.signal }).catch(() => false)]);
  } finally {
    clock.abort();
  }
}
