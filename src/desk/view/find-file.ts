import { isWithheld } from '../../persistence/correspondence-record';
import { Problem } from '../../platform/http/problem';
import type { DeskParts } from '../desk-parts';
import { erasedInWords } from '../erased-in-words';
import { loadCorrespondence } from '../load-correspondence';

/** A stored file, or an attachment within it. */
export interface FoundFile {
  readonly bytes: Buffer;
  readonly type: string;
  readonly sha256: string | null;
}

/**
 * @param name id of a document, `courriel` for the message itself, or the place of an attachment in it, from 1
 * @throws Problem 404, 410 or 409, each said in French
 */
export async function findFile(
  parts: Pick<DeskParts, 'correspondences' | 'store'>,
  id: string,
  name: string,
): Promise<FoundFile> {
  const record = await loadCorrespondence(parts, id);
  if (record.erased !== null) throw new Problem(410, 'Effacé', erasedInWords(record.erased));
  const documents = await parts.correspondences.documentsOf(id);
  const inMail = name === 'courriel' || /^\d{1,3}$/.test(name);
  const document = documents.find((one) => (inMail ? one.role === 'raw' : one.id === name));
  const attachment = inMail && name !== 'courriel' ? record.reading?.attachments[Number(name) - 1] : null;
  if (document === undefined || attachment === undefined)
    throw new Problem(404, 'Introuvable', 'Ce document n’existe pas.');
  if (isWithheld(document)) throw new Problem(409, 'Document retenu', 'L’antivirus retient ce document.');
  const fault = await parts.store.verify(document.storeKey);
  if (fault !== null) throw new Problem(409, 'Document illisible', `Ce document ne s’ouvre pas\u00a0: ${fault}.`);
  const bytes = await parts.store.read(document.storeKey);
  return { bytes, type: document.type, sha256: attachment?.sha256 ?? null };
}
