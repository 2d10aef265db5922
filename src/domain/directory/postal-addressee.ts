import { printableAddress } from '../addresses/printable-address';
import { ok, type Result, refused } from '../result';
import type { AllocataireFile } from './allocataire-file';

/** To whom a letter that answers nothing goes. */
export interface PostalAddressee {
  /** In the file's `persons`. */
  readonly personIndex: number;
  /** The seven lines of NF Z10-011, empty where unused. */
  readonly address: readonly string[];
}

/**
 * Nobody has written, so that no e-mail address is proven: such a letter goes by post, to where the file says that its
 * allocataire lives. @returns why it may not, in French
 */
export function postalAddresseeOf(file: AllocataireFile): Result<PostalAddressee, string> {
  if (file.status === 'décédé')
    return refused('Le dossier est celui d’une personne décédée\u00a0: rien ne lui est écrit d’ici.');
  const personIndex = file.persons.findIndex(({ role }) => role === 'allocataire');
  if (personIndex < 0) return refused('Le dossier ne nomme pas son allocataire.');
  if (!printableAddress(file.address).ok)
    return refused('L’adresse du dossier ne peut pas être imprimée\u00a0: corrigez-la d’abord.');
  if (file.undeliverableSince !== undefined)
    return refused('Du courrier est revenu de l’adresse du dossier\u00a0: il en faut une autre avant d’y écrire.');
  return ok({ personIndex, address: file.address });
}
