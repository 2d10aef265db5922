import type { ShownCorrespondence } from '../persistence/correspondence-record';
import { Problem } from '../platform/http/problem';
import type { DeskParts } from './desk-parts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** For a page or an answer of the desk. @throws Problem 404 */
export async function loadCorrespondence(
  { correspondences }: Pick<DeskParts, 'correspondences'>,
  id: string,
): Promise<ShownCorrespondence> {
  const record = UUID.test(id) ? await correspondences.show(id) : null;
  if (record === null) throw new Problem(404, 'Introuvable', 'Ce courrier n’existe pas.');
  return record;
}
