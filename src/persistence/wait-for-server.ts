import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';

const BETWEEN_MS = 1_000;
/** Not there yet: no such host, nobody listening, nothing coming back; `57P03`: starting up or shutting down. */
const NOT_THERE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ECONNRESET',
  '57P03',
]);

/**
 * Waits until the server answers, since services start in any order. What waiting does not mend (a refused password, no such
 * database) is thrown at once.
 * @throws after `patienceMs`, in words for whoever started us
 */
export async function waitForServer(pool: Pool, patienceMs: number, onWait: () => void): Promise<void> {
  const end = performance.now() + patienceMs;
  for (let told = false; ; told = true) {
    const away = await pool.query('select 1').then(
      () => null,
      (error: Error & { readonly code?: string }) => error,
    );
    if (away === null) return;
    if (!NOT_THERE.has(away.code ?? '') && !/timeout|terminated unexpectedly/.test(away.message)) throw away;
    if (performance.now() >= end) throw new Error('DATABASE_URL\u00a0: PostgreSQL ne répond pas à cette adresse.');
    if (!told) onWait();
    await wait(BETWEEN_MS);
  }
}
