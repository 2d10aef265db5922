import type { DecisionInput } from '../../src/decision/request-facts';
import type {
  Certainty,
  Classification,
  Identification,
  IdentificationVerdict,
  ReadItem,
} from '../../src/domain/correspondence';
import type { AllocataireFile } from '../../src/domain/directory/allocataire-file';
import { REQUEST_KIND_NAMES } from '../../src/domain/requests/request-kind-names';
import { aReadItem } from './a-read-item';
import { anIdentification } from './a-triage';
import { anAllocataireFile } from './an-allocataire-file';

const FALSE_TRUE = [false, true] as const;
const STATUSES = ['actif', 'suspendu', 'radié', 'décédé'] as const;
const CERTAINTIES: readonly Certainty[] = ['sure', 'propose', 'ask'];
/** Every kind there is, and one that only an office’s own rules know. */
const KINDS = [...Object.keys(REQUEST_KIND_NAMES), 'cantine'];
/** What comes with it: nothing, an attestation, a kind that is not answered by machine. */
const BESIDE = [[], ['attestation-paiement'], ['rib']] as const;
const NO_ADDRESS = ['', '', '', '', '', '', ''];
const REGISTERED = { name: 'Jeanne Dupont', address: 'jeanne.dupont@exemple.invalid' };

const FILES: readonly (Partial<AllocataireFile> & { readonly ours?: boolean })[] = [
  { montantNetSocial: [{ month: '2016-05', cents: 91_200 }] },
  { address: NO_ADDRESS, quotientFamilial: null },
  { payments: [], quotientFamilial: null },
  { payments: [], quotientFamilial: null, resourcesMissing: true, montantNetSocial: [{ month: '2016-05', cents: 1 }] },
  { payments: [{ month: '2016-05', benefit: 'APL', cents: 1e12, nature: 'droit' }] },
  { ours: false },
];

const VERDICTS: readonly IdentificationVerdict[] = ['unconfirmed', 'unknown', 'ambiguous', 'conflict'];

interface Found {
  readonly identification: Identification;
  readonly file: AllocataireFile | null;
  readonly ourCaf: string;
}

/**
 * Every combination of verdict, person, status, file, kind, second kind, certainty, channel, authentication, danger and third
 * party; then of what keeps a machine from answering and what an agent chose.
 */
export function* everyDecisionInput(): Generator<DecisionInput> {
  const everyone = [...everyFound()];
  const items = [...everyItem(['read'], [null], [true])];
  const classifications = [...everyClassification(KINDS, BESIDE)];
  for (const found of everyone)
    for (const item of items)
      for (const classification of classifications) yield { ...found, item, classification, writtenFile: null };
  for (const found of everyone)
    for (const item of items)
      for (const classification of everyClassification(['attestation-paiement', 'adresse'], [[]], ['sure']))
        yield { ...found, item, classification, writtenFile: null, mailFails: true };
  const odd = [...everyItem(['read', 'partly', 'unreadable'], [null, 'list'], FALSE_TRUE)];
  const few = [...everyClassification(['attestation-paiement', 'adresse'], [[]], ['sure'])];
  for (const found of everyone.filter(
    ({ file, identification }) => file === null || identification.person !== 'enfant',
  ))
    for (const item of odd)
      for (const classification of few)
        for (const chosenLetter of [null, 'attestation-envoyee', 'nir-manquant', 'document-impossible'])
          yield { ...found, item, classification, writtenFile: null, chosenLetter };
}

function* everyFound(): Generator<Found> {
  for (const thirdParty of FALSE_TRUE) {
    for (const person of ['allocataire', 'conjoint', 'enfant', null] as const)
      for (const status of STATUSES)
        for (const { ours = true, ...overrides } of person === 'allocataire' ? FILES : FILES.slice(0, 1))
          yield {
            identification: anIdentification({ person, thirdParty, nirKind: overrides.address ? 'nia' : 'nir' }),
            file: anAllocataireFile({ status, ...overrides }),
            ourCaf: ours ? '751' : '591',
          };
    yield { identification: anIdentification({ thirdParty }), file: null, ourCaf: '751' };
    for (const verdict of VERDICTS)
      yield { identification: anIdentification({ verdict, thirdParty }), file: null, ourCaf: '751' };
    for (const known of FALSE_TRUE) {
      const missing = { verdict: 'missing', numeroAllocataireGiven: known, thirdParty } as const;
      const wrong = { verdict: 'wrong-key', proposalKnown: known, thirdParty } as const;
      for (const overrides of [missing, wrong])
        yield { identification: anIdentification(overrides), file: null, ourCaf: '751' };
    }
  }
}

function* everyItem(
  readabilities: readonly ReadItem['readability'][],
  automatics: readonly ReadItem['automatic'][],
  may: readonly boolean[],
): Generator<ReadItem> {
  for (const channel of ['email', 'post'] as const)
    for (const authenticated of FALSE_TRUE)
      for (const readability of readabilities)
        for (const automatic of automatics)
          for (const mayAutoReply of may)
            yield aReadItem({
              ...(channel === 'post' ? { page: 'x' } : { body: 'x' }),
              from: REGISTERED,
              readability,
              automatic,
              mayAutoReply,
              authentication: { authenticated, by: 'dmarc', because: '' },
            });
}

function* everyClassification(
  kinds: readonly string[],
  beside: readonly (readonly string[])[],
  certainties: readonly Certainty[] = CERTAINTIES,
): Generator<Classification> {
  for (const danger of [[], ['faim']])
    for (const certainty of certainties)
      for (const kind of kinds)
        for (const second of beside)
          yield {
            requests: [
              { kind, confidence: 0.9, certainty, because: [] },
              ...second.filter((other) => other !== kind).map(sure),
            ],
            danger,
          };
}

const sure = (kind: string) => ({ kind, confidence: 0.9, certainty: 'sure', because: [] }) as const;
