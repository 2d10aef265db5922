import type { Decision, DecisionAction } from '../domain/correspondence';
import { chooseAcknowledgement } from './choose-acknowledgement';
import { chooseDestination } from './choose-destination';
import { DECISION_TABLE, type DecisionRow, type Outcome } from './decision-table';
import { explainItem, explainKinds } from './explain-decision';
import { type DecisionInput, factsOf, type RequestFacts } from './request-facts';

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

/**
 * What is answered, where, and by whom. Every request of the item is decided by the table; the most demanding is shown, and
 * whatever of them needs an agent keeps the item open for one.
 */
export function decideReply(input: DecisionInput): Decision {
  const kinds = input.classification.requests.map(({ kind }) => kind);
  const all = (kinds.length > 0 ? kinds : ['autre']).map((kind) => decideRequest(input, kind));
  const [shown] = [...all].sort((one, other) => rank(one) - rank(other));
  if (shown === undefined) throw new RangeError('an item asks for something, if only for «autre»');
  const { row, outcome } = shown;
  const trace = [...explainItem(input), explainKinds(input), `Règle «\u00a0${row.id}\u00a0»\u00a0: ${row.says}`];
  const rest = restForAgent(all, shown);
  if (outcome.action === 'to-agent' || outcome.action === 'none')
    return {
      ...outcome,
      channel: null,
      destination: null,
      rule: row.id,
      trace: [...trace, ...explain(outcome)],
      ...(outcome.state === 'needs-agent' ? { acknowledgement: chooseAcknowledgement(input) } : {}),
    };
  return send(input, shown, rest, trace);
}

function decideRequest(input: DecisionInput, kind: string): Decided {
  const facts = factsOf(input, kind);
  const row = DECISION_TABLE.find(({ when }) => when(facts));
  if (row === undefined) throw new RangeError('the last row of the table always holds');
  return { row, facts, outcome: row.then(facts) };
}

const rank = ({ outcome }: Decided): number => DEMANDING.indexOf(outcome.action);

/** What an agent still has to do once the reply that is shown has left. */
function restForAgent(all: readonly Decided[], shown: Decided): Outcome | null {
  const rest = all.filter(({ outcome }) => outcome.state === 'needs-agent');
  if (rest.length === 0) return null;
  const names = [...new Set(rest.map(({ facts }) => facts.kindName))].join(', ');
  const sent =
    shown.outcome.action === 'acknowledge'
      ? 'L’accusé de réception part de lui-même.'
      : 'Le reste est répondu par la machine.';
  return {
    ...shown.outcome,
    state: 'needs-agent',
    reason: `À traiter par un agent\u00a0: ${names}. ${sent}`,
    settle: 'answer',
  };
}

function send(input: DecisionInput, shown: Decided, rest: Outcome | null, trace: readonly string[]): Decision {
  const { row, facts, outcome } = shown;
  const personalData =
    facts.chosen?.personalData ?? (outcome.action === 'send-document' || outcome.action === 'explain-access');
  const found = chooseDestination(input, personalData);
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
  const open = rest ?? unread(input, outcome) ?? outcome;
  const { state, reason, settle } = open;
  return {
    ...outcome,
    state,
    reason,
    settle,
    channel: destination.kind,
    destination,
    rule: row.id,
    trace: [...trace, `Destination\u00a0: ${because}`, ...explain({ ...outcome, reason })],
  };
}

/** A part that could not be read may ask for more than what was answered: a person looks at it. */
function unread({ item, chosenLetter = null }: DecisionInput, { action }: Outcome): Outcome | null {
  if (chosenLetter !== null || item.readability !== 'partly' || action === 'ask-identifier') return null;
  const reason = 'Une partie du courrier n’a pas pu être lue\u00a0: lisez-la, elle peut demander autre chose.';
  return { action, state: 'needs-agent', letter: null, documents: [], preparedLetter: null, reason, settle: 'read' };
}

function explain({ reason, preparedLetter }: Pick<Outcome, 'reason' | 'preparedLetter'>): string[] {
  return [
    ...(reason === null ? [] : [reason]),
    ...(preparedLetter === null ? [] : [`Lettre préparée pour l’agent\u00a0: ${preparedLetter}.`]),
  ];
}
