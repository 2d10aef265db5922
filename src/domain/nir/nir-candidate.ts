export type NirKind = 'nir' | 'nia' | 'mig';
export type NirVerdict = 'valid' | 'no-key' | 'wrong-key' | 'ambiguous';

/** A number read in a text that can be a NIR. Offsets are UTF-16, from its first character to past its last. */
export interface NirCandidate {
  readonly start: number;
  readonly end: number;
  /** 13 characters, upper case, no separators, after reading repair; for `ambiguous`, as read. */
  readonly nir: string;
  /** 2 digits as read (after reading repair), null where none was written. */
  readonly key: string | null;
  readonly kind: NirKind;
  readonly verdict: NirVerdict;
  /** Reading errors were mended to get there. */
  readonly repaired: boolean;
  /** 15-character readings: both for `ambiguous`, proposals never applied for `wrong-key`. */
  readonly repairs: readonly string[];
  /** Words before it, or the form's field around it, say that it is a social-security number. */
  readonly labelled: boolean;
}
