import { setTimeout as wait } from 'node:timers/promises';

/** Asks until it is so. */
export async function until(ask) {
  while (!(await ask())) await wait(25);
}
