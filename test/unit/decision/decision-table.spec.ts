import { existsSync } from 'node:fs';
import path from 'node:path';
import { decideReply } from '../../../src/decision/decide-reply';
import { DECISION_TABLE } from '../../../src/decision/decision-table';
import { type DecisionInput, factsOf } from '../../../src/decision/request-facts';
import type { Decision, IdentificationVerdict } from '../../../src/domain/correspondence';
import { aReadItem } from '../../builders/a-read-item';
import { aClassification, anIdentification } from '../../builders/a-triage';
import { anAllocataireFile } from '../../builders/an-allocataire-file';

/** Every combination of what the table looks at. Real: the table and the destinations. Fake: what earlier stages found. */
const VERDICTS: readonly IdentificationVerdict[] = [
  'matched',
  'unconfirmed',
  'unknown',
  'wrong-key',
  'ambiguous',
  'conflict',
  'missing',
];
const FALSE_TRUE = [false, true] as const;
const LETTERS = path.resolve(__dirname, '../../../templates/letters');

interface Case {
  readonly name: string;
  readonly input: DecisionInput;
}

function* everyCase(): Generator<Case> {
  const registered = { name: 'Jeanne Dupont', address: 'jeanne.dupont@exemple.invalid' };
  for (const channel of ['email', 'post'] as const)
    for (const authenticated of FALSE_TRUE)
      for (const readability of ['read', 'partly', 'unreadable'] as const)
        for (const automatic of [null, 'list'] as const)
          for (const mayAutoReply of FALSE_TRUE)
            for (const verdict of VERDICTS)
              for (const person of verdict === 'matched' ? (['allocataire', 'conjoint'] as const) : [null])
                for (const status of verdict === 'matched'
                  ? (['actif', 'suspendu', 'radié', 'décédé'] as const)
                  : (['actif'] as const))
                  for (const kinds of [
                    ['attestation-paiement'],
                    ['acces-compte'],
                    ['adresse'],
                    ['attestation-paiement', 'acces-compte', 'rib'],
                  ])
                    for (const danger of [[], ['faim']])
                      for (const flag of FALSE_TRUE)
                        for (const paid of FALSE_TRUE)
                          for (const address of verdict === 'matched' ? FALSE_TRUE : [true])
                            for (const chosenLetter of [null, 'attestation-envoyee', 'nir-manquant']) {
                              const file =
                                verdict === 'matched'
                                  ? anAllocataireFile({
                                      status,
                                      ...(paid ? {} : { payments: [] }),
                                      ...(address ? {} : { address: ['', '', '', '', '', '', ''] }),
                                    })
                                  : null;
                              const item = aReadItem({
                                ...(channel === 'post' ? { page: 'x' } : { body: 'x' }),
                                from: registered,
                                readability,
                                automatic,
                                mayAutoReply,
                                authentication: { authenticated, by: 'dmarc', because: '' },
                              });
                              const identification = anIdentification({
                                verdict,
                                person,
                                thirdParty: flag && !paid,
                                proposalKnown: flag,
                                numeroAllocataireGiven: flag,
                              });
                              const input = {
                                item,
                                identification,
                                classification: aClassification(kinds, danger),
                                file,
                                writtenFile: null,
                                chosenLetter,
                              };
                              yield {
                                name: JSON.stringify([
                                  channel,
                                  authenticated,
                                  readability,
                                  automatic,
                                  mayAutoReply,
                                  verdict,
                                  person,
                                  status,
                                  kinds,
                                  danger,
                                  flag,
                                  paid,
                                  address,
                                  chosenLetter,
                                ]),
                                input,
                              };
                            }
}

/** What may never be, whatever was found: each a rule of the contract. */
const NEVER: Readonly<Record<string, (decision: Decision, input: DecisionInput) => boolean>> = {
  'an answer to automatic mail that no agent asked for': ({ action }, { item, chosenLetter }) =>
    item.automatic !== null && chosenLetter === null && action !== 'none',
  'a machine’s answer to danger': ({ letter }, { classification, chosenLetter }) =>
    classification.danger.length > 0 && chosenLetter === null && letter !== null,
  'personal data by e-mail to a sender who is not authenticated': ({ destination }, { item }) =>
    destination?.kind === 'email' && destination.personalData && !item.authentication.authenticated,
  'personal data for somebody who is not matched': ({ action }, { identification }) =>
    (action === 'send-document' || action === 'explain-access') && identification.verdict !== 'matched',
  'a document from a file that is not active': ({ documents }, { file }) =>
    documents.length > 0 && file?.status !== 'actif',
  'a document without payments': ({ documents }, { file }) => documents.length > 0 && file?.payments.length === 0,
  'an answer by machine to a spouse': ({ letter }, { identification, chosenLetter }) =>
    identification.person === 'conjoint' && chosenLetter === null && letter !== null,
  'an answer by machine to a third party': ({ letter }, { identification, chosenLetter }) =>
    identification.thirdParty && chosenLetter === null && letter !== null,
  'a reply without a letter or a destination': ({ action, letter, destination, channel }) =>
    action !== 'to-agent' &&
    action !== 'none' &&
    (letter === null || destination === null || channel !== destination.kind),
  'a destination where nothing leaves': ({ action, letter, destination, channel }) =>
    (action === 'to-agent' || action === 'none') && (letter !== null || destination !== null || channel !== null),
  'an agent without a reason and one action': ({ state, reason, settle }) =>
    state === 'needs-agent' && (reason === null || settle === null),
  'a reason where nobody has to look': ({ state, reason }) => state === 'decided' && reason !== null,
  'to-agent in another state': ({ action, state }) => action === 'to-agent' && state !== 'needs-agent',
  'a kind that is not handled, closed by the machine': (
    { action, state },
    { classification, identification, chosenLetter },
  ) =>
    chosenLetter === null &&
    identification.verdict === 'matched' &&
    classification.requests.some(({ kind }) => kind === 'adresse' || kind === 'rib') &&
    action !== 'none' &&
    state !== 'needs-agent',
  'an unmarked row': ({ rule, trace }) => rule === '' || trace.length < 3,
};

it('decides every combination, and never what may not be', () => {
  const fired = new Set<string>();
  const wrong = new Map<string, string>();
  let cases = 0;
  for (const { name, input } of everyCase()) {
    cases++;
    const decision = decideReply(input);
    fired.add(decision.rule);
    for (const [never, holds] of Object.entries(NEVER))
      if (holds(decision, input)) wrong.set(never, `${name} → ${decision.rule}`);
  }
  expect(Object.fromEntries(wrong)).toEqual({});
  expect(cases).toBeGreaterThan(50_000);
  const silent = DECISION_TABLE.map(({ id }) => id).filter((id) => !fired.has(id));
  // Numbers that are provisional are tried apart.
  expect(silent).toEqual(['acces-numero-provisoire']);
});

it('has rows with names of their own, each said in French, the last one always holding', () => {
  expect(new Set(DECISION_TABLE.map(({ id }) => id)).size).toBe(DECISION_TABLE.length);
  for (const { id, says } of DECISION_TABLE) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(says).toMatch(/\.$/);
    expect(says).not.toMatch(/ [:;!?»]|'/);
  }
  const input: DecisionInput = {
    item: aReadItem({ body: 'x' }),
    identification: anIdentification(),
    classification: aClassification(['autre']),
    file: anAllocataireFile(),
    writtenFile: null,
  };
  expect(DECISION_TABLE.at(-1)?.when(factsOf(input, 'autre'))).toBe(true);
});

it('names only letters that exist', () => {
  const named = new Set<string>();
  for (const { input } of everyCase()) {
    const { letter, preparedLetter } = decideReply(input);
    for (const name of [letter, preparedLetter]) if (name !== null) named.add(name);
  }
  expect([...named].filter((name) => !existsSync(path.join(LETTERS, `${name}.md`)))).toEqual([]);
  expect(named.size).toBeGreaterThan(6);
});
