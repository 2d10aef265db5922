import { GAP_LINE, GAP_MIXED, GAP_PIPE, GAP_SENTENCE, GAP_SPACE, GAP_TIGHT, GAP_WIDE } from './digit-groups';
import { BANG, CLASS, DOT, INVISIBLE, NEWLINE, PIPE, SPACE } from './nir-characters';

/** A longer gap parts two numbers, whatever it is made of. */
const LONGEST_GAP = 32;
const TAB = 9;
const CR = 13;
const LF = 10;

/** What stands between two groups of digits. One object serves a whole reading. */
export class Gap {
  /** Past its last character. */
  end = 0;
  /** One of the GAP_ kinds. */
  kind = GAP_SPACE;
  /** Class of its last punctuation mark, 0 for none. */
  mark = 0;
  pipes = 0;
  /** Offset of its second pipe. */
  middlePipe = -1;
  /** No number goes on beyond it. */
  parts = false;

  /** @param ones offsets of the signs that are digits, at which a gap ends */
  measure(text: string, from: number, to: number, ones: readonly number[] | null): void {
    let at = from;
    let spaces = 0;
    let lines = 0;
    let marks = 0;
    let spacesBeforeMark = 0;
    let wide = false;
    this.mark = 0;
    this.pipes = 0;
    for (; at < to; at += 1) {
      const code = text.charCodeAt(at);
      const kind = CLASS[code] as number;
      if (kind < SPACE || kind === BANG || (kind === PIPE && ones?.includes(at) === true)) break;
      if (kind === SPACE) {
        spaces += 1;
        if (code === TAB || spaces > 2) wide = true;
      } else if (kind === NEWLINE) {
        if (code !== CR || text.charCodeAt(at + 1) !== LF) lines += 1;
      } else if (kind === PIPE) {
        this.pipes += 1;
        if (this.pipes === 2) this.middlePipe = at;
      } else if (kind !== INVISIBLE) {
        if (marks === 0) spacesBeforeMark = spaces;
        marks += 1;
        this.mark = kind;
      }
    }
    this.end = at;
    this.parts = at - from > LONGEST_GAP || lines > 1;
    if (this.pipes > 0) this.kind = GAP_PIPE;
    else if (lines > 0) this.kind = GAP_LINE;
    else if (marks === 0) this.kind = wide ? GAP_WIDE : GAP_SPACE;
    else if (spaces === 0) this.kind = GAP_TIGHT;
    else this.kind = this.mark === DOT && spacesBeforeMark === 0 ? GAP_SENTENCE : GAP_MIXED;
  }
}
