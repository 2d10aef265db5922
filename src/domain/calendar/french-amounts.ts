/** U+202F between thousands, U+00A0 before the sign: an amount is never cut at the end of a line. */
const THOUSANDS = '\u202f';
const NBSP = '\u00a0';
const MINUS = '\u2212';

/** Whole number with its thousands apart: «12 345». */
export function groupThousands(value: number): string {
  const digits = String(Math.abs(Math.trunc(value))).replace(/\B(?=(\d{3})+$)/g, THOUSANDS);
  return value < 0 ? `${MINUS}${digits}` : digits;
}

/**
 * «1 234,56 €» from cents.
 * @throws RangeError where cents are not a safe integer: an amount is never rounded silently
 */
export function formatEuros(cents: number): string {
  if (!Number.isSafeInteger(cents)) throw new RangeError('montant attendu en centimes entiers');
  const whole = Math.trunc(Math.abs(cents) / 100);
  const rest = String(Math.abs(cents) % 100).padStart(2, '0');
  return `${cents < 0 ? MINUS : ''}${groupThousands(whole)},${rest}${NBSP}€`;
}
