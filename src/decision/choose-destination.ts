import { printableAddress } from '../domain/addresses/printable-address';
import type { Destination, Identification, ReadItem } from '../domain/correspondence';
import type { AllocataireFile } from '../domain/directory/allocataire-file';
import { isProvablyFrom } from '../domain/directory/registered-sender';
import { ok, type Result, refused } from '../domain/result';
import { readSenderAddress } from './read-sender-address';

export interface DestinationInput {
  readonly item: ReadItem;
  readonly identification: Identification;
  readonly file: AllocataireFile | null;
  readonly writtenFile: AllocataireFile | null;
}

export interface ChosenDestination {
  readonly destination: Destination;
  /** Plain French, without the address itself. */
  readonly because: string;
}

/**
 * Where a reply goes.
 * @param personalData whether it tells anything of the person's file
 * @returns the destination with its reason, or why there is none, in plain French
 */
export function chooseDestination(input: DestinationInput, personalData: boolean): Result<ChosenDestination, string> {
  if (personalData) return registered(input);
  return input.item.channel === 'email' ? backToSender(input) : toWriter(input);
}

/** Personal data goes only where the file says that the person lives. */
function registered({ item, file }: DestinationInput): Result<ChosenDestination, string> {
  if (file === null) return refused('Aucun dossier\u00a0: il n’y a pas d’adresse où envoyer des données personnelles.');
  if (isProvablyFrom(item, file))
    return ok({
      destination: { kind: 'email', address: file.email ?? '', personalData: true },
      because: 'E-mail à l’adresse du dossier\u00a0: c’est celle de l’expéditeur, et elle est authentifiée.',
    });
  const because =
    item.channel === 'post'
      ? 'Courrier postal, à l’adresse du dossier.'
      : 'Courrier postal, à l’adresse du dossier\u00a0: l’e-mail n’est pas authentifié comme venant de l’adresse du dossier.';
  return byPost(file.address, because, 'L’adresse postale du dossier est vide ou ne peut pas être imprimée.');
}

/** Nothing personal in it: it may go back to whoever wrote. */
function backToSender({ item, file, identification }: DestinationInput): Result<ChosenDestination, string> {
  const address = (item.replyTo ?? item.from)?.address ?? '';
  if (!/^[^\s@]+@[^\s@]+$/.test(address))
    return refused('Le message n’a pas d’adresse d’expéditeur à laquelle répondre.');
  // Topics of the request may be named only where personal data may go.
  const personalData =
    identification.verdict === 'matched' &&
    file !== null &&
    isProvablyFrom(item, file) &&
    address.toLowerCase() === file.email?.toLowerCase();
  return ok({ destination: { kind: 'email', address, personalData }, because: 'E-mail à l’expéditeur.' });
}

function toWriter(input: DestinationInput): Result<ChosenDestination, string> {
  const { item, identification, file, writtenFile } = input;
  const known = identification.verdict === 'matched' ? file : writtenFile;
  if (known !== null) {
    const found = byPost(known.address, 'Courrier postal, à l’adresse du dossier.', '');
    if (found.ok) return found;
  }
  const written = readSenderAddress(item);
  if (written === null) return refused('Aucune adresse postale sûre n’est connue pour répondre à ce courrier.');
  return byPost(written, 'Courrier postal, à l’adresse que l’expéditeur a écrite sur sa lettre.', '');
}

function byPost(address: readonly string[], because: string, otherwise: string): Result<ChosenDestination, string> {
  if (!printableAddress(address).ok) return refused(otherwise);
  return ok({ destination: { kind: 'post', address }, because });
}
