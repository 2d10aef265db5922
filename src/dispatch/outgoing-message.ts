import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import type Mail from 'nodemailer/lib/mailer';
import type { DkimSigner } from './dkim-signer';

export interface AttachedFile {
  readonly fileName: string;
  /** `application/pdf` where it is not said. */
  readonly type?: string;
  /** Its bytes from their beginning; it may be read several times. */
  open(): Readable;
}

/** A message that is the same bytes each time it is read, and is never whole in memory. */
export interface OutgoingMessage {
  /** Bytes, for SIZE (RFC 1870). */
  readonly size: number;
  read(): Readable;
}

/**
 * Reads a message through once: what signs it stands before it, and its size is told before it is sent.
 * @param make its bytes from their beginning, each time the same @param dkim null for no signature
 */
export async function outgoingMessage(make: () => Readable, dkim: DkimSigner | null): Promise<OutgoingMessage> {
  const read = madeOnceWhenSmall(make);
  if (dkim === null) return { size: await sizeOf(read()), read };
  const { signature, bytes } = await dkim.sign(read());
  return { size: signature.length + bytes, read: () => Readable.from(behind(signature, read)) };
}

/** @param boundary of its parts, for the same bytes at each reading */
export function mimeOf(head: Mail.Options, files: readonly AttachedFile[], boundary: string): Readable {
  const attachments = files.map((file) => ({
    filename: file.fileName,
    content: openedWhenRead(file),
    contentType: file.type ?? 'application/pdf',
  }));
  const options = { ...head, attachments, baseBoundary: boundary, disableFileAccess: true, disableUrlAccess: true };
  return new MailComposer(options).compile().createReadStream();
}

export async function sizeOf(content: AsyncIterable<Buffer>): Promise<number> {
  let size = 0;
  for await (const piece of content) size += piece.length;
  return size;
}

/** Most replies are made once for their size, their signature and their sending; a long one is made at each reading. */
const SMALL_BYTES = 256 * 1024;

function madeOnceWhenSmall(make: () => Readable): () => Readable {
  let kept: readonly Buffer[] | null = null;
  async function* remembered(): AsyncGenerator<Buffer> {
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of make() as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes <= SMALL_BYTES) pieces.push(piece);
      else pieces.length = 0;
      yield piece;
    }
    if (bytes <= SMALL_BYTES) kept = pieces;
  }
  return () => Readable.from(kept ?? remembered());
}

/** One that does not open says so to whoever reads it, not before. */
function openedWhenRead(file: AttachedFile): Readable {
  const read = async function* (): AsyncGenerator<Buffer> {
    yield* file.open() as AsyncIterable<Buffer>;
  };
  return Readable.from(read());
}

async function* behind(head: Buffer, read: () => Readable): AsyncGenerator<Buffer> {
  yield head;
  yield* read() as AsyncIterable<Buffer>;
}
