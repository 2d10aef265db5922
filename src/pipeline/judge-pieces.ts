import type { Identification, ReadItem } from '../domain/correspondence';
import type { Directory } from '../domain/directory/allocataire-file';
import { isProvablyFrom } from '../domain/directory/registered-sender';
import { ok, type Result, refused } from '../domain/result';

/**
 * Whether an item that carries our reference brings the documents that we asked a person for. An agent studies them in any case,
 * so that the registered and authenticated address of that person's file is enough where no number is given again.
 * @param numero of the file that we had asked
 * @returns what speaks for it, or against, in French
 */
export async function judgePieces(
  item: ReadItem,
  identification: Identification,
  numero: string | null,
  directory: Directory,
): Promise<Result<readonly string[], readonly string[]>> {
  const { verdict, numeroAllocataire, thirdParty, guardian = null, because } = identification;
  if (numero === null || thirdParty || guardian !== null) return refused(because);
  if (verdict === 'matched')
    return numeroAllocataire === numero
      ? ok(['Le numéro est celui du dossier à qui nous avions demandé des documents.'])
      : refused(['Le numéro est celui d’un autre dossier.']);
  if (verdict !== 'missing') return refused(because);
  const [file] = await directory.findFiles([], [numero]);
  return file !== undefined && isProvablyFrom(item, file)
    ? ok(['Le message vient de l’adresse enregistrée au dossier, et authentifiée.'])
    : refused([...because, 'Le message ne vient pas de l’adresse enregistrée au dossier.']);
}
