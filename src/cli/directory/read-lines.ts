import { isUtf8 } from 'node:buffer';
import { ok, type Result, refused } from '../../domain/result';

const LF = 0x0a;
/** A file of the directory is a few kilobytes; what is longer is no line of ours, and is not gathered in memory. */
const LONGEST_LINE = 1_048_576;
const TOO_LONG = 'plus de 1 Mo';

/** A line's text, or why it has none. */
export type ReadLine = Result<string, string>;

/** Cuts a stream of bytes into lines (LF, CR LF), each chunk's at once; a line that is too long is dropped as it comes. */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<{ lines: ReadLine[]; bytes: number }> {
  let pieces: Buffer[] = [];
  let held = 0;
  const take = (piece: Buffer): void => {
    held += piece.length;
    if (held <= LONGEST_LINE) pieces.push(piece);
    else pieces = [];
  };
  const end = (): ReadLine => {
    const line = held > LONGEST_LINE ? refused(TOO_LONG) : textOf(pieces.length === 1 ? pieces[0] : concat(pieces));
    pieces = [];
    held = 0;
    return line;
  };
  for await (const chunk of chunks) {
    const lines: ReadLine[] = [];
    let start = 0;
    for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, start)) {
      take(chunk.subarray(start, at));
      lines.push(end());
      start = at + 1;
    }
    take(chunk.subarray(start));
    yield { lines, bytes: chunk.length };
  }
  if (held > 0) yield { lines: [end()], bytes: 0 };
}

const concat = (pieces: readonly Buffer[]): Buffer => Buffer.concat(pieces);

function textOf(bytes: Buffer | undefined): ReadLine {
  if (bytes === undefined) return ok('');
  // Decoded all the same, a name would go in with its accents lost for good.
  if (!isUtf8(bytes)) return refused('texte qui n’est pas en UTF-8');
  return ok(bytes.toString('utf8').replace(/^\uFEFF/, ''));
}
