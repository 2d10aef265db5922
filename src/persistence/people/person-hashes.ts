import type { Triage } from '../../domain/correspondence';
import type { LookupHash } from '../../platform/keys/field-encryption';

/** By which all that came and went for a file, or for one person of it, is found. */
export interface PersonHashes {
  readonly fileHash: Buffer | null;
  readonly personHash: Buffer | null;
}

type Hash = Pick<LookupHash, 'of'>;

/** @param nir 13 characters; null of who has none */
export function hashesOfPerson(numeroAllocataire: string, nir: string | null, hash: Hash): PersonHashes {
  return {
    fileHash: hash.of('history-file', numeroAllocataire),
    personHash: nir === null ? null : hash.of('history-person', nir),
  };
}

/** Of whom an item is: nobody's until its person is recognised, and no longer theirs once an agent says otherwise. */
export function hashesOfTriage({ identification }: Triage, hash: Hash): PersonHashes {
  const { verdict, numeroAllocataire, nir } = identification;
  return verdict === 'matched' && numeroAllocataire !== null
    ? hashesOfPerson(numeroAllocataire, nir, hash)
    : { fileHash: null, personHash: null };
}
