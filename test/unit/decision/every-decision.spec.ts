import { existsSync } from 'node:fs';
import path from 'node:path';
import { decideReply } from '../../../src/decision/decide-reply';
import { type DecisionInput, factsOf } from '../../../src/decision/request-facts';
import { holds } from '../../../src/decision/table/condition';
import { DECISION_TABLE } from '../../../src/decision/table/decision-table';
import type { Decision } from '../../../src/domain/correspondence';
import { maskNirs } from '../../../src/domain/nir/mask-nirs-in-text';
import { everyDecisionInput } from '../../builders/every-decision-input';

/** Every combination of what decides. Real: the tables and the destinations. Fake: what earlier stages found. */
const LETTERS = path.resolve(__dirname, '../../../templates/letters');
const DOCUMENT = /^attestation-/;

const chosenOf = ({ chosenLetter = null }: DecisionInput): string | null => chosenLetter;
const kindsOf = ({ classification }: DecisionInput) => classification.requests.map(({ kind }) => kind);

/** What may never be, whatever was found: each a rule of the contract. */
const NEVER: Readonly<Record<string, (decision: Decision, input: DecisionInput) => boolean>> = {
  'an answer to automatic mail that no agent asked for': ({ action }, input) =>
    input.item.automatic !== null && chosenOf(input) === null && action !== 'none',
  'a machine’s answer to danger': ({ letter }, input) =>
    input.classification.danger.length > 0 && chosenOf(input) === null && letter !== null,
  'personal data by e-mail to a sender who is not the registered one, authenticated': (
    { destination },
    { item, file },
  ) =>
    destination?.kind === 'email' &&
    destination.personalData &&
    !(
      item.channel === 'email' &&
      item.authentication.authenticated &&
      item.from?.address.toLowerCase() === file?.email?.toLowerCase() &&
      destination.address.toLowerCase() === file?.email?.toLowerCase()
    ),
  'personal data by post to any address but the file’s': ({ action, destination }, { file }) =>
    (action === 'send-document' || action === 'explain-access') &&
    destination?.kind === 'post' &&
    destination.address !== file?.address,
  'a document by e-mail that does not count as personal data': ({ documents, destination }) =>
    documents.length > 0 && destination?.kind === 'email' && !destination.personalData,
  'an e-mail to where our e-mails do not arrive': ({ destination }, { mailFails, item }) =>
    mailFails === true && item.channel === 'email' && destination?.kind === 'email',
  'personal data for somebody who is not matched': ({ action }, { identification }) =>
    (action === 'send-document' || action === 'explain-access') && identification.verdict !== 'matched',
  'a missing NIR that is not asked for': ({ action, preparedLetter }, input) =>
    input.identification.verdict === 'missing' &&
    mayAnswerAtAll(input) &&
    !(action === 'ask-identifier' || (action === 'to-agent' && /^n(?:ir|umero)-/.test(preparedLetter ?? ''))),
  'a doubt about the person that no agent settles': ({ action }, input) =>
    ['unconfirmed', 'unknown', 'ambiguous', 'conflict'].includes(input.identification.verdict) &&
    mayAnswerAtAll(input) &&
    action !== 'to-agent',
  'a document from a file that is not active': ({ documents }, { file }) =>
    documents.length > 0 && file?.status !== 'actif',
  'a payment attestation without payments': ({ documents }, { file }) =>
    documents.includes('attestation-paiement') && file?.payments.length === 0,
  'a document that was not asked for': ({ documents }, input) =>
    chosenOf(input) === null && documents.some((kind) => !kindsOf(input).includes(kind)),
  'a document by machine for a request that is not sure': ({ documents }, { classification, ...input }) =>
    chosenOf({ classification, ...input }) === null &&
    documents.some((kind) =>
      classification.requests.some((request) => request.kind === kind && (request.certainty ?? 'sure') !== 'sure'),
    ),
  'an answer by machine for a file that is closed, suspended, of the dead, or of another Caf': ({ letter }, input) =>
    chosenOf(input) === null &&
    input.identification.verdict === 'matched' &&
    input.file !== null &&
    (input.file.status !== 'actif' || (input.ourCaf ?? input.file.caf) !== input.file.caf) &&
    letter !== null,
  'an answer by machine to a spouse or a child': ({ letter }, input) =>
    (input.identification.person === 'conjoint' || input.identification.person === 'enfant') &&
    input.identification.verdict === 'matched' &&
    chosenOf(input) === null &&
    letter !== null,
  'an answer by machine to a third party': ({ letter }, input) =>
    input.identification.thirdParty && chosenOf(input) === null && letter !== null,
  'a reply without a letter or a destination': ({ action, letter, destination, channel }) =>
    action !== 'to-agent' &&
    action !== 'none' &&
    (letter === null || destination === null || channel !== destination.kind),
  'a destination where nothing leaves': ({ action, letter, destination, channel, documents }) =>
    (action === 'to-agent' || action === 'none') &&
    (letter !== null || destination !== null || channel !== null || documents.length > 0),
  'an agent without a reason and one action': ({ state, reason, settle }) =>
    state === 'needs-agent' && (reason === null || settle === null),
  'a reason where nobody has to look': ({ state, reason }) => state === 'decided' && reason !== null,
  'to-agent in another state': ({ action, state }) => action === 'to-agent' && state !== 'needs-agent',
  'a kind that the machine does not answer, or not surely, closed by the machine': ({ action, state }, input) =>
    chosenOf(input) === null &&
    input.identification.verdict === 'matched' &&
    input.classification.requests.some(
      ({ kind, certainty = 'sure' }) => certainty !== 'sure' || !(DOCUMENT.test(kind) || kind === 'acces-compte'),
    ) &&
    action !== 'none' &&
    state !== 'needs-agent',
  'an unmarked row': ({ rule, trace }) => rule === '' || trace.length < 3,
};

function mayAnswerAtAll(input: DecisionInput): boolean {
  const { item, identification, classification } = input;
  return (
    chosenOf(input) === null &&
    item.automatic === null &&
    item.readability !== 'unreadable' &&
    (item.channel === 'post' || item.mayAutoReply) &&
    classification.danger.length === 0 &&
    !identification.thirdParty
  );
}

/** Rows in which the machine answers although a later row, other than the last, would hold the answer back. */
function shadowed(input: DecisionInput): string[] {
  return input.classification.requests.flatMap((request) => {
    const facts = factsOf(input, request);
    const rows = DECISION_TABLE.filter(({ when }) => holds(when, facts));
    const [winner, ...later] = rows;
    if (winner === undefined) return ['no row'];
    const { action } = winner.outcome(facts);
    // To ask for the number tells nothing of any file.
    if (action === 'to-agent' || action === 'none' || action === 'ask-identifier' || facts.chosen !== 'none') return [];
    return later
      .filter((row) => row.outcome(facts).action === 'to-agent')
      .map((row) => `${winner.id} answers before ${row.id} holds back`);
  });
}

it('decides every combination by exactly one row, never what may not be', () => {
  const fired = new Set<string>();
  const wrong = new Map<string, string>();
  const said = new Set<string>();
  const letters = new Set<string>();
  let cases = 0;
  for (const input of everyDecisionInput()) {
    cases++;
    const decision = decideReply(input);
    fired.add(decision.rule);
    for (const [never, isSo] of Object.entries(NEVER))
      if (!wrong.has(never) && isSo(decision, input)) wrong.set(never, `${summary(input)} → ${decision.rule}`);
    // Where it came from and how does not enter the rows of a request.
    if (input.item.channel === 'email' && input.item.authentication.authenticated)
      for (const contradiction of shadowed(input)) wrong.set(contradiction, summary(input));
    for (const sentence of [...decision.trace, decision.reason ?? '']) said.add(sentence);
    for (const letter of [decision.letter, decision.preparedLetter]) if (letter !== null) letters.add(letter);
  }
  expect(Object.fromEntries(wrong)).toEqual({});
  expect(cases).toBeGreaterThan(100_000);
  const silent = DECISION_TABLE.map(({ id }) => id).filter((id) => !fired.has(id));
  // A file that is not open is decided by its status before its attestation is; periods and benefits have a spec of their own.
  const elsewhere = ['periode-a-preciser', 'periode-a-venir', 'aucun-droit-prestation', 'attestation-impossible'];
  expect(silent).toEqual(elsewhere);
  const odd = [...said].filter((sentence) => maskNirs(sentence) !== sentence || / [:;!?»]|'|undefined/.test(sentence));
  expect(odd).toEqual([]);
  expect([...letters].filter((name) => !existsSync(path.join(LETTERS, `${name}.md`)))).toEqual([]);
  expect(letters.size).toBeGreaterThan(12);
});

function summary({ item, identification, classification, file, chosenLetter, ourCaf }: DecisionInput): string {
  const { verdict, person, thirdParty } = identification;
  const requests = classification.requests.map(({ kind, certainty }) => `${kind} ${certainty}`);
  const of = [item.channel, item.readability, item.authentication.authenticated, verdict, person, thirdParty];
  return JSON.stringify([...of, file?.status, file?.caf, ourCaf, requests, classification.danger, chosenLetter]);
}
