import { findNirs } from '../../domain/nir/find-nirs-in-text';
import type { NirCandidate } from '../../domain/nir/nir-candidate';
import { cutOut, type GreyImage } from './grey-image';
import { readPicture, type SeenLine, type SeenWord } from './optical-reader';

/** A line after its numbers were read a second time. */
export interface RereadLine {
  readonly words: readonly RereadWord[];
}

export interface RereadWord extends SeenWord {
  /** The second reading of the number that it belongs to, where the two do not agree; undefined where nothing is in doubt. */
  readonly doubt?: string | null;
}

/** Digits and what is misread for them, with the gaps that people leave between groups. */
const LONG_NUMBER = /(?:[0-9OoQDIl|!iZzSsBGbgqT][ .\-–_/]{0,3}){12,}/g;
const PADDING = 14;
const BORDER = 24;
/** Below it even two readings that agree may agree on the same blur. */
const LOW_CONFIDENCE = 50;
const SURE_CONFIDENCE = 85;
/** What makes a number that stands alone in its zone be looked at as one. */
const LABEL = 'Numéro de sécurité sociale : ';

/**
 * Reads the long numbers of a line again, alone and as nothing but digits. A number counts as read where both readings agree or
 * one is right by its key and near the other; else it is in doubt.
 */
export async function rereadNumbers(image: GreyImage, line: SeenLine): Promise<RereadLine> {
  let words: readonly RereadWord[] = line;
  // From the last to the first: what is put in place of one leaves the places of those before it.
  for (const { from, to } of longNumbers(line).reverse()) {
    const seen = words.slice(from, to);
    const again = await readAgain(image, seen);
    words = [...words.slice(0, from), ...settleReadings(seen, again), ...words.slice(to)];
  }
  return { words };
}

/** Words that a long number stands in. */
function longNumbers(line: SeenLine): { readonly from: number; readonly to: number }[] {
  const text = line.map((word) => word.text).join(' ');
  const starts: number[] = [];
  let at = 0;
  for (const word of line) {
    starts.push(at);
    at += word.text.length + 1;
  }
  return [...text.matchAll(LONG_NUMBER)].flatMap((match) => {
    const [number] = match;
    if ((number.match(/\d/g)?.length ?? 0) < 7) return [];
    const end = match.index + number.trimEnd().length;
    const inside = line.map((word, index) => {
      const start = starts[index] ?? 0;
      return start < end && start + word.text.length > match.index;
    });
    const from = inside.indexOf(true);
    return from < 0 ? [] : [{ from, to: inside.lastIndexOf(true) + 1 }];
  });
}

async function readAgain(image: GreyImage, words: SeenLine): Promise<SeenLine> {
  const { left, top, right, bottom } = boxAround(words);
  const zone = { left: left - PADDING, top: top - PADDING / 2, right: right + PADDING, bottom: bottom + PADDING / 2 };
  const paragraphs = await readPicture(cutOut(image, zone, BORDER), 'line-of-digits');
  return paragraphs.flat(2);
}

export function boxAround(words: SeenLine): SeenWord['box'] {
  return {
    left: Math.min(...words.map(({ box }) => box.left)),
    top: Math.min(...words.map(({ box }) => box.top)),
    right: Math.max(...words.map(({ box }) => box.right)),
    bottom: Math.max(...words.map(({ box }) => box.bottom)),
  };
}

/** What the two readings come to: the words of the first, or the second in one word, with a doubt where there is one. */
export function settleReadings(first: SeenLine, second: SeenLine): readonly RereadWord[] {
  const [text, other] = [textOf(first), textOf(second)];
  const [read, again] = [numberIn(text), numberIn(other)];
  const least = Math.min(...first.map(({ confidence }) => confidence));
  const doubted = (doubt: string | null) => first.map((word) => ({ ...word, doubt }));
  if (read === null && again === null) return first;
  if (read !== null && again !== null && writtenIn(read) === writtenIn(again) && read.verdict === again.verdict)
    return least < LOW_CONFIDENCE ? doubted(null) : first;
  const instead: RereadWord = {
    text: other,
    box: boxAround(first),
    confidence: Math.min(...second.map(({ confidence }) => confidence)),
  };
  if (again?.verdict === 'valid' && read?.verdict !== 'valid') {
    const near = read === null || distance(digitsOf(text), digitsOf(other)) <= 2;
    if (near && instead.confidence >= SURE_CONFIDENCE) return [instead];
    return [{ ...instead, doubt: read === null ? null : writtenIn(read) }];
  }
  if (read === null) return [{ ...instead, doubt: null }];
  // Right by its key, clearly seen, and the second reading only lost a sign at an edge.
  if (read.verdict === 'valid' && !read.repaired && least >= SURE_CONFIDENCE && again?.verdict !== 'valid')
    return first;
  return doubted(again === null ? null : writtenIn(again));
}

function numberIn(text: string): NirCandidate | null {
  return findNirs(LABEL + text)[0] ?? null;
}

const writtenIn = ({ nir, key }: NirCandidate): string => nir + (key ?? '');
const textOf = (words: SeenLine): string => words.map((word) => word.text).join(' ');
const digitsOf = (text: string): string => text.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** Signs to change, add or leave out to make one of the other (Levenshtein); short texts. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_value, at) => at);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[to.length] ?? 0;
}
