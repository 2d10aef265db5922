import type { GuardianWrites, ReadItem } from '../domain/correspondence';
import type { AllocataireFile } from '../domain/directory/allocataire-file';
import { isProvablyFrom, isSentFrom } from '../domain/directory/registered-sender';
import { foldFrench } from '../domain/text/fold-french-text';
import { nameWords } from './compare-names';
import type { WriterZones } from './find-writer';

export interface FoundGuardian {
  readonly writes: GuardianWrites;
  /** Plain French, with the name that the file gives. */
  readonly because: readonly string[];
}

/**
 * Whether the guardian whom a file names is the one who writes: proven by the registered and authenticated address, or only
 * claimed, by the address or by the name in a signature.
 * @param thirdParty somebody writes for the person
 */
export function findGuardian(
  item: ReadItem,
  zones: WriterZones,
  { guardian = null }: AllocataireFile,
  thirdParty: boolean,
): FoundGuardian {
  if (guardian === null) return { writes: null, because: [] };
  const { name } = guardian;
  if (isProvablyFrom(item, guardian))
    return {
      writes: 'proven',
      because: [`Le tuteur inscrit au dossier (${name}) écrit, de son adresse enregistrée et authentifiée.`],
    };
  if (isSentFrom(item, guardian) || isSignedBy(zones, name))
    return {
      writes: 'claimed',
      because: [`Le message se présente comme celui du tuteur inscrit au dossier (${name}), sans preuve.`],
    };
  const other = thirdParty ? 'rien ne dit que c’est lui qui écrit' : 'la personne semble écrire elle-même';
  return { writes: null, because: [`Le dossier a un tuteur (${name})\u00a0: ${other}.`] };
}

/** All the words of the guardian's name together, in a line where writers name themselves. */
function isSignedBy(zones: WriterZones, name: string): boolean {
  const wanted = nameWords(foldFrench(name)).join(' ');
  const lines = [...zones.signature, ...zones.statements, ...zones.head, zones.fromLine];
  return wanted !== '' && lines.some(({ words }) => ` ${words.join(' ')} `.includes(` ${wanted} `));
}
