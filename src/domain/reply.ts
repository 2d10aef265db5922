import type { AttestationRefusalCode } from './attestations/attestation-refusal';
import type { AttestationKind, Destination, LetterName } from './correspondence';
import type { AllocataireFile } from './directory/allocataire-file';
import type { Office } from './office';
import type { FreeTexts } from './outgoing-letter';

/** What some letters need besides the file; a letter whose detail is missing is refused by the field's name. */
export interface ReplyDetails {
  /** Documents that the person still has to send, each as it is printed. */
  readonly missingPieces?: readonly string[];
  /** YYYY-MM-DD, last day to answer; without it the letter's own number of days. */
  readonly answerBy?: string;
  /** Pages of the person's mail that cannot be read, from 1. */
  readonly unreadablePages?: readonly number[];
  /** YYYY-MM-DD, from when the new address holds. */
  readonly movedOn?: string;
  /** YYYY-MM-DD, when the decision that may be contested was notified. */
  readonly notifiedOn?: string;
  /** Where the person can answer once on our page: the link, or the page and the code to type there; the last day it serves. */
  readonly answerLink?: { readonly url: string; readonly page: string; readonly code: string; readonly until: string };
  /** What is still waited for is the person's number. */
  readonly numberAsked?: boolean;
  /** YYYY-MM-DD, when our first letter left. */
  readonly firstWrittenOn?: string;
  /** The office that a message was passed on to, and the day (CRPA L114-2). */
  readonly otherCaf?: { readonly name: string; readonly address: readonly string[]; readonly forwardedOn: string };
  /** What an agent wrote into the letter's free fields. */
  readonly free?: FreeTexts;
  /** The document that cannot be made, and why where the file alone does not say it. */
  readonly wantedDocument?: AttestationKind;
  readonly impossibleBecause?: AttestationRefusalCode;
}

/** Everything a reply is made from. The same order gives the same bytes. */
export interface ReplyOrder {
  /** Case reference, e.g. C-2026-004217. */
  readonly reference: string;
  /** The same with its keyed check, which an answer carries back: «C-2026-004217-K7QM3F2A». Without it the bare one is printed. */
  readonly replyReference?: string;
  readonly letter: LetterName;
  readonly attestations: readonly AttestationKind[];
  /** Months that the attestations state, YYYY-MM; without them the last month with payments. */
  readonly months?: readonly string[];
  /** The same for one kind of attestation alone. */
  readonly monthsOf?: Readonly<Partial<Record<AttestationKind, readonly string[]>>>;
  readonly destination: Destination;
  /** The file the reply speaks of; null where nobody was identified (then no identifier is printed). */
  readonly file: AllocataireFile | null;
  readonly personIndex: number | null;
  readonly nirKind: 'nir' | 'nia' | 'mig' | null;
  /** YYYY-MM-DD */
  readonly receivedOn: string;
  readonly writtenOn: string;
  readonly office: Office;
  /** Kinds of request that were read, for the acknowledgement. */
  readonly requestKinds: readonly string[];
  readonly details?: ReplyDetails;
  /** Attestations carry what they say as JSON; without it as the office configured. */
  readonly attachData?: boolean;
  /** Documents in large letters; without it as the file wishes. */
  readonly largePrint?: boolean;
  /** The message that is answered; null for post. */
  readonly original: { readonly subject: string; readonly messageId: string | null } | null;
}

/** One of a reply's documents, wherever its content went. */
export interface DrawnFile {
  /** No personal data in it: e.g. `attestation-paiement-C-2026-004217.pdf`. */
  readonly fileName: string;
  readonly pages: number;
  /** Bytes. */
  readonly size: number;
}

export interface ReplyFile extends DrawnFile {
  readonly bytes: Uint8Array;
}

/** A reply ready to leave: an e-mail with its attached PDFs, or PDFs for the print centre (letter first). */
export interface Reply<File extends DrawnFile> {
  /** No personal data in it. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly files: readonly File[];
  /** SHA-256 of the template and partials that made it, hex. */
  readonly templateVersion: string;
}

/** The same with its files whole. */
export type ComposedReply = Reply<ReplyFile>;

/** Why a reply cannot be made, each with its plain French sentence. */
export interface CompositionRefusal {
  readonly code: string;
  readonly message: string;
}
