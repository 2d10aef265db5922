import { CLASS, INVISIBLE, NEWLINE, SPACE } from './nir-characters';

/** A key that stands apart from its 13 characters. */
export interface KeyBeside {
  readonly start: number;
  readonly end: number;
  /** A word or the form's own brackets say that it is one; in brackets of its own it may be a department or an age. */
  readonly announced: boolean;
}

const KEY_WORD =
  /^[^\S\n]*[\])},;:.([/\-–—«»"|]{0,2}\s{0,3}(?:avec|et|de|,)?\s{0,2}(?:la|sa|ma|pour)?\s{0,2}(?:cl[ée\ufffd]f?s?|key)(?:\s(?:de\s)?(?:contr[ôo]le|s[ée]curit[ée]|nir|ss))?\s{0,3}(?:est|=|:|n[°o]|\(|\[|"|«|\|| |\.|-|–){0,3}\s{0,3}([\d\uff10-\uff19OoIlZzSsGgqBb|!]{2})(?![\p{L}\d])/iu;
const LETTER_C = /[cCkK]/;
/** «avec», «et», «de», «la», «sa», «ma», «pour», «clé», «key», and the marks before them. */
const KEY_WORD_BEGINS = 'aAeEdDlLsSmMpPcCkK';
const BEFORE_KEY_WORD = new Set([...'])},;:.([/-–—«»"|'].map((mark) => mark.charCodeAt(0)));
const IN_BRACKETS = /^([\])}]?)[^\S\n]{0,3}[([{][^\S\n]?((?=.?\d)[\dOoIlZSGgqBb]{2})[^\S\n]?[\])}]/;
const OPENING = /[([{]$/;
const REACH = 64;
const BRACKETED = 12;

/** The key that «clé» or «clef» introduces after the 13 characters from `start` to `end`, or that stands in brackets; null where there is none. */
export function keyBeside(text: string, start: number, end: number): KeyBeside | null {
  if (end >= text.length) return null;
  const bracketed = mayBeBracket(text, end) ? IN_BRACKETS.exec(text.slice(end, end + BRACKETED)) : null;
  if (bracketed !== null) {
    const key = end + bracketed[0].search(/[\dOoIlZSGgqBb]/);
    const announced = bracketed[1] !== '' && OPENING.test(text.slice(Math.max(0, start - 2), start).trimEnd());
    return { start: key, end: key + 2, announced };
  }
  if (!mayBeKeyWord(text, end)) return null;
  const after = text.slice(end, end + REACH);
  const match = LETTER_C.test(after) ? KEY_WORD.exec(after) : null;
  if (match === null) return null;
  const past = end + match[0].length;
  return { start: past - 2, end: past, announced: true };
}

/** A glance that spares most numbers the regular expression: the first letter after the marks must begin one of its words. */
function mayBeKeyWord(text: string, end: number): boolean {
  let at = end;
  while (at - end < REACH && isBeforeKeyWord(text.charCodeAt(at))) at += 1;
  const code = text.charCodeAt(at);
  return code > 0x7f || KEY_WORD_BEGINS.includes(text.charAt(at));
}

function isBeforeKeyWord(code: number): boolean {
  const kind = CLASS[code];
  return kind === SPACE || kind === NEWLINE || kind === INVISIBLE || BEFORE_KEY_WORD.has(code);
}

function mayBeBracket(text: string, end: number): boolean {
  let at = end;
  while (CLASS[text.charCodeAt(at)] === SPACE) at += 1;
  return at - end < BRACKETED && '[]{}()'.includes(text.charAt(at));
}
