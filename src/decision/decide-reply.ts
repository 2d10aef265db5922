import type { AttestationKind, ClassifiedRequest, Decision, DecisionAction } from '../domain/correspondence';
import { chooseAcknowledgement } from './choose-acknowledgement';
import { chooseDestination } from './choose-destination';
import { CHOSEN_LETTERS, UNLISTED_LETTER } from './chosen-letters';
import { explainItem, explainKinds } from './explain-decision';
import { type DecisionInput, factsOf, type RequestFacts } from './request-facts';
import type { DecisionRow, Outcome } from './table/decision-row';
import { rowFor } from './table/decision-table';

/** The most demanding first: what is shown of several requests. */
const DEMANDING: readonly DecisionAction[] = [
  'to-agent',
  'send-document',
  'explain-access',
  'acknowledge',
  'ask-identifier',
  'none',
];

interface Decided {
  readonly row: DecisionRow;
  readonly facts: RequestFacts;
  readonly outcome: Outcome;
}

const UNKNOWN_REQUEST: ClassifiedRequest = { kind: 'autre', confidence: 0, because: [] };

/**
 * What is answered, where, and by whom. Every request of the item is decided by the table; the most demanding is shown, and
 * whatever of them needs an agent keeps the item open for one.
 */
export function decideReply(input: DecisionInput): Decision {
  const { requests } = input.classification;
  const all = (requests.length > 0 ? requests : [UNKNOWN_REQUEST]).map((request) => decideRequest(input, request));
  const [shown] = [...all].sort((one, other) => rank(one) - rank(other));
  if (shown === undefined) throw new RangeError('an item asks for something, if only for «autre»');
  const { row, outcome } = shown;
  const trace = [...explainItem(input), explainKinds(input), `Règle «\u00a0${row.id}\u00a0»\u00a0: ${row.says}`];
  if (outcome.action === 'to-agent' || outcome.action === 'none')
    return {
      ...outcome,
      ...statementsOf(all),
      channel: null,
      destination: null,
      rule: row.id,
      trace: [...trace, ...explain(outcome)],
      ...(outcome.state === 'needs-agent' ? { acknowledgement: chooseAcknowledgement(input) } : {}),
    };
  const whole = { ...shown, outcome: { ...outcome, documents: documentsOf(all) } };
  return { ...send(input, whole, restForAgent(all, shown), trace), ...statementsOf(all) };
}

function decideRequest(input: DecisionInput, request: ClassifiedRequest): Decided {
  const facts = factsOf(input, request);
  const row = rowFor(facts);
  return { row, facts, outcome: row.outcome(facts) };
}

const rank = ({ outcome }: Decided): number => DEMANDING.indexOf(outcome.action);

/** Of all that was asked for, each once: one letter carries them. */
function documentsOf(all: readonly Decided[]): readonly AttestationKind[] {
  return [...new Set(all.flatMap(({ outcome }) => outcome.documents))];
}

/** What the documents are to state, and why one cannot: composition fills its letters with it. */
function statementsOf(all: readonly Decided[]): Pick<Decision, 'months' | 'impossible'> {
  const months = all.flatMap(({ facts }) => facts.months).filter(([, asked]) => asked !== null);
  const impossible = all.map(({ facts }) => facts.impossible).find((one) => one !== null);
  return {
    ...(months.length === 0 ? {} : { months: Object.fromEntries(months) }),
    ...(impossible ? { impossible: { document: impossible.document, because: impossible.refusal.code } } : {}),
  };
}

/** What an agent still has to do once the reply that is shown has left. */
function restForAgent(all: readonly Decided[], shown: Decided): Outcome | null {
  const rest = all.filter(({ outcome }) => outcome.state === 'needs-agent');
  const [first] = rest;
  if (first === undefined) return null;
  const names = [...new Set(rest.map(({ facts }) => facts.kindName))];
  if (names.length === 1 && first.row === shown.row) return first.outcome;
  const sent =
    shown.outcome.action === 'acknowledge'
      ? 'L’accusé de réception part de lui-même.'
      : 'Le reste est répondu par la machine.';
  const prepared = rest.find(({ outcome }) => outcome.preparedLetter !== null)?.outcome ?? first.outcome;
  return {
    ...prepared,
    reason: `À traiter par un agent\u00a0: ${names.join(', ')}. ${sent}`,
  };
}

function send(input: DecisionInput, shown: Decided, rest: Outcome | null, trace: readonly string[]): Decision {
  const { row, outcome } = shown;
  const found = chooseDestination(input, holdsPersonalData(input, outcome.action));
  if (!found.ok)
    return {
      ...outcome,
      action: 'to-agent',
      state: 'needs-agent',
      channel: null,
      documents: [],
      letter: null,
      preparedLetter: outcome.letter,
      destination: null,
      rule: 'sans-adresse-sure',
      trace: [...trace, found.error, 'La réponse est prête\u00a0: un agent dit où l’envoyer.'],
      reason: `${found.error} La réponse est prête\u00a0: dites où l’envoyer.`,
      settle: 'answer',
    };
  const { destination, because } = found.value;
  const { state, reason, settle, preparedLetter } = rest ?? unread(input, outcome) ?? outcome;
  return {
    ...outcome,
    state,
    reason,
    settle,
    preparedLetter,
    channel: destination.kind,
    destination,
    rule: row.id,
    trace: [...trace, `Destination\u00a0: ${because}`, ...explain({ reason, preparedLetter })],
  };
}

function holdsPersonalData({ chosenLetter = null }: DecisionInput, action: DecisionAction): boolean {
  if (chosenLetter !== null) return (CHOSEN_LETTERS[chosenLetter] ?? UNLISTED_LETTER).personalData;
  return action === 'send-document' || action === 'explain-access';
}

/** A part that could not be read may ask for more than what was answered: a person looks at it. */
function unread({ item, chosenLetter = null }: DecisionInput, { action }: Outcome): Outcome | null {
  if (chosenLetter !== null || item.readability !== 'partly' || action === 'ask-identifier') return null;
  const reason = 'Une partie du courrier n’a pas pu être lue\u00a0: lisez-la, elle peut demander autre chose.';
  const preparedLetter = item.pagesAgain === undefined ? null : 'page-illisible';
  return { action, state: 'needs-agent', letter: null, documents: [], preparedLetter, reason, settle: 'read' };
}

function explain({ reason, preparedLetter }: Pick<Outcome, 'reason' | 'preparedLetter'>): string[] {
  return [
    ...(reason === null ? [] : [reason]),
    ...(preparedLetter === null ? [] : [`Lettre préparée pour l’agent\u00a0: ${preparedLetter}.`]),
  ];
}
