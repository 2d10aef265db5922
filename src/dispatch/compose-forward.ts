import MailComposer from 'nodemailer/lib/mail-composer';
import type { LedgerRecord } from '../persistence/correspondence-record';
import { type AttachedFile, messageIdOf, type Sender } from './compose-email';
import { sealForOffice } from './seal-for-office';

/** RFC 2045 §6.8 */
const BASE64_LINE = /.{1,76}/g;

/**
 * Mail that goes to another office, as it came: its text and its originals are sealed for that office’s certificate
 * (S/MIME, RFC 8551), the headers outside say nothing of the person.
 */
export async function composeForward(
  entry: LedgerRecord,
  files: readonly (AttachedFile & { readonly type: string })[],
  sender: Sender,
  date: Date,
): Promise<Buffer> {
  const { content } = entry;
  if (content.destination.kind !== 'email' || content.sealedFor === undefined)
    throw new Error('transmission sans certificat');
  const inner = await new MailComposer({
    text: content.text,
    attachments: files.map(({ fileName, content: bytes, type }) => ({
      filename: fileName,
      content: bytes,
      contentType: type === 'message/rfc822' ? 'application/octet-stream' : type,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  const sealed = sealForOffice(inner, content.sealedFor).toString('base64');
  const headers = [
    `From: <${sender.address}>`,
    `To: <${content.destination.address}>`,
    `Subject: ${content.subject}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${messageIdOf(entry, sender)}`,
    // RFC 3834 §5: an agent sends it through a machine; no machine answers it.
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename="smime.p7m"',
  ];
  const raw = Buffer.from(`${headers.join('\r\n')}\r\n\r\n${(sealed.match(BASE64_LINE) ?? []).join('\r\n')}\r\n`);
  return sender.dkim === null ? raw : sender.dkim.sign(raw);
}
