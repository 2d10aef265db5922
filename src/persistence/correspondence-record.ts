import type { CalendarDay } from '../domain/calendar/calendar-days';
import type { PauseReason } from '../domain/calendar/reply-clock';
import type {
  CorrespondenceState,
  Identification,
  IncomingChannel,
  Malware,
  ReadItem,
  ScanItem,
  Source,
  TransportEnvelope,
  Triage,
} from '../domain/correspondence';
import type { FreeTexts } from '../domain/outgoing-letter';
import type { ChaseStep } from '../domain/waiting/chase-steps';
import type { AwaitedPieces } from '../domain/waiting/missing-pieces';
import type { AnswerCommit } from './join-answer';
import type { Receipt } from './receipt.repository';
import type { Aside, PageRegroup } from './regroup-pages';
import type { AnswerLink } from './wait.repository';

/** What an agent settled: it replaces what the machine found when the item goes through triage again. */
export interface Settlement {
  readonly person: { readonly numeroAllocataire: string; readonly personIndex: number } | null;
  readonly kind: string | null;
  /** Months for which an attestation is to be made; absent in rows of before it, and null: as the message says. */
  readonly period?: { readonly from: string; readonly to: string } | null;
  readonly letter: string | null;
  /** Code of the office to which the mail is forwarded; absent and null: to none. */
  readonly forwardTo?: string | null;
  readonly setAside: string | null;
  /** Documents that the letter asks for; absent: none. */
  readonly pieces?: AwaitedPieces;
  /** The case to which an agent attached it, and how both stood before; absent: to none. */
  readonly attached?: AttachedItem;
  /** The item whose pages it was, and which; absent: it was not split off. */
  readonly splitFrom?: {
    readonly id: string;
    readonly documentIds: readonly string[];
    /** Files that were cut for it; absent: it was made of whole files. */
    readonly asides?: readonly Aside[];
  };
  /** The item to which its pages went, and how it stood before; absent: they are its own. */
  readonly merged?: MergedItem;
  /** That an agent attached it to that person, with nothing decided, and whose it was before; absent: nobody did. */
  readonly filed?: FiledItem;
  /** What the agent wrote into the letter's free fields. */
  readonly free?: FreeTexts;
  /** Documents in large letters; absent: as the file wishes. */
  readonly largePrint?: boolean;
  /** By which way the reply goes; absent: as the rule chooses. */
  readonly channel?: 'post';
  /** Name of the API key or account that decided. */
  readonly by: string;
}

export interface MergedItem {
  readonly id: string;
  readonly documentIds: readonly string[];
  readonly state: CorrespondenceState;
  readonly reason: string | null;
}

/** What is needed to take it from a person again. */
export interface FiledItem {
  /** That the item had then: another one says that something was decided since. */
  readonly revision: number;
  readonly before: { readonly identification: Identification; readonly person: Settlement['person'] };
}

/** What is needed to take an attachment back. */
export interface AttachedItem {
  readonly caseId: string;
  readonly itemState: CorrespondenceState;
  readonly itemReason: string | null;
  readonly caseState: CorrespondenceState;
  readonly caseReason: string | null;
  /** That the case had once the item was attached. */
  readonly caseRevision: number;
  readonly caseTo: 'triage' | 'needs-agent';
  /** Which case it was linked to, without being joined. */
  readonly link: AnswerLink | null;
}

/** A correspondence's row, opened. */
export interface CorrespondenceRecord {
  readonly id: string;
  /** C-2026-004217: what letters and agents call it. */
  readonly reference: string;
  readonly channel: IncomingChannel;
  readonly source: Source;
  readonly state: CorrespondenceState;
  readonly revision: number;
  readonly receivedAt: Date;
  /** YYYY-MM-DD */
  readonly receivedOn: string;
  readonly updatedAt: Date;
  readonly reason: string | null;
  /** Since when it waits for something outside of it: a server, a folder, a directory. */
  readonly heldSince: Date | null;
  readonly envelope: TransportEnvelope | null;
  readonly scan: ScanItem | null;
  readonly reading: ReadItem | null;
  readonly triage: Triage | null;
  readonly settlement: Settlement | null;
  /** Erased by a rule of retention: nothing of what it said is left. */
  readonly erased: { readonly at: Date; readonly rule: string } | null;
  /** Kept whatever its age, until somebody lifts it. */
  readonly freeze: Freeze | null;
}

export interface Freeze {
  readonly by: string;
  readonly reason: string;
  /** ISO 8601 */
  readonly at: string;
}

/** A correspondence's row, with null in place of what does not open. */
export interface ShownCorrespondence extends CorrespondenceRecord {
  /** Why something of it does not open, in French («clé « k1 » absente», «contenu altéré»); null where all of it does. */
  readonly unreadable: string | null;
}

export interface DocumentRecord {
  readonly id: string;
  /** `aside`: a file that was cut, or a piece of one that is whole again; kept, and not read. */
  readonly role: 'raw' | 'page' | 'reply' | 'aside';
  readonly position: number;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly pages: number | null;
  readonly storeKey: string;
  /** Null where nobody scans: of our own making, or taken in without a scanner. */
  readonly malware: Malware | null;
}

/** Nothing of such a document is opened, shown or passed on. */
export const isWithheld = ({ malware }: Pick<DocumentRecord, 'malware'>): boolean =>
  malware === 'pending' || malware === 'infected';

export type NewDocument = Omit<DocumentRecord, 'id' | 'malware'> & { readonly malware?: 'pending' | null };

/** A reply as it will leave: sealed in its ledger row. */
export interface DispatchContent {
  readonly destination:
    | { readonly kind: 'email'; readonly address: string }
    | { readonly kind: 'post'; readonly address: readonly string[] };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** PEM: the mail is forwarded to another office, sealed for the holder of this certificate. Absent in replies. */
  readonly sealedFor?: string;
  /** The case's reference with its keyed check, for the headers; absent in rows of before it. */
  readonly replyReference?: string;
  /** Name of the key that signed its attestations; absent where none did, and in rows of before it. */
  readonly signedBy?: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly files: readonly {
    readonly fileName: string;
    /** MIME type; application/pdf where it is not said. */
    readonly type?: string;
    readonly storeKey: string;
    readonly bytes: number;
    readonly pages: number;
  }[];
}

/** `withdrawn`: an agent settled the item anew before it left. */
export type LedgerState = 'reserved' | 'transmitting' | 'sent' | 'perhaps-sent' | 'refused' | 'withdrawn';

export interface LedgerRecord {
  readonly id: string;
  readonly correspondenceId: string;
  readonly purpose: string;
  readonly request: string;
  readonly channel: 'email' | 'post';
  readonly state: LedgerState;
  readonly reservedAt: Date;
  /** When the end of the message was about to be given to the server, or the letter to the print folder. */
  readonly startedAt: Date | null;
  readonly messageId: string;
  readonly content: DispatchContent;
}

/** A sending without what is sent: it can be listed although its content does not open. */
export type SendingRecord = Omit<LedgerRecord, 'content'>;

/** Whose automatic answer it is, for the limits on them. Hashes and codes only. */
export interface AnswerClaim {
  /** LookupHash of the sender's address; null where none is known. */
  readonly sender: Buffer | null;
  readonly request: string;
  /** Our mailbox that it came to; null where it is not counted. */
  readonly mailbox: string | null;
}

/** Why an automatic answer may not leave now. */
export type AnswerHold =
  | { readonly why: 'breaker-open' }
  /** The answer that this sender has had: its day, and its case. */
  | { readonly why: 'answered-already'; readonly on: CalendarDay; readonly reference: string };

export interface NewDispatch {
  readonly purpose: string;
  readonly request: string;
  readonly channel: 'email' | 'post';
  readonly content: DispatchContent;
  readonly templateVersion: string;
  /** The one-time address that the reply gives, by the hash of its code: known once the reply is reserved, never without it. */
  readonly answerLink?: { readonly tokenHash: Buffer; readonly expiresAt: Date };
}

/** What a stage leaves behind, committed in one transaction with the journal entry and the next job. */
export interface StageCommit {
  readonly state: CorrespondenceState;
  readonly event: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
  readonly reason?: string | null;
  readonly nextJob?: string | null;
  readonly raiseRevision?: boolean;
  /** It goes on waiting where it is. */
  readonly held?: boolean;
  /** It is still for the sender to answer: the clock stands still all the same. */
  readonly keepsWait?: boolean;
  /** What is done about its sender's silence, and on which day. */
  readonly chased?: { readonly step: ChaseStep; readonly on: CalendarDay };
  /** The case that it answers. */
  readonly answers?: AnswerCommit;
  /** It is joined to no case any more, only linked as before. */
  readonly detaches?: { readonly link: AnswerLink | null };
  /** Pages that go to another item, or come from it. */
  readonly regroups?: PageRegroup;
  /** Takes back the replies that have not left yet. */
  readonly withdrawReserved?: boolean;
  /** Why its clock stops, of one that now waits for its sender; the identifier where nothing is said. */
  readonly waitsFor?: { readonly reason: PauseReason; readonly answerBy: CalendarDay | null };
  /** What it waited for has not come in time: the clock still stands, and the alarm is raised. */
  readonly overdue?: boolean;
  readonly reading?: ReadItem;
  readonly triage?: Triage;
  readonly settlement?: Settlement;
  /** Of a scanned stack: what it was cut into. */
  readonly letters?: readonly Receipt[];
  readonly documents?: readonly NewDocument[];
  readonly dispatch?: NewDispatch;
  /** What goes to another office, before its author is told. */
  readonly transmission?: NewDispatch;
  /** Of an automatic answer, and what is committed in its stead where a limit holds it. */
  readonly limited?: { readonly claim: AnswerClaim; readonly otherwise: (hold: AnswerHold) => StageCommit };
}

export function referenceOf(receivedOn: string, sequence: number): string {
  return `C-${receivedOn.slice(0, 4)}-${String(sequence).padStart(6, '0')}`;
}
