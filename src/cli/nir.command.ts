import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import type { Command } from 'commander';
import { findNirs } from '../domain/nir/find-nirs-in-text';
import type { NirCandidate } from '../domain/nir/nir-candidate';
import { maskNir } from '../domain/nir/nir-format';

/** Output is written in pieces of about this many characters: a call for each line would cost more than the search. */
const PIECE = 65_536;
/** V8 refuses strings beyond 2²⁹ − 24 characters. */
const LONGEST_LINE = 500_000_000;
const NOTHING = '{"candidates":[]}\n';

const HELP = `
Lit un texte par ligne sur l’entrée standard et répond une ligne pour chacun.
Avec --json, les numéros sont donnés en clair\u00a0; sans --json, ils sont masqués.

Exemple\u00a0:
  echo 'Mon numéro : 2 69 05 49 588 157 80' | courrier nir --json`;

/** `courrier nir`: each line of stdin, its candidates on stdout, in constant memory however long the input. */
export function define(command: Command): void {
  command
    .option('--json', 'une valeur JSON par ligne, aux champs du contrat')
    .addHelpText('after', HELP)
    .action(async (options: { json?: boolean }) => {
      await answerLines(process.stdin, process.stdout, options.json === true ? asJson : asFrench);
    });
}

type Answer = (candidates: readonly NirCandidate[]) => string;

function asJson(candidates: readonly NirCandidate[]): string {
  if (candidates.length === 0) return NOTHING;
  let written = '';
  for (const candidate of candidates) written += written === '' ? jsonOf(candidate) : `,${jsonOf(candidate)}`;
  return `{"candidates":[${written}]}\n`;
}

/** What JSON.stringify would write, in half its time: none of these texts holds a character to escape. */
function jsonOf({ start, end, nir, key, kind, verdict, repaired, repairs, labelled }: NirCandidate): string {
  const keyOrNone = key === null ? 'null' : `"${key}"`;
  const proposals = repairs.length === 0 ? '' : `"${repairs.join('","')}"`;
  return `{"start":${start},"end":${end},"nir":"${nir}","key":${keyOrNone},"kind":"${kind}","verdict":"${verdict}","repaired":${repaired},"repairs":[${proposals}],"labelled":${labelled}}`;
}

const VERDICTS: Readonly<Record<NirCandidate['verdict'], string>> = {
  valid: 'clé juste',
  'no-key': 'sans clé',
  'wrong-key': 'clé fausse',
  ambiguous: 'plusieurs lectures possibles',
};

function asFrench(candidates: readonly NirCandidate[]): string {
  if (candidates.length === 0) return 'aucun numéro\n';
  const parts = candidates.map((candidate) => {
    const notes = [VERDICTS[candidate.verdict]];
    if (candidate.kind !== 'nir') notes.push(candidate.kind.toUpperCase());
    if (candidate.repaired) notes.push('lecture réparée');
    if (candidate.labelled) notes.push('annoncé');
    return `${maskNir(candidate.nir)} (caractères ${candidate.start} à ${candidate.end}, ${notes.join(', ')})`;
  });
  return `${parts.join('\u00a0; ')}\n`;
}

/** LF alone ends a line; bytes that are not UTF-8 become U+FFFD. A reader that goes away (EPIPE) ends the work without a word. */
async function answerLines(input: NodeJS.ReadableStream, output: NodeJS.WritableStream, answer: Answer): Promise<void> {
  const answers = async function* (chunks: AsyncIterable<string | Buffer>): AsyncGenerator<string> {
    let gathered = '';
    const split = new LineSplitter();
    for await (const chunk of chunks) {
      for (const line of split.push(chunk)) {
        gathered += answer(findNirs(line));
        if (gathered.length < PIECE) continue;
        yield gathered;
        gathered = '';
      }
    }
    const last = split.end();
    if (last !== '') gathered += answer(findNirs(last));
    if (gathered !== '') yield gathered;
  };
  try {
    await pipeline(input, answers, output, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

/** Cuts chunks of bytes into lines. A line's pieces are joined once, so that a line of any length costs its length. */
class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private pieces: string[] = [];
  private length = 0;

  *push(chunk: string | Buffer): Generator<string> {
    const text = this.decoder.write(chunk);
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      yield this.take(text.slice(from, at));
      from = at + 1;
    }
    if (from === text.length) return;
    this.pieces.push(text.slice(from));
    this.length += text.length - from;
    if (this.length > LONGEST_LINE) throw new Error('ligne de plus de 500 millions de caractères\u00a0: coupez-la');
  }

  /** What stands after the last LF: a line only if it holds something. */
  end(): string {
    return this.take(this.decoder.end());
  }

  private take(last: string): string {
    if (this.pieces.length === 0) return last;
    const line = this.pieces.join('') + last;
    this.pieces = [];
    this.length = 0;
    return line;
  }
}
