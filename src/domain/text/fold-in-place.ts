const NOT_ASCII = /[^\0-\x7f]/g;
const plain = new Map<string, string>();

/**
 * A text as comparisons read it, sign for sign: lower case, without accents, curly apostrophes and the many dashes and spaces
 * made plain. Every place stays where it was, so that what was found can be shown as it was written.
 * @param text in Unicode’s composed form (NFC); line ends stay
 */
export function foldInPlace(text: string): string {
  return text.replace(NOT_ASCII, plainSign).toLowerCase();
}

function plainSign(sign: string): string {
  const known = plain.get(sign);
  if (known !== undefined) return known;
  const folded = fold(sign);
  // Of the sixty thousand signs, a text holds few.
  plain.set(sign, folded);
  return folded;
}

function fold(sign: string): string {
  if (/[\u2028\u2029\u0085]/.test(sign)) return '\n';
  if (/\s/.test(sign)) return ' ';
  if (/[’‘ʼ´]/.test(sign)) return "'";
  if (/[\p{Pd}\u2212]/u.test(sign)) return '-';
  const bare = sign
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return bare.length === 1 ? bare : sign;
}
