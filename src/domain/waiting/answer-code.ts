/**
 * The one-time code by which a sender answers on our page: 28 signs, 140 bits. An e-mail carries it in a link, a letter in
 * groups of four: «K7QM-3F2A-…».
 */
const SIGNS = 28;
/** Letters and digits that nobody takes for one another: no I, O, 0 or 1. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const CODE = new RegExp(`^[${ALPHABET}]{${SIGNS}}$`);
/** What hands and mail programs put between the groups. */
const SEPARATORS = /[\s\u00ad\u200b\p{Pd}.]/gu;

export const ANSWER_CODE_BYTES = SIGNS;

/** @param random as many random bytes as the code has signs */
export function answerCodeOf(random: Uint8Array): string {
  if (random.length < SIGNS) throw new RangeError('a code is made of 28 bytes');
  // 256 is a multiple of 32: every sign is as likely as any other.
  return [...random.subarray(0, SIGNS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** As a letter prints it. */
export function writeAnswerCode(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join('-');
}

/** The code as it was typed or stands in an address, with or without its hyphens, in either case; null where it is none. */
export function readAnswerCode(text: string): string | null {
  if (text.length > 4 * SIGNS) return null;
  const bare = text.replace(SEPARATORS, '').toUpperCase();
  return CODE.test(bare) ? bare : null;
}
