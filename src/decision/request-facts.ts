import { type AttestationRefusal, attestationRefusal } from '../domain/attestations/attestation-refusal';
import type {
  AttestationKind,
  Certainty,
  Classification,
  ClassifiedRequest,
  DecisionAction,
  GuardianWrites,
  Identification,
  IdentificationVerdict,
  LetterName,
  PersonRole,
  ReadItem,
} from '../domain/correspondence';
import type { AllocataireFile, FileStatus } from '../domain/directory/allocataire-file';
import { requestKindName } from '../domain/requests/request-kind-names';
import { type AskedMonths, attestableMonths } from './asked-months';
import { CHOSEN_LETTERS, UNLISTED_LETTER } from './chosen-letters';
import { fittingLetter } from './fitting-letter';

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
  /** Our e-mails to this sender come back: nothing goes there. */
  readonly mailFails?: boolean;
  /** An agent wants it to go by post, whatever the rule would choose. */
  readonly byPost?: boolean;
  /** Code of our own Caf; null or absent where it is not configured, and no file counts as another's. */
  readonly ourCaf?: string | null;
}

/** What the table's conditions look at, for one request of an item: each has few values, so that all can be walked. */
export interface DecidingFacts {
  /** A letter that an agent chose: for anybody, or one that holds personal data. */
  readonly chosen: 'none' | 'anybody' | 'personal';
  readonly chosenSendsDocument: boolean;
  readonly automatic: boolean;
  readonly unreadable: boolean;
  readonly danger: boolean;
  readonly mayAutoReply: boolean;
  readonly thirdParty: boolean;
  readonly verdict: IdentificationVerdict;
  readonly numeroGiven: boolean;
  readonly proposalKnown: boolean;
  readonly person: PersonRole | 'nobody';
  readonly status: FileStatus | 'none';
  /** The file is kept by another Caf than ours. */
  readonly heldElsewhere: boolean;
  readonly temporaryNir: boolean;
  readonly kind: string;
  readonly certainty: Certainty;
  /** Whether the attestation asked for can be made, or why not. */
  readonly document: 'not-asked' | 'possible' | AttestationRefusal['code'];
  readonly documentIsPossible: boolean;
}

/** The same, with what the rows' words and letters need. */
export interface RequestFacts extends DecidingFacts {
  /** Pages have to be sent again. */
  readonly pagesAgain: boolean;
  readonly kindName: string;
  /** Code of the Caf that keeps the file. */
  readonly heldBy: string | null;
  readonly guardian: GuardianWrites;
  /** The allocataire let somebody like the writer into the file: the spouse, a child of age, a third party. */
  readonly accessGranted: boolean;
  readonly chosenLetter: LetterName | null;
  readonly chosenAction: DecisionAction | null;
  /** Attestations that this request, or the letter that an agent chose, sends. */
  readonly documents: readonly AttestationKind[];
  /** Of each of them, the months that are asked for. */
  readonly months: readonly (readonly [AttestationKind, AskedMonths])[];
  /** Which of them cannot be made, and why; null where all can be, or none was asked for. */
  readonly impossible: { readonly document: AttestationKind; readonly refusal: AttestationRefusal } | null;
  /** Letter that would answer this request once an agent agrees. */
  readonly fittingLetter: LetterName;
}

export function factsOf(input: DecisionInput, request: ClassifiedRequest): RequestFacts {
  const { item, identification, classification, file, chosenLetter = null, ourCaf = null } = input;
  const { verdict, nirKind } = identification;
  const { kind, certainty = 'sure' } = request;
  const temporaryNir = nirKind === 'nia' || nirKind === 'mig';
  const chosen = chosenLetter === null ? null : (CHOSEN_LETTERS[chosenLetter] ?? UNLISTED_LETTER);
  const documents = chosen === null ? documentOf(kind) : chosen.sendsDocument ? documentsAskedFor(classification) : [];
  const attested = attest(file, chosen?.sendsDocument === true ? documents : documentOf(kind), classification);
  const refusal = attested.impossible?.refusal ?? null;
  const status = file?.status ?? 'none';
  return {
    chosen: chosen === null ? 'none' : chosen.personalData ? 'personal' : 'anybody',
    chosenSendsDocument: chosen?.sendsDocument === true,
    automatic: item.automatic !== null,
    unreadable: item.readability === 'unreadable',
    pagesAgain: item.pagesAgain !== undefined,
    danger: classification.danger.length > 0,
    // The rules on automatic answers are those of mail programs (RFC 3834): a letter is always answered by a letter.
    mayAutoReply: item.channel === 'post' || item.mayAutoReply,
    thirdParty: identification.thirdParty,
    verdict,
    numeroGiven: identification.numeroAllocataireGiven,
    proposalKnown: identification.proposalKnown,
    person: identification.person ?? 'nobody',
    status,
    heldElsewhere: file !== null && ourCaf !== null && file.caf !== ourCaf,
    heldBy: file?.caf ?? null,
    temporaryNir,
    kind,
    certainty,
    document: documents.length === 0 ? 'not-asked' : (refusal?.code ?? 'possible'),
    documentIsPossible: documents.length > 0 && refusal === null,
    kindName: requestKindName(kind),
    guardian: identification.guardian ?? null,
    accessGranted: isLetIn(file, identification),
    chosenLetter,
    chosenAction: chosen?.action ?? null,
    documents,
    ...attested,
    fittingLetter: fittingLetter({ kind, temporaryNir, status, documentIsPossible: refusal === null }),
  };
}

const ATTESTATIONS: readonly string[] = ['attestation-paiement', 'attestation-qf', 'attestation-mns'];

export function isAttestation(kind: string): kind is AttestationKind {
  return ATTESTATIONS.includes(kind);
}

const documentOf = (kind: string): readonly AttestationKind[] => (isAttestation(kind) ? [kind] : []);

/** Of a letter with documents that an agent chose: those that were asked for, else the one that is asked for most. */
function documentsAskedFor({ requests }: Classification): readonly AttestationKind[] {
  const asked = [...new Set(requests.map(({ kind }) => kind))].filter(isAttestation);
  return asked.length > 0 ? asked : ['attestation-paiement'];
}

function attest(
  file: AllocataireFile | null,
  documents: readonly AttestationKind[],
  { requests }: Classification,
): Pick<RequestFacts, 'months' | 'impossible'> {
  const months: [AttestationKind, AskedMonths][] = [];
  for (const document of documents) {
    if (file === null) return { months: [], impossible: { document, refusal: attestationRefusal('no-file') } };
    const details = requests.find(({ kind }) => kind === document)?.details;
    const found = attestableMonths(document, file, details);
    if (!found.ok) return { months: [], impossible: { document, refusal: found.error } };
    months.push([document, found.value]);
  }
  return { months, impossible: null };
}

function isLetIn(file: AllocataireFile | null, { thirdParty, person }: Identification): boolean {
  const access = file?.access ?? [];
  if (thirdParty) return access.includes('tiers');
  return person !== null && person !== 'allocataire' && access.includes(person);
}
