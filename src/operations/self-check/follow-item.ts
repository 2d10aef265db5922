import { setTimeout as wait } from 'node:timers/promises';
import type { ItemStanding } from './self-check.query';

const POLL_MS = 100;

/** Journal event → the stage it ends, as people call it. */
const STAGES = [
  { event: 'received', stage: 'réception' },
  { event: 'read', stage: 'lecture' },
  { event: 'decided', stage: 'décision' },
  { event: 'composed', stage: 'composition' },
  { event: 'withheld', stage: 'envoi' },
] as const;
export type StageName = (typeof STAGES)[number]['stage'];

export interface StagePassed {
  readonly stage: StageName;
  /** Since the stage before was over, waiting in the queue included; for the reception, as its sender saw it. */
  readonly ms: number;
  /** Whether there is a way out, and works as far as it is tried without sending; null before the last stage. */
  readonly way: 'none' | 'works' | null;
}

/** Where an item stopped, and why as far as it is known, in French. */
export interface Stopped {
  readonly stage: StageName;
  readonly because: string;
}

/**
 * Follows an item by its journal until its reply is withheld.
 * @param passed called for each stage in its order @returns null where it went the whole way
 */
export async function followItem(
  look: () => Promise<ItemStanding | null>,
  received: { readonly ms: number },
  deadline: AbortSignal,
  passed: (stage: StagePassed) => void,
): Promise<Stopped | null> {
  let done = 0;
  for (;;) {
    const standing = await look();
    if (standing === null)
      return {
        stage: 'réception',
        because: 'le service a pris le courrier sans reconnaître un essai (autre COURRIER_INDEX_KEY\u00a0?)',
      };
    for (; done < STAGES.length; done++) {
      const { event, stage } = STAGES[done] as (typeof STAGES)[number];
      const [at, before] = [standing.events.find((one) => one.event === event), STAGES[done - 1]?.event];
      if (at === undefined) break;
      const since = standing.events.find((one) => one.event === before)?.at ?? at.at;
      if (at.detail.way === 'fails') return { stage, because: standing.reason ?? 'la sortie ne répond pas' };
      const way = event !== 'withheld' ? null : at.detail.way === 'works' ? 'works' : 'none';
      passed({ stage, ms: done === 0 ? received.ms : at.at.getTime() - since.getTime(), way });
    }
    const next = STAGES[done]?.stage;
    if (next === undefined) return null;
    if (['set-aside', 'failed', 'needs-agent'].includes(standing.state))
      return { stage: next, because: standing.reason ?? `état «\u00a0${standing.state}\u00a0»` };
    if (deadline.aborted) return { stage: next, because: whyItWaits(standing) };
    await wait(POLL_MS);
  }
}

function whyItWaits({ inOutbox, reason }: ItemStanding): string {
  if (inOutbox) return 'délai écoulé\u00a0; son travail n’a pas atteint la file d’attente (Redis, worker)';
  return `délai écoulé\u00a0; ${reason ?? 'aucun worker ne l’a mené plus loin'}`;
}
