const SHAPE = /^[1-8]\d{4}(?:\d\d|2A|2B)\d{6}$/;

/**
 * Whether 13 characters can be somebody's number: first digit 1–8; month 01–12 or 20–99; no department 00, commune 000 or
 * order 000. Month and department are free for 5–8 (NIA, NNP and MIG, which do not follow the civil record).
 * It says nothing of the key, and most runs of 13 digits pass: see the rules of findNirs for what else must speak for one.
 * @param nir13 13 characters, upper case, without separators
 */
export function isPlausibleNir(nir13: string): boolean {
  if (!SHAPE.test(nir13)) return false;
  if (nir13.startsWith('000', 7) || nir13.startsWith('000', 10)) return false;
  if (nir13.charAt(0) >= '5') return true;
  const month = Number(nir13.slice(3, 5));
  return ((month >= 1 && month <= 12) || month >= 20) && nir13.slice(5, 7) !== '00';
}
