import { decideReply } from '../../../src/decision/decide-reply';
import type { AllocataireFile } from '../../../src/domain/directory/allocataire-file';
import { withDetails } from '../../../src/domain/requests/read-request-details';
import { withSettledPeriod } from '../../../src/domain/requests/settled-period';
import { aReadItem } from '../../builders/a-read-item';
import { aClassification, anIdentification } from '../../builders/a-triage';
import { anAllocataireFile } from '../../builders/an-allocataire-file';

/** Attestations for the period that was asked. Real: details and decision. Fake: identification, the kinds. */
const paid = (month: string, benefit = 'APL') => ({ month, benefit, cents: 30_000, nature: 'droit' as const });
const FILE = anAllocataireFile({
  payments: [paid('2025-11'), paid('2025-12'), paid('2026-01'), paid('2026-02')],
  quotientFamilial: { month: '2026-01', value: 512 },
  montantNetSocial: [
    { month: '2025-12', cents: 1 },
    { month: '2026-01', cents: 2 },
  ],
});

function decide(body: string, kinds: readonly string[] = ['attestation-paiement'], file: AllocataireFile = FILE) {
  const item = aReadItem({ body, date: '2026-03-02T09:00:00.000Z' });
  const classification = withDetails(aClassification(kinds), item);
  return decideReply({ item, identification: anIdentification(), classification, file, writtenFile: null });
}

it.each([
  ['Une attestation de paiement svp.', undefined],
  ['Une attestation de paiement de novembre à janvier.', ['2025-11', '2025-12', '2026-01']],
  ['Une attestation de paiement du mois dernier.', ['2026-02']],
  // March is not paid yet: nothing is said of it.
  ['Une attestation de paiement depuis janvier.', ['2026-01', '2026-02']],
  ['Une attestation de paiement pour 2026.', ['2026-01', '2026-02']],
])('%s → %j', (body, months) => {
  const decision = decide(body);
  expect(decision).toMatchObject({ action: 'send-document', documents: ['attestation-paiement'] });
  expect(decision.months?.['attestation-paiement']).toEqual(months);
});

it.each([
  ['Une attestation de paiement pour 2027.', 'periode-a-venir', 'period-future', /pas encore terminée/],
  ['Une attestation de paiement de janvier à juin.', 'periode-a-preciser', 'period-unclear', /à préciser/],
  ['Une attestation de paiement de 2010.', 'aucun-paiement', 'no-payments', /Aucun paiement/],
  ['Une attestation de paiement de RSA.', 'aucun-droit-prestation', 'no-benefit-right', /prestation/],
])('%s goes to an agent, its letter prepared with the reason', (body, rule, because, reason) => {
  expect(decide(body)).toMatchObject({
    action: 'to-agent',
    rule,
    preparedLetter: 'document-impossible',
    impossible: { document: 'attestation-paiement', because },
    reason: expect.stringMatching(reason),
  });
});

it('takes any housing aid for the APL that people speak of', () => {
  const file = anAllocataireFile({ ...FILE, payments: [paid('2026-02', 'ALS')] });
  expect(decide('Une attestation d’APL.', ['attestation-paiement'], file).action).toBe('send-document');
});

it('states the quotient known in the year that is asked for, and refuses another month', () => {
  const quotient = (body: string) => decide(body, ['attestation-qf']);
  expect(quotient('Mon attestation de quotient familial 2026.').months).toEqual({ 'attestation-qf': ['2026-01'] });
  expect(quotient('Mon attestation de quotient familial de décembre.').rule).toBe('quotient-indisponible');
});

it('states a net social only where each month is known', () => {
  const netSocial = (body: string) => decide(body, ['attestation-mns']);
  expect(netSocial('Mon montant net social de décembre 2025.').months).toEqual({ 'attestation-mns': ['2025-12'] });
  expect(netSocial('Mon montant net social de décembre à février.').rule).toBe('net-social-indisponible');
});

it('gives each of several documents its own months', () => {
  const kinds = ['attestation-paiement', 'attestation-mns'];
  expect(decide('Mon attestation de paiement de février. Et mon net social de janvier.', kinds)).toMatchObject({
    documents: kinds,
    months: { 'attestation-paiement': ['2026-02'], 'attestation-mns': ['2026-01'] },
  });
});

it('says the closed file before the period', () => {
  const file = anAllocataireFile({ ...FILE, status: 'suspendu' });
  expect(decide('Une attestation de paiement pour 2027.', ['attestation-paiement'], file)).toMatchObject({
    rule: 'dossier-suspendu',
    impossible: { because: 'file-suspended' },
  });
});

it('takes the months that an agent named', () => {
  const item = aReadItem({ body: 'Une attestation de paiement pour 2027.' });
  const read = withDetails(aClassification(), item);
  const classification = withSettledPeriod(read, { from: '2025-11', to: '2025-12' });
  const input = { item, identification: anIdentification(), classification, file: FILE, writtenFile: null };
  expect(decideReply(input).months).toEqual({ 'attestation-paiement': ['2025-11', '2025-12'] });
  expect(decideReply({ ...input, chosenLetter: 'attestation-envoyee' })).toMatchObject({
    action: 'send-document',
    months: { 'attestation-paiement': ['2025-11', '2025-12'] },
  });
  // Without the agent’s word, the letter that an agent chose sends nothing for a year to come.
  expect(decideReply({ ...input, classification: read, chosenLetter: 'attestation-envoyee' }).action).toBe('to-agent');
  expect(decideReply({ ...input, classification: read, chosenLetter: 'document-impossible' })).toMatchObject({
    letter: 'document-impossible',
    impossible: { because: 'period-future' },
  });
});
