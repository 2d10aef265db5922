import type { Directory, FileStatus, Person } from '../../domain/directory/allocataire-file';
import { hashesOfPerson, type PersonHashes } from '../../persistence/people/person-hashes';
import type { LookupHash } from '../../platform/keys/field-encryption';

/** Who lives in a file of the directory. */
export interface Household {
  readonly status: FileStatus;
  /** Post comes back from its address since then (YYYY-MM-DD); null where it does not. */
  readonly undeliverableSince: string | null;
  readonly members: readonly Member[];
}

interface Member extends Pick<Person, 'role' | 'firstName' | 'lastName' | 'birthDate' | 'sex' | 'nir'> {
  /** The mail that is shown is theirs alone. */
  readonly asked: boolean;
}

interface Asked extends PersonHashes {
  readonly numeroAllocataire: string;
}

/** @returns null where the directory has no such file any more */
export async function householdOf(
  { numeroAllocataire, personHash }: Asked,
  directory: Directory,
  hash: Pick<LookupHash, 'of'>,
): Promise<Household | null> {
  const [file] = await directory.findFiles([], [numeroAllocataire]);
  if (file === undefined) return null;
  const isAsked = (nir: string | null): boolean =>
    personHash !== null && hashesOfPerson(numeroAllocataire, nir, hash).personHash?.equals(personHash) === true;
  return {
    status: file.status,
    undeliverableSince: file.undeliverableSince ?? null,
    members: file.persons.map(({ role, firstName, lastName, birthDate, sex, nir }) => ({
      ...{ role, firstName, lastName, birthDate, sex, nir },
      asked: isAsked(nir),
    })),
  };
}
