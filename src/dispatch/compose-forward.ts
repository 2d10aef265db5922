import { Readable } from 'node:stream';
import type { LedgerRecord } from '../persistence/correspondence-record';
import { messageIdOf, type Sender } from './compose-email';
import { type AttachedFile, mimeOf, type OutgoingMessage, outgoingMessage, sizeOf } from './outgoing-message';
import { sealForOffice } from './seal-for-office';

/** RFC 2045 §6.8: 76 signs a line. */
const BASE64_LINE = /.{1,76}/g;
const BYTES_A_LINE = 57;

/**
 * Mail that goes to another office, as it came: its text and its originals are sealed for that office’s certificate
 * (S/MIME, RFC 8551), the headers outside say nothing of the person.
 * @throws what the files' streams do: they were read through
 */
export async function composeForward(
  entry: LedgerRecord,
  files: readonly AttachedFile[],
  sender: Sender,
  date: Date,
): Promise<OutgoingMessage> {
  const { content } = entry;
  if (content.destination.kind !== 'email' || content.sealedFor === undefined)
    throw new Error('transmission sans certificat');
  const messageId = messageIdOf(entry, sender);
  const originals = files.map((file) => ({
    fileName: file.fileName,
    type: file.type === undefined || file.type === 'message/rfc822' ? 'application/octet-stream' : file.type,
    open: () => file.open(),
  }));
  const inner = (): Readable => mimeOf({ text: content.text, date, messageId }, originals, entry.messageId);
  const sealed = sealForOffice(content.sealedFor, await sizeOf(inner()));
  const headers = [
    `From: <${sender.address}>`,
    `To: <${content.destination.address}>`,
    `Subject: ${content.subject}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${messageId}`,
    // RFC 3834 §5: an agent sends it through a machine; no machine answers it.
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename="smime.p7m"',
  ];
  const head = Buffer.from(`${headers.join('\r\n')}\r\n\r\n`);
  return outgoingMessage(() => Readable.from(inBase64(head, sealed(inner()))), sender.dkim);
}

async function* inBase64(head: Buffer, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  let left = Buffer.alloc(0);
  for await (const piece of content) {
    const all = Buffer.concat([left, piece]);
    const whole = all.length - (all.length % BYTES_A_LINE);
    if (whole > 0) yield linesOf(all.subarray(0, whole));
    left = all.subarray(whole);
  }
  if (left.length > 0) yield linesOf(left);
}

const linesOf = (bytes: Buffer): Buffer => Buffer.from(bytes.toString('base64').replace(BASE64_LINE, '$&\r\n'));
