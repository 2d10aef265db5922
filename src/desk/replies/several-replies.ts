import { ok, type Result, refused } from '../../domain/result';
import type { ShownCorrespondence } from '../../persistence/correspondence-record';
import type { DeskUser } from '../../persistence/desk/session.repository';
import type { DeskParts } from '../desk-parts';
import type { SettlementRequest } from '../settle-correspondence';
import type { RehearsedReply } from './rehearsed-reply';

/** One letter to several items, each as it would leave. */
export interface SeveralReplies {
  readonly letter: string;
  readonly each: readonly OneOfSeveral[];
}

export interface OneOfSeveral {
  readonly record: ShownCorrespondence;
  /** Why nothing would leave, in French, else the reply. */
  readonly made: Result<RehearsedReply, string>;
}

type Parts = Pick<DeskParts, 'correspondences' | 'settle' | 'rehearse' | 'decisions' | 'locks'>;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A page of as many previews is still read by somebody. */
export const MOST_AT_ONCE = 25;

/** @param asked ids as a form has them; what is none is left out */
export async function rehearseSeveral(
  parts: Parts,
  asked: readonly string[],
  letter: string,
  by: string,
): Promise<SeveralReplies> {
  const ids = [...new Set(asked)].filter((id) => UUID.test(id)).slice(0, MOST_AT_ONCE);
  const each: OneOfSeveral[] = [];
  for (const record of await parts.correspondences.showAll(ids)) {
    const proposed = await parts.settle.propose(record.id, { revision: record.revision, letter }, by);
    const made = proposed.ok ? await parts.rehearse(proposed.value) : refused(proposed.error.message);
    each.push({ record, made });
  }
  return { letter, each };
}

/** What was seen in a preview: the item, and the revision that it had. */
export interface Seen {
  readonly id: string;
  readonly revision: number;
}

/** @returns «id:revision» of a form as what was seen; null where it is none */
export function seenOf(value: string): Seen | null {
  const [id = '', revision = ''] = value.split(':');
  return UUID.test(id) && /^\d{1,9}$/.test(revision) ? { id, revision: Number(revision) } : null;
}

/** Decides each by itself: one that has changed since keeps none of the others back. @returns per id, why not */
export async function sendSeveral(
  { decisions, locks }: Parts,
  seen: readonly Seen[],
  letter: string,
  holder: DeskUser,
): Promise<ReadonlyMap<string, Result<true, string>>> {
  const done = new Map<string, Result<true, string>>();
  for (const { id, revision } of seen.slice(0, MOST_AT_ONCE)) {
    const lock = await locks.of(id);
    if (lock !== null && lock.holderId !== holder.id) {
      done.set(id, refused(`${lock.holderName} a ce courrier ouvert.`));
      continue;
    }
    const request: SettlementRequest = { revision, letter };
    const decided = await decisions.decide(id, request, holder, false);
    done.set(id, decided.ok ? ok(true as const) : decided);
  }
  return done;
}
