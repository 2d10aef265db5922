import type { Directory } from '../../domain/directory/allocataire-file';
import { findNirs } from '../../domain/nir/find-nirs-in-text';

/** What a zone gives the field «numéro allocataire»: the number itself, or that of the one file whose NIR was read; null for neither. */
export async function numberInZone(text: string, directory: Directory): Promise<string | null> {
  const nirs = findNirs(text)
    .filter(({ verdict }) => verdict === 'valid' || verdict === 'no-key')
    .map(({ nir }) => nir);
  const files = nirs.length === 0 ? [] : await directory.findFiles(nirs, []);
  const [file] = files;
  if (file !== undefined && files.length === 1) return file.numeroAllocataire;
  const numbers = [...new Set(text.match(/(?<!\d)\d{7}(?!\d)/g) ?? [])];
  return nirs.length === 0 && numbers.length === 1 ? (numbers[0] ?? null) : null;
}
