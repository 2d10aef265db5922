import { happening } from './happening';

/** What the house tells of itself as it works: names and numbers that are bounded, never anything personal. */

export interface HttpAnswered {
  readonly method: string;
  /** The route's pattern, never the address that was asked for. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}
export const httpAnswered = happening<HttpAnswered>('http-answered');

export interface StageEnded {
  readonly job: string;
  /** What it came to: an outcome's kind, `retry`, `failed`, or `late` where the row had moved on. */
  readonly outcome: string;
  readonly seconds: number;
  /** Where this stage decided: the action, the rule and the kinds of requests that the machine found. */
  readonly decision: { readonly action: string; readonly rule: string; readonly kinds: readonly string[] } | null;
}
export const stageEnded = happening<StageEnded>('stage-ended');

export interface IntakeAnswered {
  readonly way: 'smtp' | 'imap' | 'http' | 'scan-folder' | 'page';
  /** `deferred`: kept by the sender, who tries again; `refused`: for good. */
  readonly answer: 'accepted' | 'deferred' | 'refused';
}
export const intakeAnswered = happening<IntakeAnswered>('intake-answered');

/** How a mailbox read by IMAP stands; `left`: messages in it that could not be taken in and wait for a person. */
export type MailboxState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'watching'; readonly left: number }
  /** In plain French, without an address. */
  | { readonly kind: 'away'; readonly line: string };
/** A mailbox is told by its place in IMAP_URL, from 1. */
export const mailboxMoved = happening<{ readonly mailbox: number; readonly state: MailboxState }>('mailbox-moved');

/** A reading process was given up on an item. */
export const readingStopped = happening<{ readonly cause: 'time' | 'memory' | 'crash' | 'error' }>('reading-stopped');

export type BreakerState = 'closed' | 'open' | 'half-open';
export const directoryBreakerMoved = happening<{ readonly state: BreakerState }>('directory-breaker-moved');

/** How the outgoing mail server took the last message: `away` where nobody answered. */
export interface MailServerAnswered {
  readonly answer: 'taken' | 'deferred' | 'refused' | 'away';
}
export const mailServerAnswered = happening<MailServerAnswered>('mail-server-answered');
