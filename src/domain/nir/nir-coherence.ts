/** What the file says of the person a NIR is held against. */
export interface NirHolder {
  readonly sex: 'M' | 'F';
  /** YYYY-MM-DD */
  readonly birthDate: string;
}

/** Each part is false only where the number contradicts the file; what the number cannot tell counts as agreeing. */
export interface NirCoherence {
  readonly sex: boolean;
  readonly year: boolean;
  readonly month: boolean;
}

/**
 * Whether a NIR agrees with a person's sex and birth date.
 * Sex and year are compared for 1–4, the month where it is 01–12 (20–99 stand for an incomplete civil record: 31–42 may carry
 * the month, so they contradict nothing). Nothing is compared for 5–8: those numbers are temporary.
 * @param nir 13 characters, upper case, without separators
 */
export function nirCoherence(nir: string, holder: NirHolder): NirCoherence {
  const first = nir.charAt(0);
  if (first >= '5') return { sex: true, year: true, month: true };
  const [year = '', month = ''] = holder.birthDate.split('-');
  const writtenMonth = nir.slice(3, 5);
  const civilMonth = writtenMonth >= '01' && writtenMonth <= '12';
  return {
    sex: (first === '1' || first === '3' ? 'M' : 'F') === holder.sex,
    year: nir.slice(1, 3) === year.slice(2, 4),
    month: !civilMonth || writtenMonth === month,
  };
}
