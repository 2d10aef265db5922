import type { CorrespondenceState } from '../domain/correspondence';
import { findReplyReferences } from '../domain/reply-reference';
import { ok, type Result, refused } from '../domain/result';
import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { AttachedItem, Settlement, ShownCorrespondence } from '../persistence/correspondence-record';
import type { CaseMove } from '../persistence/join-answer';
import type { WaitRepository } from '../persistence/wait.repository';
import type { Enqueuer } from '../pipeline/enqueuer';

interface Parts {
  readonly correspondences: Pick<CorrespondenceRepository, 'show' | 'commitStage'>;
  readonly waits: Pick<WaitRepository, 'idOf' | 'caseAnsweredBy'>;
  readonly enqueuer: Pick<Enqueuer, 'kick'>;
}

/** Nothing is under way in them. */
const AT_REST: ReadonlySet<CorrespondenceState> = new Set([
  ...(['needs-agent', 'waiting-sender', 'answered', 'closed', 'set-aside', 'failed'] as const),
]);
const BUSY = 'est en cours de traitement, ou joint à un autre\u00a0: réessayez dans un instant, ou choisissez l’autre.';

/** An agent says that an item belongs to a case, or takes that back: what the machine may not conclude, a person may. */
export class AttachItem {
  constructor(private readonly parts: Parts) {}

  /**
   * The item becomes joined; the case comes back to an agent, or to triage where it waits for the number that the item gives.
   * @param written the case's reference, as people write it
   * @returns why not, in French
   */
  async attach(id: string, revision: number, written: string, by: string): Promise<Result<true, string>> {
    const { correspondences, waits, enqueuer } = this.parts;
    const [named] = findReplyReferences(written);
    const caseId = named === undefined ? null : await waits.idOf(named.reference);
    const item = await correspondences.show(id);
    const asked = caseId === null ? null : await correspondences.show(caseId);
    if (asked === null || asked.id === id)
      return refused('Donnez la référence d’un autre courrier, comme C-2026-004217.');
    if (item === null || item.revision !== revision) return refused(MOVED);
    if (!AT_REST.has(item.state) || item.source === 'desk') return refused(`Ce courrier ${BUSY}`);
    if (!AT_REST.has(asked.state)) return refused(`Le courrier ${asked.reference} ${BUSY}`);
    const move = moveOf(asked, item);
    const attached: AttachedItem = {
      ...{ caseId: asked.id, itemState: item.state, itemReason: item.reason },
      ...{ caseState: asked.state, caseReason: asked.reason, caseRevision: asked.revision + 1, caseTo: move.to },
      link: await waits.caseAnsweredBy(id, null),
    };
    const done = await correspondences.commitStage(item, {
      ...{ state: 'joined', event: 'attached-by-agent', detail: { case: asked.id } },
      reason: `Rattaché à ${asked.reference} par un agent.`,
      ...{ raiseRevision: true, withdrawReserved: true },
      settlement: { ...(item.settlement ?? NOTHING_SETTLED), by, attached },
      answers: { caseId: asked.id, by: 'agent', joins: move },
    });
    if (!done) return refused(MOVED);
    enqueuer.kick();
    return ok(true as const);
  }

  /** The item is again as it was, and so is the case where nothing has become of it since; else an agent looks at it. */
  async detach(id: string, revision: number, by: string): Promise<Result<true, string>> {
    const { correspondences } = this.parts;
    const item = await correspondences.show(id);
    if (item === null || item.revision !== revision) return refused(MOVED);
    const { attached, ...settlement } = item.settlement ?? NOTHING_SETTLED;
    if (item.state !== 'joined' || attached === undefined)
      return refused('Ce courrier n’a pas été rattaché par un agent.');
    const asked = await correspondences.show(attached.caseId);
    if (asked !== null && asked.erased === null && !AT_REST.has(asked.state))
      return refused(`Le courrier ${asked.reference} ${BUSY}`);
    const { itemState: before, itemReason, link } = attached;
    const done = await correspondences.commitStage(item, {
      // Its own wait ended when it was attached.
      state: before === 'waiting-sender' || before === 'failed' ? 'needs-agent' : before,
      ...{
        event: 'detached-by-agent',
        detail: { case: attached.caseId },
        reason: itemReason ?? 'Détaché par un agent.',
      },
      ...{ raiseRevision: true, settlement: { ...settlement, by }, detaches: { link } },
    });
    if (!done) return refused(MOVED);
    if (asked !== null && asked.erased === null) await this.release(asked, item, attached);
    return ok(true as const);
  }

  private async release(asked: ShownCorrespondence, item: ShownCorrespondence, attached: AttachedItem): Promise<void> {
    const { caseState, caseReason, caseRevision, caseTo } = attached;
    const rests = caseTo === 'needs-agent' && caseState !== 'failed';
    const untouched = rests && asked.state === 'needs-agent' && asked.revision === caseRevision;
    const awaited = asked.triage?.decision.awaited;
    const told = `Le courrier ${item.reference} en a été détaché par un agent\u00a0: vérifiez ce qui a été répondu.`;
    await this.parts.correspondences.commitStage(asked, {
      ...(untouched ? { state: caseState, reason: caseReason } : { state: 'needs-agent', reason: told }),
      ...{ event: 'answer-detached', detail: { answer: item.id }, raiseRevision: true },
      ...(awaited === undefined
        ? {}
        : { waitsFor: { reason: 'pieces-manquantes' as const, answerBy: awaited.answerBy } }),
    });
  }
}

const MOVED = 'Ce courrier a changé depuis\u00a0: rouvrez-le.';

const NOTHING_SETTLED: Settlement = { person: null, kind: null, letter: null, setAside: null, by: '' };

function moveOf(asked: ShownCorrespondence, item: ShownCorrespondence): CaseMove {
  const { revision, state, settlement, triage, reason } = asked;
  const waitsForNumber = state === 'waiting-sender' && triage?.decision.awaited === undefined;
  if (waitsForNumber && item.triage?.identification.verdict === 'matched')
    return { revision, state, settlement: settlement && { ...settlement, letter: null }, to: 'triage', reason: null };
  const told = `Le courrier ${item.reference} y a été rattaché par un agent\u00a0: regardez les deux.`;
  const before = state === 'needs-agent' && reason !== null ? ` ${reason}` : '';
  return { revision, state, settlement, to: 'needs-agent', reason: `${told}${before}` };
}
