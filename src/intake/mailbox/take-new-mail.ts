import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { MailboxAddress } from '../../config/mailbox-address';
import { DocumentTooLarge } from '../../persistence/document-store/incoming-folder';
import type { MailboxCursor, MailboxCursorRepository } from '../../persistence/mailbox-cursor.repository';
import type { Clock } from '../../platform/clock';
import { intakeAnswered } from '../../platform/happenings';
import type { Logger } from '../../platform/logger';
import { INTAKE_LIMITS } from '../intake-limits';
import type { Receiver } from '../receiver';
import { NotDurable } from './explain-trouble';
import { MAILBOX_LIMITS } from './mailbox-limits';

/** Set on what was taken in, so that it is known again should the server number its messages anew. */
export const TAKEN = '$CourrierPris';
/** Set, with \Flagged, on what could not be taken in and was left for a person. */
export const LEFT = '$CourrierLaisse';

export interface MailboxParts {
  readonly address: MailboxAddress;
  readonly receiver: Pick<Receiver, 'receiveEmail'>;
  readonly cursors: MailboxCursorRepository;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Takes in what is new in an opened mailbox, oldest first. A message is marked or moved, and the cursor set behind it, only when it
 * is durable: ended anywhere, the next run finds it again, and the same bytes are the same item.
 */
export class NewMail {
  /** UID → tries that came to nothing in this process. */
  private readonly tries = new Map<number, number>();
  readonly name: string;

  constructor(private readonly parts: MailboxParts) {
    const { user, host, folder } = parts.address;
    this.name = `${user}\n${host}\n${folder}`;
  }

  /** @returns how many were taken in @throws where connection, database or storage fail; what was taken until then is kept */
  async take(client: ImapFlow, stopping: AbortSignal): Promise<number> {
    const { mailbox } = client;
    if (mailbox === false) throw new Error('boîte refermée');
    const { cursors, clock } = this.parts;
    const cursor = await durably(cursors.resume(this.name, mailbox.uidValidity, mailbox.uidNext, clock.now()));
    const listed = await list(client, cursor.lastUid);
    let taken = 0;
    for (let start = 0; start < listed.length && !stopping.aborted; start += MAILBOX_LIMITS.markedTogether)
      taken += await this.takeTogether(
        client,
        cursor,
        listed.slice(start, start + MAILBOX_LIMITS.markedTogether),
        stopping,
      );
    return taken;
  }

  private async takeTogether(
    client: ImapFlow,
    cursor: MailboxCursor,
    messages: readonly FetchMessageObject[],
    stopping: AbortSignal,
  ): Promise<number> {
    const durable: number[] = [];
    let done = cursor.lastUid;
    try {
      for (const few of inFews(messages)) {
        if (stopping.aborted) break;
        const ended = await Promise.allSettled(
          few.map(async (message) => isOurs(message, cursor) && (await this.takeOne(client, message))),
        );
        const failure = ended.findIndex(({ status }) => status === 'rejected');
        durable.push(
          ...few.flatMap(({ uid }, at) => {
            const one = ended[at];
            return one?.status === 'fulfilled' && one.value ? [uid] : [];
          }),
        );
        // The cursor never passes one that failed.
        done = (failure === -1 ? few.at(-1) : few[failure - 1])?.uid ?? done;
        const failed = ended[failure];
        if (failed?.status === 'rejected') throw failed.reason;
      }
    } finally {
      if (client.usable) await this.mark(client, durable);
      await durably(this.parts.cursors.advance(this.name, cursor.uidValidity, done));
    }
    return durable.length;
  }

  /** @returns false where the message is gone, or was left for a person */
  private async takeOne(client: ImapFlow, { uid, size }: FetchMessageObject): Promise<boolean> {
    if ((size ?? 0) > INTAKE_LIMITS.messageBytes) return this.leave(client, uid, 'message trop volumineux');
    const tried = (this.tries.get(uid) ?? 0) + 1;
    if (tried > MAILBOX_LIMITS.triesOfOneMessage) return this.leave(client, uid, 'message que le serveur ne livre pas');
    this.tries.set(uid, tried);
    const fetched = await client.fetchOne(String(uid), { source: true }, { uid: true });
    if (fetched !== false && fetched.source === undefined) throw new Error('message sans contenu\u00a0: à reprendre');
    this.tries.delete(uid);
    // Another client, or another process of ours, was quicker.
    if (fetched === false || fetched.source === undefined) return false;
    try {
      const received = await durably(this.parts.receiver.receiveEmail(fetched.source, 'imap', this.envelope));
      intakeAnswered.tell({ way: 'imap', answer: 'accepted' });
      this.parts.logger.info({ correspondenceId: received.id, created: received.created }, 'message reçu');
      return true;
    } catch (error) {
      if (error instanceof DocumentTooLarge) return this.leave(client, uid, 'message trop volumineux');
      intakeAnswered.tell({ way: 'imap', answer: 'deferred' });
      throw error;
    }
  }

  /** No host handed it to us: the server stands where the relay would, so that its word can be trusted by name. */
  private get envelope() {
    return { remoteAddress: this.parts.address.host, helo: null, mailFrom: null, recipients: [] };
  }

  private async mark(client: ImapFlow, uids: readonly number[]): Promise<void> {
    if (uids.length === 0) return;
    const { moveTo } = this.parts.address;
    // A keyword that the server does not keep is left out; \Seen is kept by all.
    await client.messageFlagsAdd([...uids], ['\\Seen', TAKEN], { uid: true });
    if (moveTo !== null && (await client.messageMove([...uids], moveTo, { uid: true })) === false)
      this.parts.logger.warn('boîte\u00a0: des messages pris n’ont pas pu être déplacés, ils restent marqués');
  }

  /** Nothing is lost: it stays in the mailbox, marked, where a person finds it. */
  private async leave(client: ImapFlow, uid: number, why: string): Promise<false> {
    await client.messageFlagsAdd([uid], ['\\Flagged', LEFT], { uid: true });
    intakeAnswered.tell({ way: 'imap', answer: 'refused' });
    this.parts.logger.warn({ uid }, `boîte\u00a0: ${why}, laissé dans la boîte et marqué`);
    return false;
  }
}

/** What was read before the mailbox was ours has been dealt with by its reader; all else is ours. */
function isOurs({ uid, flags, internalDate }: FetchMessageObject, { firstUid, knownSince }: MailboxCursor): boolean {
  if (flags?.has('\\Deleted') === true) return false;
  if (uid >= firstUid) return true;
  if (flags?.has(TAKEN) === true) return false;
  return flags?.has('\\Seen') !== true || new Date(internalDate ?? 0) >= knownSince;
}

/** Some at a time, since each waits for disks more than it works; of great ones one alone. */
function inFews(messages: readonly FetchMessageObject[]): FetchMessageObject[][] {
  const fews: FetchMessageObject[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const few = fews.at(-1);
    bytes += message.size ?? 0;
    if (few === undefined || few.length === MAILBOX_LIMITS.takenTogether || bytes > MAILBOX_LIMITS.bytesTogether) {
      fews.push([message]);
      bytes = message.size ?? 0;
    } else few.push(message);
  }
  return fews;
}

/** What lies behind the cursor, oldest first: RFC 9051 §9, `n:*` names the last message even where it is older. */
async function list(client: ImapFlow, lastUid: number): Promise<FetchMessageObject[]> {
  const listed = await client.fetchAll(
    `${lastUid + 1}:*`,
    { uid: true, flags: true, internalDate: true, size: true },
    { uid: true },
  );
  return listed.filter(({ uid }) => uid > lastUid).sort((a, b) => a.uid - b.uid);
}

/** @throws NotDurable for whatever fails here, which is ours and not the server’s; a message too large is told as such */
async function durably<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof DocumentTooLarge ? error : new NotDurable('réception impossible', { cause: error });
  }
}
