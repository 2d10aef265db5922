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
  const known = BROKEN.get(content);
  if (known?.size === size && known.width === width && known.faces === faces) return known.lines;
  const lines = breakAnew(content, faces, size, width);
  BROKEN.set(content, { size, width, faces, lines });
  return lines;
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
    const measured = word.map((piece) => ({ ...piece, width: (faces[piece.face].widthOf(piece.text) * size) / 1000 }));
    const visible = widthWithoutEndSpace(measured);
    if (pieces.length > 0 && used + visible > width) endLine(false);
    if (visible > width) {
      for (const piece of measured) addLongPiece(piece);
    } else {
      pieces.push(...measured);
      used += measured.reduce((sum, piece) => sum + piece.width, 0);
    }
  }
  endLine(true);
  return lines;

  function widthWithoutEndSpace(word: readonly Piece[]): number {
    const total = word.reduce((sum, piece) => sum + piece.width, 0);
    const last = word.at(-1);
    return last?.text.endsWith(' ') ? total - (faces[last.face].widthOf(' ') * size) / 1000 : total;
  }

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

/** Words with the space or hyphen that follows them; a word may change face in its middle. */
function* wordsOf(content: readonly Inline[]): Generator<readonly Omit<Piece, 'width'>[] | 'break'> {
  let word: Omit<Piece, 'width'>[] = [];
  for (const { text, strong, href } of content) {
    const face: FaceName = strong ? 'strong' : 'regular';
    for (const part of text.split(/(\n)|(?<= )|(?<=\p{L}{3}-)(?=\p{L}{3})/u)) {
      if (part === undefined || part === '') continue;
      if (part === '\n') {
        yield word;
        yield 'break';
        word = [];
        continue;
      }
      word.push({ text: part, face, href: href ?? null });
      if (/[ -]$/.test(part)) {
        yield word;
        word = [];
      }
    }
  }
  if (word.length > 0) yield word;
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
