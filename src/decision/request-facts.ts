import { buildPaymentAttestation } from '../domain/attestations/build-payment-attestation';
import type {
  AttestationKind,
  Classification,
  DecisionAction,
  GuardianWrites,
  Identification,
  IdentificationVerdict,
  LetterName,
  PersonRole,
  ReadItem,
} from '../domain/correspondence';
import type { AllocataireFile, FileStatus } from '../domain/directory/allocataire-file';
import { REQUEST_KIND_NAMES } from './request-kind-names';

/** Everything that a decision is made from. */
export interface DecisionInput {
  readonly item: ReadItem;
  readonly identification: Identification;
  readonly classification: Classification;
  /** File of the person identified. */
  readonly file: AllocataireFile | null;
  /** File known by its numéro allocataire alone, whose person's name the message bears: an address, never an identity. */
  readonly writtenFile: AllocataireFile | null;
  /** Letter that an agent chose, in place of the one the table would. */
  readonly chosenLetter?: string | null;
}

/** A letter that an agent chose, and what sending it means. */
export interface ChosenLetter {
  readonly letter: LetterName;
  readonly action: DecisionAction;
  readonly documents: readonly AttestationKind[];
  readonly personalData: boolean;
}

/** What the table's conditions look at, for one request of an item. */
export interface RequestFacts {
  readonly chosen: ChosenLetter | null;
  readonly automatic: boolean;
  readonly unreadable: boolean;
  readonly danger: boolean;
  readonly mayAutoReply: boolean;
  readonly thirdParty: boolean;
  readonly guardian: GuardianWrites;
  /** The allocataire let somebody like the writer into the file: the spouse, a child of age, a third party. */
  readonly accessGranted: boolean;
  readonly verdict: IdentificationVerdict;
  readonly numeroGiven: boolean;
  readonly proposalKnown: boolean;
  readonly person: PersonRole | null;
  readonly status: FileStatus | null;
  readonly temporaryNir: boolean;
  readonly kind: string;
  readonly kindName: string;
  /** `possible`, or why no attestation de paiement can be made, for an agent. */
  readonly attestation: string;
  /** Letter that would answer this request once an agent agrees. */
  readonly fittingLetter: LetterName;
}

const CHOSEN: Readonly<Record<string, Omit<ChosenLetter, 'letter'>>> = {
  'nir-manquant': { action: 'ask-identifier', documents: [], personalData: false },
  'numero-allocataire-seul': { action: 'ask-identifier', documents: [], personalData: false },
  'nir-cle-fausse': { action: 'ask-identifier', documents: [], personalData: false },
  'accuse-reception': { action: 'acknowledge', documents: [], personalData: false },
  'acces-compte': { action: 'explain-access', documents: [], personalData: true },
  'acces-compte-temporaire': { action: 'explain-access', documents: [], personalData: true },
  'attestation-envoyee': { action: 'send-document', documents: ['attestation-paiement'], personalData: true },
};
/** A letter that this list does not know is taken to hold personal data. */
const CHOSEN_OTHER: Omit<ChosenLetter, 'letter'> = { action: 'send-document', documents: [], personalData: true };

export function factsOf(input: DecisionInput, kind: string): RequestFacts {
  const { item, identification, classification, file, chosenLetter = null } = input;
  const { verdict, nirKind } = identification;
  const temporaryNir = nirKind === 'nia' || nirKind === 'mig';
  const attestation = attestationOf(file);
  return {
    chosen: chosenLetter === null ? null : { letter: chosenLetter, ...(CHOSEN[chosenLetter] ?? CHOSEN_OTHER) },
    automatic: item.automatic !== null,
    unreadable: item.readability === 'unreadable',
    danger: classification.danger.length > 0,
    // The rules on automatic answers are those of mail programs (RFC 3834): a letter is always answered by a letter.
    mayAutoReply: item.channel === 'post' || item.mayAutoReply,
    thirdParty: identification.thirdParty,
    guardian: identification.guardian ?? null,
    accessGranted: isLetIn(file, identification),
    verdict,
    numeroGiven: identification.numeroAllocataireGiven,
    proposalKnown: identification.proposalKnown,
    person: identification.person,
    status: file?.status ?? null,
    temporaryNir,
    kind,
    kindName: REQUEST_KIND_NAMES[kind] ?? kind,
    attestation,
    fittingLetter: fittingLetter(kind, temporaryNir, attestation),
  };
}

function isLetIn(file: AllocataireFile | null, { thirdParty, person }: Identification): boolean {
  const access = file?.access ?? [];
  if (thirdParty) return access.includes('tiers');
  return person !== null && person !== 'allocataire' && access.includes(person);
}

function attestationOf(file: AllocataireFile | null): string {
  if (file === null) return 'aucun dossier identifié\u00a0: aucune attestation n’est établie';
  const built = buildPaymentAttestation(file);
  return built.ok ? 'possible' : built.error.message;
}

function fittingLetter(kind: string, temporaryNir: boolean, attestation: string): LetterName {
  if (kind === 'attestation-paiement')
    return attestation === 'possible' ? 'attestation-envoyee' : 'document-impossible';
  if (kind === 'acces-compte') return temporaryNir ? 'acces-compte-temporaire' : 'acces-compte';
  return 'accuse-reception';
}
