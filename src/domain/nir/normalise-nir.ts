import { ok, type Result, refused } from '../result';
import { nirKey } from './nir-key';
import { isPlausibleNir } from './plausible-nir';

/** A NIR taken out of its writing: 13 characters, and the key where one was written. */
export interface NormalisedNir {
  readonly nir: string;
  readonly key: string | null;
}

/** Spaces, dashes, dots, slashes, underscores and what cannot be seen: whatever people put between the groups. */
const SEPARATORS = /[\s\u0085\p{Pd}\u2212\p{Cf}.·/_]/gu;

/**
 * The NIR that a field declared as such holds (a directory line, a scan's metadata): nothing around it, nothing repaired.
 * @param text 13 or 15 characters, with or without separators, in either case, full-width digits included
 * @returns the number, or the reason in plain French, which never quotes what was written
 */
export function normaliseNir(text: string): Result<NormalisedNir, string> {
  const bare = text.normalize('NFKC').replace(SEPARATORS, '').toUpperCase();
  if (bare === '') return refused('NIR vide');
  if (bare.length !== 13 && bare.length !== 15) {
    return refused(`NIR de ${bare.length} caractère${bare.length > 1 ? 's' : ''} au lieu de 13 ou 15`);
  }
  if (!/^\d{5}(?:\d\d|2A|2B)\d+$/.test(bare))
    return refused('NIR qui ne contient pas que des chiffres (2A ou 2B pour la Corse)');
  const nir = bare.slice(0, 13);
  if (!isPlausibleNir(nir))
    return refused(
      'NIR impossible\u00a0: premier chiffre, mois, département, commune ou ordre hors des valeurs permises',
    );
  if (bare.length === 13) return ok({ nir, key: null });
  const key = bare.slice(13);
  return key === nirKey(nir) ? ok({ nir, key }) : refused('NIR dont la clé est fausse');
}
