import type { ReadItem, Triage } from '../domain/correspondence';
import type {
  AnswerClaim,
  AnswerHold,
  CorrespondenceRecord,
  NewDispatch,
  NewDocument,
  StageCommit,
} from '../persistence/correspondence-record';
import { CLOSED_UNANSWERED } from '../persistence/follow-wait';
import type { CaseMove } from '../persistence/join-answer';
import type { Receipt } from '../persistence/receipt.repository';
import type { AnswerLink } from '../persistence/wait.repository';
import { heldAnswer } from './held-answer';
import type { JobName } from './job-catalogue';

/** Of a reply that is withheld: `none` is configured, or it was tried as far as it goes without sending. */
export type WayOut = 'none' | 'works' | 'fails';

/** What a stage found out, without a word on rows or queues. What it throws is judged by judge-failure.ts. */
export type StageOutcome =
  | { readonly kind: 'advance'; readonly to: 'triage'; readonly reading: ReadItem }
  | { readonly kind: 'advance'; readonly to: 'composing'; readonly triage: Triage; readonly link?: AnswerLink | null }
  | {
      readonly kind: 'advance';
      readonly to: 'dispatching';
      readonly dispatch: NewDispatch;
      /** What goes to another office, before its author is told. */
      readonly transmission?: NewDispatch;
      readonly documents: readonly NewDocument[];
      /** Of an answer that no agent asked for. */
      readonly claim?: AnswerClaim | null;
    }
  | {
      readonly kind: 'finish';
      readonly state: 'answered' | 'waiting-sender' | 'needs-agent' | 'closed';
      readonly reason: string | null;
      /** Why its clock stops, of one that now waits for its sender; the identifier where nothing is said. */
      readonly waitsFor?: StageCommit['waitsFor'];
      /** Reason with which another task may have given the item to an agent meanwhile, mistakenly as is known by now. */
      readonly mends?: string;
    }
  /** It is answered with another one. @param to its id */
  | { readonly kind: 'joined'; readonly to: string; readonly reason: string; readonly triage: Triage }
  | {
      readonly kind: 'needs-agent' | 'set-aside';
      readonly reason: string;
      readonly triage?: Triage;
      /** The case of ours that it answers, without joining it. */
      readonly link?: AnswerLink | null;
    }
  /** It was scanned as a stack of letters, which are items of their own; none where nothing but separator sheets lay in it. */
  | { readonly kind: 'stack'; readonly letters: readonly Receipt[] }
  /** It answers a case of ours, which goes on with what it says. */
  | {
      readonly kind: 'joins-case';
      readonly link: AnswerLink;
      readonly move: CaseMove;
      readonly triage: Triage;
      readonly reason: string;
    }
  /** It says that an e-mail of ours has not arrived, and its case does something about it. */
  | {
      readonly kind: 'bounced';
      readonly link: AnswerLink;
      readonly move: CaseMove;
      readonly triage: Triage;
      readonly reason: string;
    }
  /** A self-check came to its end: the reply is made and stays here, and its way out was tried. */
  | { readonly kind: 'withheld'; readonly channel: 'email' | 'post'; readonly way: WayOut; readonly reason: string }
  /** Nothing can be done now and nothing is wrong with the item: it waits where it is, and the sweeper asks again. */
  | { readonly kind: 'hold'; readonly reason: string }
  /** Another task or a newer decision has overtaken this one: nothing is written. */
  | { readonly kind: 'dropped' };

/** The function that a stage hands to the pipeline. */
export interface StageHandler {
  readonly job: JobName;
  run(record: CorrespondenceRecord): Promise<StageOutcome>;
}

/** How an outcome is written down: state, journal event, next job; null where nothing is. */
export function commitOf(outcome: StageOutcome, record: CorrespondenceRecord): StageCommit | null {
  switch (outcome.kind) {
    case 'dropped':
      return null;
    case 'hold':
      // Said once, not at every try.
      if (record.heldSince !== null && record.reason === outcome.reason) return null;
      return { state: record.state, event: 'held', detail: {}, reason: outcome.reason, held: true };
    case 'advance':
      return advance(outcome, record);
    case 'finish': {
      const event = outcome.state === 'closed' ? CLOSED_UNANSWERED : 'dispatched';
      const { waitsFor } = outcome;
      const wait = waitsFor === undefined ? {} : { waitsFor };
      return { state: outcome.state, event, detail: {}, reason: outcome.reason, ...wait };
    }
    case 'stack': {
      const { letters } = outcome;
      const reason = 'Rien que des feuilles de séparation\u00a0: aucun courrier dans cette pile.';
      return { state: 'set-aside', event: 'stack-cut', detail: { letters: letters.length }, reason, letters };
    }
    case 'joins-case': {
      const { link, move, triage, reason } = outcome;
      const detail = { ...decisionDetail(triage), case: link.caseId, by: link.by };
      return { state: 'joined', event: 'joined', detail, triage, reason, answers: { ...link, joins: move } };
    }
    case 'bounced': {
      const { link, move, triage, reason } = outcome;
      const detail = { ...decisionDetail(triage), case: link.caseId, by: link.by };
      return { state: 'set-aside', event: 'set-aside', detail, triage, reason, answers: { ...link, joins: move } };
    }
    case 'withheld': {
      const { channel, way, reason } = outcome;
      return { state: 'set-aside', event: 'withheld', detail: { channel, way }, reason, withdrawReserved: true };
    }
    case 'joined': {
      const { to, triage, reason } = outcome;
      return { state: 'joined', event: 'joined', detail: { to, ...decisionDetail(triage) }, reason, triage };
    }
    case 'needs-agent':
    case 'set-aside': {
      const detail = outcome.triage === undefined ? {} : decisionDetail(outcome.triage);
      const triage = outcome.triage === undefined ? {} : { triage: outcome.triage };
      const tie = tieOf(outcome.link);
      return { state: outcome.kind, event: outcome.kind, detail, reason: outcome.reason, ...triage, ...tie };
    }
  }
}

function advance(outcome: Extract<StageOutcome, { kind: 'advance' }>, record: CorrespondenceRecord): StageCommit {
  const { triage } = record;
  switch (outcome.to) {
    case 'triage': {
      const { readability, automatic, attachments } = outcome.reading;
      const detail = { readability, automatic, attachments: attachments.length };
      return { state: 'triage', event: 'read', detail, reading: outcome.reading, reason: null, nextJob: 'triage' };
    }
    case 'composing': {
      const detail = decisionDetail(outcome.triage);
      const { reason } = outcome.triage.decision;
      const tie = tieOf(outcome.link);
      return {
        state: 'composing',
        event: 'decided',
        detail,
        triage: outcome.triage,
        reason,
        nextJob: 'compose',
        ...tie,
      };
    }
    case 'dispatching': {
      const { dispatch, transmission, documents, claim } = outcome;
      const forwarded = transmission === undefined ? {} : { forwardedTo: transmission.request };
      const detail = {
        channel: dispatch.channel,
        letter: dispatch.purpose,
        documents: documents.length,
        ...forwarded,
      };
      // What was said while it waited is over.
      const reason = triage?.decision.reason ?? null;
      return {
        ...{ state: 'dispatching', event: 'composed', detail, dispatch, documents, reason, nextJob: 'dispatch' },
        ...(transmission === undefined ? {} : { transmission }),
        ...(claim ? { limited: { claim, otherwise: (hold) => commitHeld(hold, record) } } : {}),
      };
    }
  }
}

function commitHeld(hold: AnswerHold, record: CorrespondenceRecord): StageCommit {
  const commit = commitOf(heldAnswer(hold, record), { ...record, heldSince: null });
  if (commit === null) throw new Error('une réponse retenue se dit toujours');
  return commit;
}

const tieOf = (link: AnswerLink | null | undefined): Pick<StageCommit, 'answers'> =>
  link == null ? {} : { answers: { ...link, joins: null } };

/** Rule ids and codes only: the journal holds nothing personal. */
function decisionDetail({ identification, classification, decision }: Triage): StageCommit['detail'] {
  return {
    verdict: identification.verdict,
    kinds: classification.requests.map(({ kind }) => kind).join(' '),
    action: decision.action,
    rule: decision.rule,
    channel: decision.channel,
  };
}
