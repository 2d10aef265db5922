import type { ShownCorrespondence } from '../../persistence/correspondence-record';
import type { DeskParts } from '../desk-parts';
import { loadCorrespondence } from '../load-correspondence';

/** An item, and those that are answered with it: what belongs together when a case leaves the house. */
export interface CaseItems {
  readonly main: ShownCorrespondence;
  readonly joined: readonly ShownCorrespondence[];
}

/** @throws Problem 404 */
export async function itemsOfCase(
  parts: Pick<DeskParts, 'correspondences' | 'waits' | 'doubles'>,
  id: string,
): Promise<CaseItems> {
  const main = await loadCorrespondence(parts, id);
  const [thread, doubles] = await Promise.all([parts.waits.threadOf(id), parts.doubles.linkedWith(id)]);
  const ids = new Set([
    ...thread.answeredBy.filter(({ joined }) => joined).map((one) => one.id),
    ...doubles.again.filter(({ state }) => state === 'joined').map((one) => one.id),
  ]);
  return { main, joined: await parts.correspondences.showAll([...ids]) };
}
