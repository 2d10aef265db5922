import type { NirKind } from './nir-candidate';

/**
 * The family a number belongs to, by its first digit.
 * @param nir13 13 characters, or any text beginning with the sex digit
 * @returns `mig` for 5 and 6, `nia` for 7 and 8, `nir` for 1 to 4; null for 0, 9 and anything else, which are none of them
 */
export function nirKindOf(nir13: string): NirKind | null {
  switch (nir13.charAt(0)) {
    case '1':
    case '2':
    case '3':
    case '4':
      return 'nir';
    case '5':
    case '6':
      return 'mig';
    case '7':
    case '8':
      return 'nia';
    default:
      return null;
  }
}
