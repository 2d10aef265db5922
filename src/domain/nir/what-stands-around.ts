import { CLASS, DIGIT, SPACE } from './nir-characters';

const COMMA = 0x2c;
/** How far after a number what it counts is looked for. */
const REACH = 24;

/** A count, a street number, a date: the two digits before it are not a key. */
const COUNTED =
  /^[^\S\n]*(?:(?:bis|ter|quater)[^\S\n]+)?,?[^\S\n]*(?:rue|avenue|av|bd|bld|boulevard|place|pl|chemin|ch|all[ée]e|impasse|imp|route|rte|cours|quai|square|lot|lotissement|r[ée]sidence|lieu|hameau|faubourg|fg|sentier|passage|villa|esplanade|parc|ans?|mois|jours?|semaines?|enfants?|euros?|eur|heures?|h|min|minutes|kg|km|m2|pi[èe]ces?|pages?|fois|janv\w*|f[ée]vr\w*|mars|avril|mai|juin|juil\w*|ao[ûu]t|sept\w*|oct\w*|nov\w*|d[ée]c\w*|€|%|\$)(?![\p{L}])/iu;
const WORD = /^[^\S\n]*\p{L}{2}/u;
const MONEY = /^(?:,\d{1,2}(?!\d))?\s*(?:€|eur(?:os?)?(?!\p{L}))/iu;
/** A file's name, an address: the number is a part of something longer. */
const PART_OF_NAME_AFTER = /^(?:[@_]|\.[a-z]\w{1,4}(?!\w)|-[a-z]\w)/;
const PART_OF_NAME_BEFORE = /(?:[@#=+&?%$€£§]|\p{L}[/_.-])$/u;
const LABEL_MARK = /(?:nir|ss|s[ée]cu|insee|(?<!\p{L})(?:n|no|num))[/_.-]$/iu;

/** A glance that spares most numbers the regular expressions: a word or a currency comes next. */
function mayBeFollowedByWord(text: string, end: number): boolean {
  let at = end;
  while (isBlankAt(text, at) || text.charCodeAt(at) === COMMA) at += 1;
  const kind = CLASS[text.charCodeAt(at)];
  return at < text.length && kind !== DIGIT && at - end < REACH;
}

function isBlankAt(text: string, at: number): boolean {
  return CLASS[text.charCodeAt(at)] === SPACE;
}

/** Whether a number is followed by what it counts: «12 rue», «36 ans», «12 mai». */
export function isCounting(text: string, end: number): boolean {
  if (!mayBeFollowedByWord(text, end)) return false;
  return COUNTED.test(text.slice(end, end + REACH));
}

export function isBeforeWord(text: string, end: number): boolean {
  return WORD.test(text.slice(end, end + REACH));
}

/** Whether a number is an amount, or a part of a file's name, of an address, of a reference. */
export function isPartOfSomethingElse(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 8), start);
  if (!isBlankAt(text, start - 1) && PART_OF_NAME_BEFORE.test(before) && !LABEL_MARK.test(before)) return true;
  const after = text.slice(end, end + REACH);
  if (after === '') return false;
  return PART_OF_NAME_AFTER.test(after) || MONEY.test(after);
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
