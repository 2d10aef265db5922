import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

export interface WrittenFile {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

type Pieces = AsyncIterable<Buffer> | Iterable<Buffer>;

/** Writes a new file as its content comes. @returns once all of it is on the disk @throws where one of that name is there */
export async function writeDurably(file: string, content: Pieces): Promise<WrittenFile> {
  const written = await writePieces(file, content);
  await syncFile(file);
  return written;
}

/** The same, which a power cut may take away. */
export async function writePieces(file: string, content: Pieces): Promise<WrittenFile> {
  const digest = createHash('sha256');
  let bytes = 0;
  const handle = await open(file, 'wx', 0o640);
  try {
    for await (const piece of content) {
      digest.update(piece);
      bytes += piece.length;
      await handle.writeFile(piece);
    }
  } finally {
    await handle.close();
  }
  return { bytes, sha256: digest.digest('hex') };
}

export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
