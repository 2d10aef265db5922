import { CLASS, DIGIT, MISREAD, NEWLINE, OTHER, SPACE } from './nir-characters';

/** A form of one character a cell has about as many borders as characters. */
const CELL_BORDERS = 10;

/** The signs that can be digits: those that touch one, or stand alone in a cell; never two borders that enclose the whole. */
export function possibleOnes(text: string, start: number, end: number, signs: readonly number[]): number[] {
  const bars = signs.filter((at) => text.charAt(at) === '|').length;
  const enclosed = isBar(text, start) && isBar(text, end - 1);
  return signs.filter((at) => {
    const sign = text.charAt(at);
    if (sign !== '|' && sign !== '!') return false;
    if (bars >= CELL_BORDERS && sign === '|')
      return isBar(text, beside(text, at, -1)) && isBar(text, beside(text, at, 1));
    if (enclosed && (at === start || at === end - 1)) return false;
    const before = classAt(text, at - 1);
    const after = classAt(text, at + 1);
    if (isNumeral(before) || isNumeral(after)) return true;
    return isBlank(before) && isBlank(after);
  });
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
  return text.charAt(at) === '|';
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
  if (text.charAt(at) !== '|' && text.charAt(at) !== '!') return false;
  const after = classAt(text, at + 1);
  return isNumeral(classAt(text, at - 1)) || isNumeral(after === SPACE ? classAt(text, at + 2) : after);
}
