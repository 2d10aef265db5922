import type { AttestationKind, DecisionAction, LetterName, SettlingAction } from '../../domain/correspondence';
import type { DecidingFacts, RequestFacts } from '../request-facts';
import type { Condition } from './condition';

/** What a row of the table leads to, before it is known where a reply could go. */
export interface Outcome {
  readonly action: DecisionAction;
  readonly state: 'decided' | 'needs-agent' | 'set-aside';
  readonly letter: LetterName | null;
  readonly documents: readonly AttestationKind[];
  readonly preparedLetter: LetterName | null;
  /** Plain French, for an agent; null where none is needed. */
  readonly reason: string | null;
  readonly settle: SettlingAction | null;
}

export interface DecisionRow {
  readonly id: string;
  /** Plain French: what the row says, as an agent reads it. */
  readonly says: string;
  readonly when: Condition<DecidingFacts>;
  readonly outcome: (facts: RequestFacts) => Outcome;
}

export function nothing(): Outcome {
  return {
    action: 'none',
    state: 'decided',
    letter: null,
    documents: [],
    preparedLetter: null,
    reason: null,
    settle: null,
  };
}

/** The machine answers, and nobody has to look. */
export function reply(action: DecisionAction, letter: LetterName, documents: readonly AttestationKind[] = []): Outcome {
  return { ...nothing(), action, letter, documents };
}

/** Nothing leaves by machine. */
export function toAgent(reason: string, settle: SettlingAction, preparedLetter: LetterName | null = null): Outcome {
  return { ...nothing(), action: 'to-agent', state: 'needs-agent', reason, settle, preparedLetter };
}

/** The acknowledgement leaves by itself, and an agent does the rest. */
export function acknowledge(
  reason: string,
  preparedLetter: LetterName | null = null,
  settle: SettlingAction = 'answer',
): Outcome {
  return { ...reply('acknowledge', 'accuse-reception'), state: 'needs-agent', reason, settle, preparedLetter };
}
