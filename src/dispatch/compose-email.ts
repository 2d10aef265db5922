import type { LedgerRecord } from '../persistence/correspondence-record';
import type { DkimSigner } from './dkim-signer';
import { type AttachedFile, mimeOf, type OutgoingMessage, outgoingMessage } from './outgoing-message';

export interface Sender {
  /** What replies carry in From. */
  readonly name: string;
  readonly address: string;
  /** Null where no key is given: the outgoing server may sign instead. */
  readonly dkim: DkimSigner | null;
  /** Mail to this address with a tag behind «+» comes back to us: it is one of our own mailboxes. */
  readonly readsTags: boolean;
}

/** The same for each try of the same ledger row: RFC 5322 §3.6.4, and what tells a double from a new message. */
export function messageIdOf(entry: LedgerRecord, sender: Sender): string {
  const { replyReference } = entry.content;
  const local = replyReference === undefined ? entry.messageId : `${replyReference}.${entry.messageId}`;
  return `<${local}@${domainOf(sender)}>`;
}

const domainOf = ({ address }: Sender): string => address.slice(address.lastIndexOf('@') + 1);

/** RFC 5321 §4.5.3.1.1 */
const LOCAL_PART_MAX = 64;

/** Our own address with the reference behind «+» (RFC 5233), so that an answer tells its case; none where it has no room. */
function taggedAddress({ content }: LedgerRecord, sender: Sender): string | null {
  const local = sender.address.slice(0, sender.address.lastIndexOf('@'));
  const tagged = `${local}+${content.replyReference}`;
  const fits = content.replyReference !== undefined && !local.includes('+') && tagged.length <= LOCAL_PART_MAX;
  return sender.readsTags && fits ? `${tagged}@${domainOf(sender)}` : null;
}

/** A reply as it goes to the server, read through once. @throws what the files' streams do */
export async function composeEmail(
  entry: LedgerRecord,
  files: readonly AttachedFile[],
  sender: Sender,
  date: Date,
): Promise<OutgoingMessage> {
  const { content } = entry;
  if (content.destination.kind !== 'email') throw new Error('cette réponse part par la poste');
  const replyTo = taggedAddress(entry, sender);
  const head = {
    from: { name: sender.name, address: sender.address },
    ...(replyTo === null ? {} : { replyTo: { name: sender.name, address: replyTo } }),
    to: content.destination.address,
    subject: content.subject,
    text: content.text,
    html: content.html,
    date,
    messageId: messageIdOf(entry, sender),
    ...(content.inReplyTo === null ? {} : { inReplyTo: content.inReplyTo }),
    references: [...content.references],
    // RFC 3834 §5: says that a machine answered, and asks other machines not to.
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
  };
  return outgoingMessage(() => mimeOf(head, files, entry.messageId), sender.dkim);
}
