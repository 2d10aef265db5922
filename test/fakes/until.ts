import { setTimeout as wait } from 'node:timers/promises';

/** Asks until there is an answer: for states that only another process's work brings about. */
export async function until<T>(ask: () => Promise<T | null>, withinMs = 20_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > end) throw new Error(`rien au bout de ${withinMs} ms`);
    await wait(25);
  }
}
