import type { AllocataireFile } from '../domain/directory/allocataire-file';
import { comparableEmail } from '../domain/directory/registered-sender';
import type { LookupHash } from '../platform/keys/field-encryption';

/** SHA-256 digests, which both hashes of a row are. */
export const DIGEST_BYTES = 32;

/** Raised where a file is found by something more: an import then writes again the files that it knows. */
const FOUND_BY = 'nir email';

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
      fingerprint: fingerprintOf(file, hash, sealedUnder),
    }))
    .sort((a, b) => Buffer.compare(a.numeroHash, b.numeroHash));
}

/** By which an import knows a file as unchanged. @param sealedUnder FieldEncryption.newestHead, latin1 */
export function fingerprintOf(file: AllocataireFile, hash: LookupHash, sealedUnder: string): Buffer {
  return hash.of('directory-file', `${FOUND_BY}\0${sealedUnder}\0${JSON.stringify(file)}`);
}

export interface IdentifierRow {
  readonly identifierHash: Buffer;
  readonly numeroHash: Buffer;
}

/** LookupHash of what a file is found by. */
export const hashOfNir = (hash: LookupHash, nir: string): Buffer => hash.of('nir', nir);
export const hashOfEmail = (hash: LookupHash, email: string): Buffer => hash.of('email', comparableEmail(email));

/** What each NIR and address of these files leads to, in the order of the hashes; a NIR that two persons share counts once. */
export function identifiersOf(
  prepared: readonly Pick<PreparedFile, 'file' | 'numeroHash'>[],
  hash: LookupHash,
): IdentifierRow[] {
  return prepared
    .flatMap(({ file, numeroHash }) => {
      const nirs = new Set(file.persons.flatMap(({ nir }) => (nir === null ? [] : [nir])));
      const hashes = [...nirs].map((nir) => hashOfNir(hash, nir));
      if (file.email !== null) hashes.push(hashOfEmail(hash, file.email));
      return hashes.map((identifierHash) => ({ identifierHash, numeroHash }));
    })
    .sort((a, b) => Buffer.compare(a.identifierHash, b.identifierHash));
}
