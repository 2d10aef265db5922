import { matchesOf } from './text/matches-of';

/**
 * The reference that a reply carries, so that an answer to it finds its case: the case's own, then eight characters of a
 * keyed check, without which anybody could count up to somebody else's case. «C-2026-004217-K7QM3F2A».
 */
export interface ReplyReference {
  /** C-2026-004217 */
  readonly reference: string;
  /** As written; null where the case's reference stands alone. */
  readonly check: string | null;
}

/** Letters and digits that nobody takes for one another: no I, O, 0 or 1. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const CHECK_BYTES = 5;
/** Mail programs and hands set blanks around the hyphens; a number of six digits or more, a check of eight. */
const WRITTEN =
  /(?<![\p{L}\d])C ?[-\u2010-\u2015] ?(20\d\d) ?[-\u2010-\u2015] ?(\d{6,9})(?: ?[-\u2010-\u2015] ?([A-HJ-NP-Z2-9]{8}))?(?![\p{L}\d])/giu;

/** Where there is no such beginning there is no reference: letters in any writing cost much to look at. */
const BEGINNING = /[Cc] ?[-\u2010-\u2015] ?20\d\d/;

/**
 * Eight characters for the first five bytes of a keyed hash.
 * @param hash five bytes or more
 */
export function checkOfHash(hash: Uint8Array): string {
  if (hash.length < CHECK_BYTES) throw new RangeError('a check is made of five bytes');
  let bits = 0n;
  for (const byte of hash.subarray(0, CHECK_BYTES)) bits = (bits << 8n) | BigInt(byte);
  let check = '';
  for (let shift = 35n; shift >= 0n; shift -= 5n) check += ALPHABET[Number((bits >> shift) & 31n)];
  return check;
}

/** As it is printed, and read back by `findReplyReferences`. */
export function writeReplyReference(reference: string, check: string): string {
  return `${reference}-${check}`;
}

/** Every reference in a text, in reading order, upper case; one that is written twice comes twice. */
export function findReplyReferences(text: string): ReplyReference[] {
  if (!BEGINNING.test(text)) return [];
  return matchesOf(WRITTEN, text).map(([, year = '', number = '', check]) => ({
    reference: `C-${year}-${number}`,
    check: check?.toUpperCase() ?? null,
  }));
}
