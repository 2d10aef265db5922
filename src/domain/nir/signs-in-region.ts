import { CLASS, DIGIT, MISREAD, NEWLINE, OTHER, SPACE } from './nir-characters';

/** A form of one character a cell has about as many borders as characters. */
const CELL_BORDERS = 10;
const BAR = 0x7c;
const EXCLAMATION = 0x21;

/** The signs that can be digits: those that touch one, or stand alone in a cell; never two borders that enclose the whole. */
export function possibleOnes(text: string, start: number, end: number, signs: readonly number[]): number[] {
  let bars = 0;
  for (const at of signs) if (isBar(text, at)) bars += 1;
  const inCells = bars >= CELL_BORDERS;
  const enclosed = isBar(text, start) && isBar(text, end - 1);
  const possible: number[] = [];
  for (const at of signs) {
    if (inCells && isBar(text, at)) {
      if (isBar(text, beside(text, at, -1)) && isBar(text, beside(text, at, 1))) possible.push(at);
    } else if (!(enclosed && (at === start || at === end - 1)) && mayBeOne(text, at)) possible.push(at);
  }
  return possible;
}

function mayBeOne(text: string, at: number): boolean {
  if (!isSign(text, at)) return false;
  const before = classAt(text, at - 1);
  const after = classAt(text, at + 1);
  return isNumeral(before) || isNumeral(after) || (isBlank(before) && isBlank(after));
}

/** Whether digits, or letters that may be, touch a sign on both sides. */
export function isAmidNumerals(text: string, at: number): boolean {
  return isNumeral(classAt(text, at - 1)) && isNumeral(classAt(text, at + 1));
}

function beside(text: string, at: number, step: 1 | -1): number {
  let there = at + step;
  while (CLASS[text.charCodeAt(there)] === SPACE) there += step;
  return there;
}

function isBar(text: string, at: number): boolean {
  return text.charCodeAt(at) === BAR;
}

/** The borders that look like a 1, not those drawn for a table alone. */
function isSign(text: string, at: number): boolean {
  return isBar(text, at) || text.charCodeAt(at) === EXCLAMATION;
}

export function classAt(text: string, at: number): number {
  return at < 0 || at >= text.length ? SPACE : (CLASS[text.charCodeAt(at)] ?? OTHER);
}

export function isNumeral(kind: number): boolean {
  return kind === DIGIT || kind === MISREAD;
}

function isBlank(kind: number): boolean {
  return kind === SPACE || kind === NEWLINE;
}

/** The same on one side at least, or a space away on the right, where it may be a number's first character. */
export function standsByNumeral(text: string, at: number): boolean {
  if (!isSign(text, at)) return false;
  const after = classAt(text, at + 1);
  return isNumeral(classAt(text, at - 1)) || isNumeral(after === SPACE ? classAt(text, at + 2) : after);
}
