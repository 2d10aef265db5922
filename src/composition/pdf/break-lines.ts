import type { Inline } from '../blocks/block';
import type { FaceName, Faces } from './face';

/** A stretch of one line in one face, from `x` points after the line's start. */
export interface Segment {
  readonly text: string;
  readonly face: FaceName;
  readonly href: string | null;
  readonly x: number;
  readonly width: number;
}

export interface Line {
  readonly segments: readonly Segment[];
  readonly width: number;
}

interface Piece {
  readonly text: string;
  readonly face: FaceName;
  readonly href: string | null;
  readonly width: number;
}

/**
 * Breaks a text into lines no wider than `width`: at ordinary spaces and after hyphens, at line feeds, and inside a
 * word only where the word alone is wider than the line. Never beyond the edge.
 * @param size in points
 */
export function breakLines(content: readonly Inline[], faces: Faces, size: number, width: number): readonly Line[] {
  const whole = onOneLine(content, faces, size, width);
  if (whole !== null) return [whole];
  const known = BROKEN.get(content);
  if (known?.size === size && known.width === width && known.faces === faces) return known.lines;
  const lines = breakAnew(content, faces, size, width);
  BROKEN.set(content, { size, width, faces, lines });
  return lines;
}

/** What fits as it is, which is most: cells of tables, lines of addresses. Null where it does not, or ends with a space. */
function onOneLine(content: readonly Inline[], faces: Faces, size: number, width: number): Line | null {
  if (content.at(-1)?.text.endsWith(' ') !== false) return null;
  const segments: { text: string; face: FaceName; href: string | null; x: number; width: number }[] = [];
  let x = 0;
  for (const { text, strong, href = null } of content) {
    if (text.includes('\n')) return null;
    const face: FaceName = strong ? 'strong' : 'regular';
    const long = (faces[face].widthOf(text) * size) / 1000;
    if (x + long > width) return null;
    const last = segments.at(-1);
    if (last && last.face === face && last.href === href) {
      last.text += text;
      last.width += long;
    } else segments.push({ text, face, href, x, width: long });
    x += long;
  }
  return { segments, width: x };
}

/** What is measured is drawn a moment later: its lines are broken once. Forgotten with the block itself. */
const BROKEN = new WeakMap<
  readonly Inline[],
  { readonly size: number; readonly width: number; readonly faces: Faces; readonly lines: readonly Line[] }
>();

function breakAnew(content: readonly Inline[], faces: Faces, size: number, width: number): readonly Line[] {
  const lines: Line[] = [];
  let pieces: Piece[] = [];
  let used = 0;

  const endLine = (isLast: boolean): void => {
    lines.push(joinPieces(trimEnd(pieces), isLast));
    pieces = [];
    used = 0;
  };

  for (const word of wordsOf(content)) {
    if (word === 'break') {
      endLine(false);
      continue;
    }
    const measured: Piece[] = [];
    let total = 0;
    for (const piece of word) {
      const long = (faces[piece.face].widthOf(piece.text) * size) / 1000;
      measured.push({ text: piece.text, face: piece.face, href: piece.href, width: long });
      total += long;
    }
    const last = measured.at(-1);
    const visible = last?.text.endsWith(' ') ? total - (faces[last.face].widthOf(' ') * size) / 1000 : total;
    if (pieces.length > 0 && used + visible > width) endLine(false);
    if (visible > width) {
      for (const piece of measured) addLongPiece(piece);
    } else {
      pieces.push(...measured);
      used += total;
    }
  }
  endLine(true);
  return lines;

  /** A word wider than the line: cut between two letters, and nowhere else. */
  function addLongPiece(piece: Piece): void {
    for (const letter of piece.text) {
      const letterWidth = (faces[piece.face].widthOf(letter) * size) / 1000;
      if (pieces.length > 0 && used + letterWidth > width) endLine(false);
      pieces.push({ ...piece, text: letter, width: letterWidth });
      used += letterWidth;
    }
  }

  function trimEnd(all: readonly Piece[]): Piece[] {
    const kept = [...all];
    const last = kept.at(-1);
    if (last?.text.endsWith(' ')) {
      const text = last.text.replace(/ +$/, '');
      kept[kept.length - 1] = { ...last, text, width: (faces[last.face].widthOf(text) * size) / 1000 };
    }
    return kept;
  }
}

type Word = Omit<Piece, 'width'>[];

/** Words with the space or hyphen that follows them; a word may change face in its middle. */
function wordsOf(content: readonly Inline[]): (Word | 'break')[] {
  const words: (Word | 'break')[] = [];
  let word: Word = [];
  for (const { text, strong, href = null } of content) {
    const face: FaceName = strong ? 'strong' : 'regular';
    for (let from = 0; from < text.length; ) {
      if (text[from] === '\n') {
        words.push(word, 'break');
        word = [];
        from += 1;
        continue;
      }
      const end = endOfPart(text, from);
      const part = text.slice(from, end);
      word.push({ text: part, face, href });
      if (part.endsWith(' ') || part.endsWith('-')) {
        words.push(word);
        word = [];
      }
      from = end;
    }
  }
  if (word.length > 0) words.push(word);
  return words;
}

const BEFORE_HYPHEN = /\p{L}{3}$/u;
const AFTER_HYPHEN = /^\p{L}{3}/u;

/** Behind the next space, or hyphen between two words of three letters and more, or before the next line feed. */
function endOfPart(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === ' ') return at + 1;
    if (sign === '\n') return at;
    if (sign !== '-') continue;
    if (BEFORE_HYPHEN.test(text.slice(0, at)) && AFTER_HYPHEN.test(text.slice(at + 1))) return at + 1;
  }
  return text.length;
}

/** Neighbours of one face and one link become one segment, so that kerning and copying run through them. */
function joinPieces(pieces: readonly Piece[], isLast: boolean): Line {
  const segments: Segment[] = [];
  let x = 0;
  for (const piece of pieces) {
    const last = segments.at(-1);
    if (last && last.face === piece.face && last.href === piece.href) {
      segments[segments.length - 1] = { ...last, text: last.text + piece.text, width: last.width + piece.width };
    } else segments.push({ text: piece.text, face: piece.face, href: piece.href, x, width: piece.width });
    x += piece.width;
  }
  // A space at the end of a broken line, invisible: read aloud, its last word does not run into the next one.
  const last = segments.at(-1);
  if (!isLast && last && !last.text.endsWith('-')) segments[segments.length - 1] = { ...last, text: `${last.text} ` };
  return { segments, width: x };
}
