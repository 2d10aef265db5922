import { z } from 'zod';
import type { Directory } from '../../domain/directory/allocataire-file';
import { normaliseNir } from '../../domain/nir/normalise-nir';
import { ok, type Result, refused } from '../../domain/result';
import { hashesOfPerson, type PersonHashes } from '../../persistence/people/person-hashes';
import type { LookupHash } from '../../platform/keys/field-encryption';

/** A person by their NIR, or a whole file by its numéro allocataire: in a body, never in an address. */
export const namedPerson = z
  .strictObject({
    nir: z.string().min(1).max(60).optional(),
    numeroAllocataire: z
      .string()
      .regex(/^\d{7}$/, 'sept chiffres')
      .optional(),
  })
  .refine(({ nir, numeroAllocataire }) => (nir === undefined) !== (numeroAllocataire === undefined), {
    message: 'donnez nir ou numeroAllocataire, l’un des deux',
  });
export type NamedPerson = z.infer<typeof namedPerson>;

export interface FoundPerson extends PersonHashes {
  readonly fileHash: Buffer;
  readonly numeroAllocataire: string;
}

/** Whose history is asked for. @returns why nobody is found, in French, without a word of what was given */
export async function findNamedPerson(
  { nir: written, numeroAllocataire }: NamedPerson,
  directory: Directory,
  hash: Pick<LookupHash, 'of'>,
): Promise<Result<FoundPerson, string>> {
  if (written === undefined) return found(numeroAllocataire ?? '', null, hash);
  const nir = normaliseNir(written);
  if (!nir.ok) return refused(`${nir.error}.`);
  const files = await directory.findFiles([nir.value.nir], []);
  const [file] = files;
  if (file === undefined || files.length > 1)
    return refused('Ce numéro n’est celui d’aucun dossier du répertoire, ou de plusieurs.');
  return found(file.numeroAllocataire, nir.value.nir, hash);
}

function found(
  numeroAllocataire: string,
  nir: string | null,
  hash: Pick<LookupHash, 'of'>,
): Result<FoundPerson, never> {
  const hashes = hashesOfPerson(numeroAllocataire, nir, hash);
  return ok({ fileHash: hash.of('history-file', numeroAllocataire), personHash: hashes.personHash, numeroAllocataire });
}
