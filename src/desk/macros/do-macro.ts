import { decides, type Macro } from '../../domain/desk/macro';
import { ok, type Result, refused } from '../../domain/result';
import type { CorrespondenceRecord } from '../../persistence/correspondence-record';
import type { LockRepository } from '../../persistence/desk/lock.repository';
import type { DeskUser } from '../../persistence/desk/session.repository';
import type { WriteNote } from '../notes/write-note';
import type { PendingDecisions } from '../pending/pending-decisions';
import type { RehearsedReply, RehearseReply } from '../replies/rehearsed-reply';
import type { SettleCorrespondence, SettlementRequest } from '../settle-correspondence';
import type { HandOver } from '../team/hand-over';

interface Parts {
  readonly settle: Pick<SettleCorrespondence, 'propose'>;
  readonly rehearse: RehearseReply;
  readonly decisions: Pick<PendingDecisions, 'decide' | 'of'>;
  readonly handOver: Pick<HandOver, 'check' | 'hand'>;
  readonly writeNote: Pick<WriteNote, 'check' | 'write'>;
  readonly locks: Pick<LockRepository, 'of' | 'release'>;
}

/** An item as it was seen, and what somebody made of the act's words. */
export interface MacroCall {
  readonly id: string;
  readonly revision: number;
  readonly free: Readonly<Record<string, string>>;
  readonly note: string;
}

/** Does a frequent act by the very use cases that its parts are done by by hand: what they refuse is refused. */
export class DoMacro {
  constructor(private readonly parts: Parts) {}

  /** Changes nothing. @returns the reply as it would leave, null where the act sends none, or why it would not be done */
  async preview(macro: Macro, call: MacroCall, by: DeskUser): Promise<Result<RehearsedReply | null, string>> {
    const proposed = await this.propose(macro, call, by);
    if (!proposed.ok) return proposed;
    if (proposed.value === null) return ok(null);
    const made = await this.parts.rehearse(proposed.value);
    // Taken for another request, the item goes the way of that one, to an agent too.
    return made.ok || macro.letter !== null ? made : ok(null);
  }

  /** What may be refused is asked before anything is done. @returns whether it can still be taken back, or why not, in French */
  async do(macro: Macro, call: MacroCall, by: DeskUser): Promise<Result<{ pending: boolean }, string>> {
    const { decisions, handOver, writeNote, locks } = this.parts;
    const lock = await locks.of(call.id);
    if (lock !== null && lock.holderId !== by.id)
      return refused(`${lock.holderName} a ce courrier ouvert\u00a0: reprenez-le d’abord.`);
    const proposed = await this.propose(macro, call, by);
    if (!proposed.ok) return proposed;
    if (decides(macro) && (await decisions.of(call.id)) !== null)
      return refused('Une décision est déjà prise de ce courrier\u00a0: rouvrez-le.');
    const noted = call.note.trim() === '' ? ok(true) : await writeNote.write(call.id, call.note, [], by);
    if (!noted.ok) return noted;
    // Before the decision, after which it may be nobody's any more.
    const handed = macro.handTo === null ? ok(true) : await handOver.hand([call.id], macro.handTo, by.id);
    if (!handed.ok) return handed;
    if (!decides(macro)) return ok({ pending: false });
    const decided = await decisions.decide(call.id, requestOf(macro, call), by, macro.approval);
    if (decided.ok) await locks.release(call.id, by.id);
    return decided;
  }

  /** @returns the row as it would stand once decided, null where nothing is decided, or why a part would be refused */
  private async propose(
    macro: Macro,
    call: MacroCall,
    by: DeskUser,
  ): Promise<Result<CorrespondenceRecord | null, string>> {
    const { handOver, writeNote, settle } = this.parts;
    const hands = macro.handTo === null ? ok(true) : await handOver.check(macro.handTo);
    if (!hands.ok) return hands;
    const notes = call.note.trim() === '' ? ok(true) : await writeNote.check(call.note);
    if (!notes.ok) return notes;
    if (!decides(macro)) return ok(null);
    const proposed = await settle.propose(call.id, requestOf(macro, call), by.name);
    return proposed.ok ? proposed : refused(proposed.error.message);
  }
}

function requestOf({ kind, letter }: Macro, { revision, free }: MacroCall): SettlementRequest {
  return {
    revision,
    ...(kind === null ? {} : { kind }),
    ...(letter === null ? {} : { letter }),
    ...(Object.keys(free).length === 0 ? {} : { free: { ...free } }),
  };
}
