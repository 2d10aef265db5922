const SHAPE = /^\d{5}(?:\d\d|2A|2B)\d{6}$/;

/**
 * Whether 13 characters can be somebody's number: first digit 1–8; month 01–12 or 20–99; no department 00, commune 000 or
 * order 000. Month and department are free for 5–8 (NIA, NNP and MIG, which do not follow the civil record).
 * It says nothing of the key, and most runs of 13 digits pass: see the rules of findNirs for what else must speak for one.
 * @param nir13 13 characters, upper case, without separators
 */
export function isPlausibleNir(nir13: string): boolean {
  return (
    SHAPE.test(nir13) &&
    isPlausibleReading([...nir13].map((character) => (/\d/.test(character) ? Number(character) : -1)))
  );
}

/**
 * The same for characters already read, once a letter is known to be Corsica's.
 * @param values 13 values or more: digits, any other number but 0 for a letter
 */
export function isPlausibleReading(values: ArrayLike<number>): boolean {
  const first = values[0] as number;
  if (first < 1 || first > 8) return false;
  if (values[7] === 0 && values[8] === 0 && values[9] === 0) return false;
  if (values[10] === 0 && values[11] === 0 && values[12] === 0) return false;
  if (first > 4) return true;
  const month = (values[3] as number) * 10 + (values[4] as number);
  return ((month > 0 && month < 13) || month > 19) && (values[5] !== 0 || values[6] !== 0);
}
