import type { ClassifiedRequest, Decision, Identification, ReadItem, Triage } from '../domain/correspondence';
import type { AllocataireFile, Directory } from '../domain/directory/allocataire-file';
import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { CorrespondenceRecord, ShownCorrespondence } from '../persistence/correspondence-record';
import type { FailingAddressRepository } from '../persistence/failing-address.repository';
import { CLOSED_UNANSWERED, PIECES_OVERDUE } from '../persistence/follow-wait';
import type { CaseMove } from '../persistence/join-answer';
import type { AnswerLink, Wait, WaitRepository } from '../persistence/wait.repository';
import { type Clock, parisDate } from '../platform/clock';
import { moveOfBounced, saysNotDelivered } from './judge-bounce';
import { judgePieces } from './judge-pieces';
import type { StageOutcome } from './stage';

/** Asks whether the person whom an answer names can be the one who had written. */
export type AgreeWithOriginal = (
  given: {
    readonly original: ReadItem;
    readonly answer: ReadItem;
    readonly file: AllocataireFile;
    readonly personIndex: number;
    readonly bySenderOnly: boolean;
  },
  directory: Directory,
) => Promise<{ readonly agrees: boolean; readonly because: readonly string[] }>;

interface Parts {
  readonly correspondences: Pick<CorrespondenceRepository, 'show'>;
  readonly waits: Pick<WaitRepository, 'caseAnsweredBy' | 'lastWaitOf' | 'joinedAnswerOf'>;
  readonly failing: Pick<FailingAddressRepository, 'hashOf'>;
  readonly agree: AgreeWithOriginal;
  readonly directory: Directory;
  readonly clock: Clock;
}

/** An item that answers none of ours, or only stands beside the case it answers (`link`), goes its ordinary way. */
export type Judged =
  | { readonly kind: 'ordinary'; readonly link: AnswerLink | null }
  | { readonly kind: 'settled'; readonly outcome: StageOutcome };

/** What a case that had asked for the number was given: whose, by which item, and what that item asks for besides. */
export interface GivenIdentity {
  readonly reference: string;
  readonly identification: Identification;
  readonly requests: readonly ClassifiedRequest[];
}

/** What becomes of an item that answers one of our letters: it joins its case, or an agent looks at both. */
export class JudgeAnswer {
  constructor(private readonly parts: Parts) {}

  async judge(
    record: CorrespondenceRecord,
    item: ReadItem,
    triage: Triage,
    file: AllocataireFile | null,
  ): Promise<Judged> {
    const { waits, correspondences } = this.parts;
    const { replyTo = null } = triage.identification;
    // Most items answer nothing, and cost no question.
    // What an agent split off answers nothing by what stood on the whole.
    const mayAnswer = record.source === 'page' || (record.source !== 'split' && replyTo?.verified === true);
    const link = mayAnswer ? await waits.caseAnsweredBy(record.id, replyTo) : null;
    const asked = link === null ? null : await correspondences.show(link.caseId);
    if (link === null || asked === null || asked.erased !== null) return { kind: 'ordinary', link: null };
    const ordinary: Judged = { kind: 'ordinary', link };
    if (saysNotDelivered(item) && record.settlement === null) return this.bounced(asked, triage, link);
    // An agent has said what to do; danger, automatic mail and the like are nobody's answer.
    if (record.settlement !== null || triage.decision.state === 'set-aside' || triage.classification.danger.length > 0)
      return ordinary;
    const wait = await waits.lastWaitOf(asked.id);
    const move = moveOf(asked, wait);
    if (move !== null)
      return { kind: 'settled', outcome: await this.join(record, item, triage, file, { link, asked, move }) };
    if (isBeingAsked(asked) && (await waits.joinedAnswerOf(asked.id)) === null)
      return {
        kind: 'settled',
        outcome: {
          kind: 'hold',
          reason: `Répond à ${asked.reference}, dont la demande part à l’instant\u00a0: attend.`,
        },
      };
    if (record.source !== 'page') return ordinary;
    return toAgent(
      triage,
      link,
      `Réponse donnée sur notre page pour ${asked.reference}, qui n’attend plus de réponse.`,
      [],
    );
  }

  private bounced(asked: ShownCorrespondence, triage: Triage, { caseId }: AnswerLink): Judged {
    const link = { caseId, by: 'bounce' } as const;
    const { destination = null } = asked.triage?.decision ?? {};
    // A second report of the same e-mail, which left by post since.
    if (asked.state === 'answered' && destination?.kind === 'post') return { kind: 'ordinary', link };
    const moved = moveOfBounced(asked, parisDate(this.parts.clock.now()));
    const failing = destination?.kind === 'email' ? { failing: this.parts.failing.hashOf(destination.address) } : {};
    const move = moved && { ...moved, ...failing };
    if (move === null)
      return toAgent(triage, link, `Un e-mail pour ${asked.reference} n’est pas arrivé\u00a0: voyez ce courrier.`, []);
    const reason = `Avis de non-remise d’un e-mail pour ${asked.reference}\u00a0: pris en compte.`;
    return { kind: 'settled', outcome: { kind: 'bounced', link, move, triage, reason } };
  }

  /** The identity that a joined answer gave a case; null where none did. */
  async identityFor(caseId: string): Promise<GivenIdentity | null> {
    const answerId = await this.parts.waits.joinedAnswerOf(caseId);
    const answer = answerId === null ? null : await this.parts.correspondences.show(answerId);
    if (answer?.triage?.identification.verdict !== 'matched') return null;
    const { reference, triage } = answer;
    const requests = isFormAlone(answer) ? [] : requestsBeside(answer, triage.classification.requests);
    return { reference, identification: triage.identification, requests };
  }

  private async join(
    record: CorrespondenceRecord,
    item: ReadItem,
    triage: Triage,
    file: AllocataireFile | null,
    { link, asked, move }: Joining,
  ): Promise<StageOutcome> {
    const { identification } = triage;
    const { personIndex, thirdParty, guardian = null } = identification;
    const refuse = (why: readonly string[]) =>
      toAgent(triage, link, `Répond à notre demande ${asked.reference}, mais ${WHY_NOT}`, why).outcome;
    if (asked.reading === null) return refuse(['Le premier courrier ne s’ouvre pas.']);
    if (item.readability !== 'read' && move.to === 'triage' && !isSlipAlone(record, identification))
      return refuse(['La réponse n’a pas pu être lue en entier.']);
    if (move.to === 'needs-agent') {
      const numero = asked.triage?.identification.numeroAllocataire ?? null;
      const judged = await judgePieces(item, identification, numero, this.parts.directory);
      return judged.ok ? joins(triage, { link, asked, move }, judged.value) : refuse(judged.error);
    }
    if (
      identification.verdict !== 'matched' ||
      file === null ||
      personIndex === null ||
      thirdParty ||
      guardian !== null
    )
      return refuse(identification.because);
    const bySenderOnly = link.by === 'page';
    const given = { original: asked.reading, answer: item, file, personIndex, bySenderOnly };
    const { agrees, because } = await this.parts.agree(given, this.parts.directory);
    if (!agrees) return refuse(because);
    return joins(triage, { link, asked, move }, because);
  }
}

interface Joining {
  readonly link: AnswerLink;
  readonly asked: ShownCorrespondence;
  readonly move: CaseMove;
}

function joins(triage: Triage, { link, asked, move }: Joining, because: readonly string[]): StageOutcome {
  const how = move.to === 'triage' ? 'qui est traitée avec le numéro donné ici' : 'dont les documents étaient attendus';
  const reason = `Répond à ${asked.reference}\u00a0: joint à cette demande, ${how}.`;
  const decision = { ...NOTHING_TO_SEND, rule: 'reponse-jointe', trace: [...because, reason] };
  return { kind: 'joins-case', link, move, reason, triage: { ...triage, decision } };
}

const WHY_NOT = 'rien ne permet d’être sûr que c’est la même personne\u00a0: ouvrez les deux.';

/** A case that an answer may bring back: it waits, or was closed for want of one, or its reminder is held up. */
function moveOf(asked: ShownCorrespondence, wait: Wait | null): CaseMove | null {
  const { state, revision, heldSince, settlement } = asked;
  const { awaited } = asked.triage?.decision ?? {};
  const reason = 'Les documents demandés sont arrivés\u00a0: étudiez-les.';
  const late = state === 'needs-agent' && wait?.endedBy === PIECES_OVERDUE;
  if (awaited !== undefined)
    return state === 'waiting-sender' || late ? { revision, state, settlement, to: 'needs-agent', reason } : null;
  const waiting = state === 'waiting-sender' || (state === 'dispatching' && heldSince !== null && wait?.until === null);
  const closed = state === 'closed' && wait?.endedBy === CLOSED_UNANSWERED;
  if (!waiting && !closed) return null;
  // The letter that an agent chose was the one that asked.
  return { revision, state, settlement: settlement && { ...settlement, letter: null }, to: 'triage', reason: null };
}

/** Our letter is in the server's hands, or about to be. */
function isBeingAsked({ state, triage }: ShownCorrespondence): boolean {
  return (state === 'composing' || state === 'dispatching') && triage?.decision.action === 'ask-identifier';
}

/** A slip of ours whose code the scan centre read, alone in its envelope, whoever keyed it has read all there is. */
function isSlipAlone({ scan }: Pick<CorrespondenceRecord, 'scan'>, { replyTo }: Identification): boolean {
  return scan !== null && scan.barcode !== null && scan.pages.length === 1 && replyTo?.verified === true;
}

/** Its words are the form's own: nothing in it asks for anything. */
const isFormAlone = (answer: ShownCorrespondence): boolean =>
  answer.source === 'page' || (answer.triage !== null && isSlipAlone(answer, answer.triage.identification));

/** On a slip whose code was read on its page, the form's own words may look like a request: what is not sure is one of them. */
function requestsBeside({ scan, reading }: ShownCorrespondence, requests: readonly ClassifiedRequest[]) {
  const slip = scan?.pages.length === 1 && reading?.codes !== undefined;
  return slip ? requests.filter(({ certainty }) => certainty === 'sure') : requests;
}

const NOTHING_TO_SEND: Omit<Decision, 'rule' | 'trace'> = {
  action: 'none',
  state: 'decided',
  channel: null,
  documents: [],
  letter: null,
  preparedLetter: null,
  destination: null,
  reason: null,
  settle: null,
};

function toAgent(triage: Triage, link: AnswerLink, reason: string, because: readonly string[]) {
  const decision: Decision = {
    ...NOTHING_TO_SEND,
    action: 'to-agent',
    state: 'needs-agent',
    rule: 'reponse-a-rapprocher',
    trace: [...because, reason],
    reason,
    settle: 'confirm-person',
  };
  return { kind: 'settled', outcome: { kind: 'needs-agent', reason, triage: { ...triage, decision }, link } } as const;
}
