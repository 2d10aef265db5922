import MailComposer from 'nodemailer/lib/mail-composer';
import type { LedgerRecord } from '../persistence/correspondence-record';
import type { DkimSigner } from './dkim-signer';

export interface Sender {
  /** What replies carry in From. */
  readonly name: string;
  readonly address: string;
  /** Null where no key is given: the outgoing server may sign instead. */
  readonly dkim: DkimSigner | null;
}

export interface AttachedFile {
  readonly fileName: string;
  readonly content: Buffer;
}

/** The same for each try of the same ledger row: RFC 5322 §3.6.4, and what tells a double from a new message. */
export function messageIdOf(entry: LedgerRecord, sender: Sender): string {
  return `<${entry.messageId}@${sender.address.slice(sender.address.lastIndexOf('@') + 1)}>`;
}

/** A reply's bytes, as they go to the server. */
export async function composeEmail(
  entry: LedgerRecord,
  files: readonly AttachedFile[],
  sender: Sender,
  date: Date,
): Promise<Buffer> {
  const { content } = entry;
  if (content.destination.kind !== 'email') throw new Error('cette réponse part par la poste');
  const raw = await new MailComposer({
    from: { name: sender.name, address: sender.address },
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
    attachments: files.map(({ fileName, content: bytes }) => ({
      filename: fileName,
      content: bytes,
      contentType: 'application/pdf',
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return sender.dkim === null ? raw : sender.dkim.sign(raw);
}
