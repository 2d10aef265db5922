const NO_BREAK_SPACE = '\u00a0';
const HIDDEN = '•';

/**
 * A NIR as it is printed: `2 69 05 49 588 157 80`, its groups held together by no-break spaces (U+00A0).
 * @param nir 13 characters, without separators
 * @param key two digits; left out where there is none
 */
export function formatNir(nir: string, key: string | null = null): string {
  const groups = [nir.slice(0, 1), nir.slice(1, 3), nir.slice(3, 5), nir.slice(5, 7), nir.slice(7, 10), nir.slice(10)];
  if (key !== null) groups.push(key);
  return groups.join(NO_BREAK_SPACE);
}

/**
 * A NIR as it may be shown: `2 69 •• •• ••• •••`, sex and year only, whatever follows (key included) hidden.
 * A first or second group that is not plain digits is hidden too, so that no text given by mistake shows through.
 * @param nir 13 characters or more, without separators
 */
export function maskNir(nir: string): string {
  const sexAndYear = /^(\d)(\d\d)/.exec(nir);
  const shown = sexAndYear === null ? [HIDDEN, HIDDEN.repeat(2)] : [sexAndYear[1], sexAndYear[2]];
  return [...shown, HIDDEN.repeat(2), HIDDEN.repeat(2), HIDDEN.repeat(3), HIDDEN.repeat(3)].join(NO_BREAK_SPACE);
}
