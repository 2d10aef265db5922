import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What was written: enough to know it again. */
export interface Written {
  readonly bytes: number;
  readonly sha256: string;
}

/** Streams into a file of mode 0600 and syncs it to the disk. */
export async function writeDurably(file: string, content: Readable | AsyncIterable<string> | string): Promise<Written> {
  const digest = createHash('sha256');
  let bytes = 0;
  const measured = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      digest.update(piece);
      done(null, piece);
    },
  });
  const source =
    content instanceof Readable
      ? content
      : Readable.from(typeof content === 'string' ? [content] : content, { objectMode: false });
  await pipeline(source, measured, createWriteStream(file, { mode: 0o600, flush: true }));
  return { bytes, sha256: digest.digest('hex') };
}

/** The same of a file that is there. */
export async function measure(file: string): Promise<Written> {
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
    bytes += piece.length;
    digest.update(piece);
  }
  return { bytes, sha256: digest.digest('hex') };
}
