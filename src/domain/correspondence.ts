import type { AttestationRefusalCode } from './attestations/attestation-refusal';
import type { RequestDetails } from './requests/request-details';

/**
 * What each stage leaves in the correspondence's row for the next one:
 * Received → Read → Identified → Classified → Decided → Composed → Dispatched.
 */

import type { CalendarDay } from './calendar/calendar-days';
import type { OpticalPage } from './optical/optical-page';
import type { ChaseStep } from './waiting/chase-steps';
import type { AwaitedPieces } from './waiting/missing-pieces';

export type IncomingChannel = 'email' | 'post';

/**
 * By which way it came in; `page`: typed on the one-time page by a sender whom we had asked; `desk`: nothing came in, an agent
 * wrote first; `self-check`: made by the house to try itself, by SMTP or as a scan, and nobody's mail.
 */
export type Source = 'smtp' | 'imap' | 'http' | 'ingest' | 'scan' | 'page' | 'desk' | 'split' | 'self-check';

/** Where a correspondence stands, as its HTTP resource shows it. */
export const CORRESPONDENCE_STATES = [
  'received',
  'reading',
  'triage',
  'needs-agent',
  'waiting-sender',
  'composing',
  'dispatching',
  'answered',
  'closed',
  'set-aside',
  'joined',
  'failed',
] as const;
export type CorrespondenceState = (typeof CORRESPONDENCE_STATES)[number];

/** Why a message counts as automatic (RFC 3834, 5230, 3464), or null for one that a person wrote. */
export type Automatic = 'bounce' | 'auto-reply' | 'list' | 'own' | 'no-reply-sender';

/** What the malware scanner said of a document; `unscannable`: it looked and could not. */
export type Malware = 'pending' | 'clean' | 'infected' | 'unscannable';

export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/** What was known of the transport when the bytes were taken in: what SPF and the relay's word are judged on. */
export interface TransportEnvelope {
  /** Address of the host that handed the message over; null for a file. */
  readonly remoteAddress: string | null;
  readonly helo: string | null;
  /** RFC 5321 MAIL FROM: '' for the empty sender, null where unknown. */
  readonly mailFrom: string | null;
  readonly recipients: readonly string[];
}

/** Who really sent it. `authenticated` is true only for a DMARC-aligned pass on the domain of From. */
export interface SenderAuthentication {
  readonly authenticated: boolean;
  /** `dmarc`: checked by ourselves; `relay`: the word of a trusted relay; `none`: nobody's word. */
  readonly by: 'dmarc' | 'relay' | 'none';
  readonly because: string;
}

/** A scanned item's metadata, as the batch declares it (dates as YYYY-MM-DD). */
export interface ScanItem {
  readonly batchId: string;
  readonly scannedAt: string;
  readonly operator: string | null;
  readonly itemId: string;
  readonly receivedOn: string;
  readonly pages: readonly string[];
  readonly postmark: string | null;
  readonly registeredNumber: string | null;
  readonly nir: string | null;
  readonly numeroAllocataire: string | null;
  readonly documentType: string | null;
  readonly barcode: string | null;
  /** The scanned stack that it was cut out of; absent in what was scanned as a letter of its own. */
  readonly cutFrom?: { readonly id: string; readonly reference: string };
}

export interface ReadAttachment {
  readonly name: string | null;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A piece of text with where it was read. Quoted text and signatures are kept apart from what was newly written. */
export interface ReadText {
  readonly source: 'subject' | 'body' | 'quoted' | 'signature' | 'attachment' | 'page' | 'metadata';
  readonly name: string | null;
  readonly text: string;
  /** Where on a picture it was seen; absent for what was written as text. */
  readonly optical?: OpticalPage;
}

/** An item as it was read: what identification, classification and decision work on. */
export interface ReadItem {
  readonly channel: IncomingChannel;
  readonly readability: 'read' | 'partly' | 'unreadable';
  /** Plain French, one sentence for each thing that could not be read. */
  readonly unreadable: readonly string[];
  readonly automatic: Automatic | null;
  readonly automaticBecause: readonly string[];
  /** Of a delivery report: the message that it is about did not arrive and will not. Absent in all else, and in rows of before it. */
  readonly undelivered?: boolean;
  readonly mayAutoReply: boolean;
  /** Why no automatic answer may go although a person wrote, in plain French; empty when it may. */
  readonly mayNotAutoReplyBecause: readonly string[];
  readonly from: MailAddress | null;
  /** Where an answer goes: Reply-To where there is one, else From. */
  readonly replyTo: MailAddress | null;
  readonly recipients: readonly string[];
  readonly subject: string;
  /** ISO 8601 with offset Z, from the Date header or the day of receipt. */
  readonly date: string | null;
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** Everything a person reads in it, in order: the `text` of the contract. */
  readonly text: string;
  readonly texts: readonly ReadText[];
  readonly attachments: readonly ReadAttachment[];
  readonly authentication: SenderAuthentication;
  readonly scan: ScanItem | null;
  /** What the codes on its pages say; absent where there are none. Our reply slips carry their case's reference. */
  readonly codes?: readonly string[];
  /** Pages, from 1 over the whole item, that nobody could read: to be scanned or sent again. Absent where there are none. */
  readonly pagesAgain?: readonly number[];
}

export type PersonRole = 'allocataire' | 'conjoint' | 'enfant';

export type IdentificationVerdict =
  | 'matched'
  | 'unconfirmed'
  | 'unknown'
  | 'wrong-key'
  | 'ambiguous'
  | 'conflict'
  | 'missing';

export type Corroboration = 'sender' | 'numero-allocataire' | 'name' | 'birth-date';

/** Whether the guardian named by the file writes: from the registered and authenticated address, or only by saying so. */
export type GuardianWrites = 'proven' | 'claimed' | null;

/** Which of our replies a message answers. */
export interface RepliedTo {
  /** C-2026-004217: the case's reference. */
  readonly reference: string;
  /** By its keyed check; else it is only what somebody wrote. */
  readonly verified: boolean;
}

/** Whose it is, and what speaks for it. `because` is plain French and never holds a NIR in full. */
export interface Identification {
  readonly verdict: IdentificationVerdict;
  readonly numeroAllocataire: string | null;
  readonly person: PersonRole | null;
  /** Index in the file's `persons`; null where nobody was found. */
  readonly personIndex: number | null;
  readonly corroboratedBy: readonly Corroboration[];
  readonly because: readonly string[];
  /** 13 characters of the number that was judged; sealed at rest, masked wherever it is shown. */
  readonly nir: string | null;
  readonly nirKind: 'nir' | 'nia' | 'mig' | null;
  /** For `wrong-key`: is one of the proposals somebody of the directory? */
  readonly proposalKnown: boolean;
  /** A numéro allocataire was given, known or not (the letter then says why it no longer serves). */
  readonly numeroAllocataireGiven: boolean;
  /** Somebody else writes for the person: guardian, social worker, town hall. */
  readonly thirdParty: boolean;
  /** Absent in rows of before it, and null: no guardian of the file. */
  readonly guardian?: GuardianWrites;
  /** Absent in rows of before it, and null: nothing of ours is answered. */
  readonly replyTo?: RepliedTo | null;
}

/**
 * How far a kind that was read may be relied on: `sure`, a machine may answer it; `propose`, an agent gets it as a proposal;
 * `ask`, a person has to say what is asked (kind `autre`).
 */
export type Certainty = 'sure' | 'propose' | 'ask';

export interface ClassifiedRequest {
  readonly kind: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Absent in rows of before it, where every kind that was read counted as sure. */
  readonly certainty?: Certainty;
  readonly because: readonly string[];
  /** What the message says of it; absent where it says nothing, and in rows of before it. */
  readonly details?: RequestDetails;
}

/** Why an item comes before others although nobody is in danger: a legal clock runs, or its writer needs care. */
export interface Flag {
  readonly kind: 'legal-clock' | 'vulnerable';
  /** Plain French, with the words that spoke. */
  readonly because: string;
}

export interface Classification {
  readonly requests: readonly ClassifiedRequest[];
  /** Danger or distress: a person looks at it first, no machine answers. */
  readonly danger: readonly string[];
  /** What else puts it on top of its basket; it changes nothing of what is answered. Absent in rows of before it. */
  readonly flags?: readonly Flag[];
}

export type DecisionAction =
  | 'send-document'
  | 'explain-access'
  | 'ask-identifier'
  | 'acknowledge'
  | 'to-agent'
  | 'none';

export type AttestationKind = 'attestation-paiement' | 'attestation-qf' | 'attestation-mns';

/** Name of a letter: its file under templates/letters without `.md`. */
export type LetterName = string;

/** Where a reply goes. Personal data only to where the file says that the person lives. */
export type Destination =
  | { readonly kind: 'email'; readonly address: string; readonly personalData: boolean }
  /** The seven lines of NF Z10-011, empty where unused. */
  | { readonly kind: 'post'; readonly address: readonly string[] };

/** The one action that settles an item for an agent, as `POST …/decision` takes it. */
export type SettlingAction =
  | 'confirm-person'
  | 'ask-identifier'
  | 'choose-letter'
  | 'answer'
  | 'read'
  | 'forward'
  | 'set-aside';

export interface Decision {
  readonly action: DecisionAction;
  readonly state: 'decided' | 'needs-agent' | 'set-aside';
  readonly channel: 'email' | 'post' | null;
  readonly documents: readonly AttestationKind[];
  readonly letter: LetterName | null;
  /** Letter prepared for the agent to send, where the machine may not. */
  readonly preparedLetter: LetterName | null;
  readonly destination: Destination | null;
  /** Months that each document states, YYYY-MM; one that is not named states the last month known. */
  readonly months?: Readonly<Partial<Record<AttestationKind, readonly string[]>>>;
  /** The document that cannot be made, and why: what the letter that says so is filled with. */
  readonly impossible?: { readonly document: AttestationKind; readonly because: AttestationRefusalCode };
  /** What it does about a sender who does not answer; absent for every other decision. */
  readonly chase?: Chase;
  /** It had left by e-mail and came back: the same by post. Absent for every other decision. */
  readonly instead?: 'e-mail-non-remis';
  /** What the letter asks for and is waited for; absent for every other decision. */
  readonly awaited?: AwaitedPieces;
  /** Id of the rule that fired. */
  readonly rule: string;
  /** Each step in plain French. */
  readonly trace: readonly string[];
  /** Why a person has to look, in plain French; null when the machine settles it alone. */
  readonly reason: string | null;
  readonly settle: SettlingAction | null;
  /** Where an acknowledgement goes by itself if no agent answers in time; absent or null where no machine may write. */
  readonly acknowledgement?: Destination | null;
  /** YYYY-MM-DD, where it did. */
  readonly acknowledgedOn?: string;
}

/** A letter to a sender who has not answered. */
export interface Chase {
  readonly step: ChaseStep;
  /** The day on which we first asked. */
  readonly firstWrittenOn: CalendarDay;
  /** The letter says that the request is closed. */
  readonly closes: boolean;
}

/** What identification, classification and decision leave together. */
export interface Triage {
  readonly identification: Identification;
  readonly classification: Classification;
  readonly decision: Decision;
}
