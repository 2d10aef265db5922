import type { AllocataireFile } from '../domain/directory/allocataire-file';
import type { LookupHash } from '../platform/keys/field-encryption';

/** SHA-256 digests, which both hashes of a row are. */
export const DIGEST_BYTES = 32;

export interface PreparedFile {
  readonly file: AllocataireFile;
  readonly numeroHash: Buffer;
  readonly fingerprint: Buffer;
}

/**
 * Hashes the files of a batch.
 * @param sealedUnder what names the key that files are sealed under now: with another key, no file is the same
 * @returns each numéro once, its last file, since one statement may not touch a row twice; in the order of the hashes, so
 *   that neighbours in the index are written together
 */
export function prepareBatch(files: readonly AllocataireFile[], hash: LookupHash, sealedUnder: string): PreparedFile[] {
  const last = [...new Map(files.map((file) => [file.numeroAllocataire, file])).values()];
  return last
    .map((file) => ({
      file,
      numeroHash: hash.of('numero', file.numeroAllocataire),
      fingerprint: hash.of('directory-file', `${sealedUnder}\0${JSON.stringify(file)}`),
    }))
    .sort((a, b) => Buffer.compare(a.numeroHash, b.numeroHash));
}

export interface IdentifierRow {
  readonly nirHash: Buffer;
  readonly numeroHash: Buffer;
}

/** What each NIR of these files leads to, in the order of the hashes; a NIR that two persons of a file share counts once. */
export function identifiersOf(prepared: readonly PreparedFile[], hash: LookupHash): IdentifierRow[] {
  return prepared
    .flatMap(({ file, numeroHash }) => {
      const nirs = new Set(file.persons.flatMap(({ nir }) => (nir === null ? [] : [nir])));
      return [...nirs].map((nir) => ({ nirHash: hash.of('nir', nir), numeroHash }));
    })
    .sort((a, b) => Buffer.compare(a.nirHash, b.nirHash));
}
