/**
 * The control key of a NIR: 97 − (N mod 97), where Corsica's 2A counts as 19 and 2B as 18.
 * @param nir13 13 characters, upper case, without separators
 * @returns two digits, `01` to `97` (a number divisible by 97 has the key 97, never 00)
 * @throws RangeError when these are not 13 digits, or 2A or 2B at positions 6 and 7
 */
export function nirKey(nir13: string): string {
  const match = /^(\d{5})(?:(\d\d)|(2A)|(2B))(\d{6})$/.exec(nir13);
  if (match === null) throw new RangeError('a NIR has 13 digits, 2A or 2B allowed as its department');
  const department = match[3] !== undefined ? '19' : match[4] !== undefined ? '18' : (match[2] ?? '');
  // 13 digits stay below 2^53: the remainder of a plain number is exact.
  const remainder = Number(`${match[1]}${department}${match[5]}`) % 97;
  return String(97 - remainder).padStart(2, '0');
}
