import { bringByHttp, bringBySmtp, NotTakenIn } from './bring-items';
import { followItem, type StagePassed, type Stopped } from './follow-item';
import type { SelfCheckQuery } from './self-check.query';
import type { SelfCheckItems } from './self-check-items';

export type ItemName = 'courriel' | 'lot numérisé';

export interface SelfCheckTold {
  passed(item: ItemName, stage: StagePassed): void;
  /** Not tried, and why. */
  left(item: ItemName, because: string): void;
}

interface Parts {
  readonly query: SelfCheckQuery;
  readonly items: SelfCheckItems;
  /** Null where mail is not taken in by SMTP. */
  readonly smtp: { readonly host: string; readonly port: number } | null;
  /** Null where no HTTP is served. */
  readonly http: { readonly base: string; readonly key: string } | null;
  readonly deadline: AbortSignal;
  readonly timeoutMs: number;
  readonly told: SelfCheckTold;
}

/**
 * Sends a marked message and a marked scan through the running service and follows both to the end of their way.
 * @returns where each of those that did not arrive stopped; empty where all did
 */
export async function runSelfCheck(parts: Parts): Promise<(Stopped & { readonly item: ItemName })[]> {
  const { smtp, http, items, timeoutMs, told } = parts;
  if (smtp === null) told.left('courriel', 'SMTP_LISTEN absent');
  if (http === null) told.left('lot numérisé', 'aucun rôle web');
  const ends = await Promise.all([
    smtp === null ? null : send(parts, 'courriel', () => bringBySmtp(smtp, items.email, timeoutMs)),
    http === null ? null : send(parts, 'lot numérisé', () => bringByHttp(http.base, http.key, items.batch, timeoutMs)),
  ]);
  return ends.filter((end) => end !== null);
}

async function send({ query, deadline, told }: Parts, item: ItemName, bring: () => Promise<string>) {
  const begun = performance.now();
  try {
    const reference = await bring();
    const received = { ms: Math.round(performance.now() - begun) };
    const stopped = await followItem(
      () => query.standing(reference),
      received,
      deadline,
      (stage) => told.passed(item, stage),
    );
    return stopped === null ? null : { item, ...stopped };
  } catch (error) {
    if (!(error instanceof NotTakenIn)) throw error;
    return { item, stage: 'réception' as const, because: error.message };
  }
}
