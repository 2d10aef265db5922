import { ok, type Result } from '../../domain/result';
import type { PrintReturnRepository, ReturnOutcome } from '../../persistence/print-return.repository';
import { type Clock, parisDate } from '../../platform/clock';
import { decodeWindows1252 } from '../../platform/windows-1252';
import { readReturnLines } from './read-return-lines';

/** A line that was not written down, and why, in French. */
export interface RefusedLine {
  readonly line: number;
  readonly why: string;
}

export interface ReturnAccount {
  readonly lines: number;
  readonly applied: number;
  /** Told before: nothing was written. */
  readonly already: number;
  /** Mistaken for good: malformed, or of a letter that nobody knows. */
  readonly refused: readonly RefusedLine[];
  /** To be told again later: its item is under way, or its batch not closed yet. */
  readonly later: readonly RefusedLine[];
}

/** A return of a day's letters is a few hundred kilobytes. */
export const LARGEST_RETURN = 32 * 1024 * 1024;

const WHY: Readonly<Record<Exclude<ReturnOutcome, 'applied' | 'already'>, string>> = {
  unknown: 'lettre inconnue',
  'not-handed': 'lettre pas encore remise au centre d’impression',
  busy: 'courrier en cours de traitement, à redire plus tard',
};

/** Writes down what a print centre tells of its letters. The same told again changes nothing. */
export class ApplyPrintReturns {
  constructor(
    private readonly returns: Pick<PrintReturnRepository, 'apply'>,
    private readonly clock: Clock,
  ) {}

  /** @returns what became of each line; or why nothing of it can be read, in French */
  async apply(bytes: Uint8Array): Promise<Result<ReturnAccount, string>> {
    const read = readReturnLines(decoded(bytes), parisDate(this.clock.now()));
    if (!read.ok) return read;
    const refused: RefusedLine[] = [];
    const later: RefusedLine[] = [];
    let applied = 0;
    let already = 0;
    for (const { line, told } of read.value) {
      if (!told.ok) {
        refused.push({ line, why: told.error });
        continue;
      }
      const outcome = await this.returns.apply(told.value);
      if (outcome === 'applied') applied += 1;
      else if (outcome === 'already') already += 1;
      else (outcome === 'unknown' ? refused : later).push({ line, why: WHY[outcome] });
    }
    return ok({ lines: read.value.length, applied, already, refused, later });
  }
}

/** UTF-8, else what Windows writes. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeWindows1252(bytes);
  }
}

/** Line by line, as a report or a terminal shows it. */
export const spokenLines = (lines: readonly RefusedLine[]): string[] =>
  lines.map(({ line, why }) => `ligne ${line}\u00a0: ${why}`);
