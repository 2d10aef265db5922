import { CLASS, INVISIBLE, NEWLINE, SPACE } from './nir-characters';

const COMMA = 0x2c;
const DOLLAR = 0x24;
const PERCENT = 0x25;
/** How far after a number what it counts is looked for. */
const REACH = 24;

/** After a count, a street number, a date: the two digits before them are not a key. */
const COUNTED_WORDS =
  'rue avenue av bd bld boulevard place pl chemin ch all[ée]e impasse imp route rte cours quai square lot lotissement r[ée]sidence lieu hameau faubourg fg sentier passage villa esplanade parc ans? mois jours? semaines? enfants? euros? eur heures? h min minutes kg km m2 pi[èe]ces? pages? fois janv\\w* f[ée]vr\\w* mars avril mai juin juil\\w* ao[ûu]t sept\\w* oct\\w* nov\\w* d[ée]c\\w* € % \\$'.split(
    ' ',
  );
const STREET_SUFFIXES = ['bis', 'ter', 'quater'];
const COUNTED = new RegExp(
  `^[^\\S\\n]*(?:(?:${STREET_SUFFIXES.join('|')})[^\\S\\n]+)?,?[^\\S\\n]*(?:${COUNTED_WORDS.join('|')})(?![\\p{L}])`,
  'iu',
);
const WORD = /^[^\S\n]*\p{L}{2}/u;
const MONEY = /^(?:,\d{1,2}(?!\d))?\s*(?:€|eur(?:os?)?(?!\p{L}))/iu;
/** A file's name, an address: the number is a part of something longer. */
const PART_OF_NAME_AFTER = /^(?:[@_]|\.[a-z]\w{1,4}(?!\w)|-[a-z]\w)/;
const PART_OF_NAME_BEFORE = /(?:[@#=+&?%$€£§]|\p{L}[/_.-])$/u;
/** The marks with which those two and an amount's cents begin, and a currency's first letter. */
const HOLDING = '@_.-,';
const CURRENCY = '€eE';
const PART_BEFORE_MARKS = '@#=+&?%$€£§/_.-';
const LABEL_MARK = /(?:nir|ss|s[ée]cu|insee|(?<!\p{L})(?:n|no|num))[/_.-]$/iu;

/** The first two letters of each of these words, without accents. */
const COUNTED_BEGINS = new Set(
  [...STREET_SUFFIXES, ...COUNTED_WORDS].map((word) => {
    const plain = word.replace(/\[.(.)\]/, '$1');
    return pairOf(plain.charCodeAt(0), plain.charCodeAt(1));
  }),
);

function pairOf(first: number, second: number): number {
  return (first | 0x20) * 256 + (second | 0x20);
}

/** A glance that spares most numbers the regular expression: a word or a currency comes next, and it may be one of these. */
function mayBeFollowedByCounted(text: string, end: number): boolean {
  let at = end;
  while (isBlankAt(text, at) || text.charCodeAt(at) === COMMA) at += 1;
  if (at >= text.length || at - end >= REACH) return false;
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (code < 0x80 && !isAsciiLetter(code)) return code === PERCENT || code === DOLLAR;
  // Letters that stand alone, accents and the euro sign are left to the regular expression.
  return !isAsciiLetter(code) || !isAsciiLetter(next) || COUNTED_BEGINS.has(pairOf(code, next));
}

function isAsciiLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function isBlankAt(text: string, at: number): boolean {
  return CLASS[text.charCodeAt(at)] === SPACE;
}

/** Whether a number is followed by what it counts: «12 rue», «36 ans», «12 mai». */
export function isCounting(text: string, end: number): boolean {
  if (!mayBeFollowedByCounted(text, end)) return false;
  return COUNTED.test(text.slice(end, end + REACH));
}

export function isBeforeWord(text: string, end: number): boolean {
  return WORD.test(text.slice(end, end + REACH));
}

/** Whether a number is an amount, or a part of a file's name, of an address, of a reference. */
export function isPartOfSomethingElse(text: string, start: number, end: number): boolean {
  if (start > 0 && PART_BEFORE_MARKS.includes(text.charAt(start - 1))) {
    const before = text.slice(Math.max(0, start - 8), start);
    if (PART_OF_NAME_BEFORE.test(before) && !LABEL_MARK.test(before)) return true;
  }
  if (!mayBePartAfter(text, end)) return false;
  const after = text.slice(end, end + REACH);
  return PART_OF_NAME_AFTER.test(after) || MONEY.test(after);
}

/** A glance that spares most numbers the regular expressions: a mark that holds to the number, or a currency after spaces. */
function mayBePartAfter(text: string, end: number): boolean {
  if (end >= text.length) return false;
  if (HOLDING.includes(text.charAt(end))) return true;
  let at = end;
  while (at - end < REACH && isGapAt(text, at)) at += 1;
  return CURRENCY.includes(text.charAt(at));
}

function isGapAt(text: string, at: number): boolean {
  const kind = CLASS[text.charCodeAt(at)];
  return kind === SPACE || kind === NEWLINE || kind === INVISIBLE;
}

/** Whether an international prefix begins the number: it is a telephone's. */
export function isAfterPlus(text: string, start: number): boolean {
  return text.charCodeAt(start - 1) === 0x2b;
}

const IBAN_HEAD = /(?<![\p{L}\d])[A-Z]{2}\d\d\s?$/u;

/** Whether the account's country and check digits stand just before: the run is an IBAN's. */
export function isAfterIbanHead(text: string, start: number): boolean {
  return IBAN_HEAD.test(text.slice(Math.max(0, start - 6), start));
}
