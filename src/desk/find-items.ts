import { normaliseNir } from '../domain/nir/normalise-nir';
import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { SearchIndex } from '../persistence/desk/search-index';

const MOST_FOUND = 50;
const REFERENCE = /^C-?(\d{4})-?(\d{1,9})$/i;

/** What was searched for: a number that names a person, an item's reference, or words. */
export type Found =
  | { readonly kind: 'number' }
  | { readonly kind: 'reference' | 'words'; readonly ids: readonly string[] };

interface Parts {
  readonly search: Pick<SearchIndex, 'find'>;
  readonly correspondences: Pick<CorrespondenceRepository, 'idOfSequence'>;
}

/** @param asked as typed into the one field of search */
export async function findItems({ search, correspondences }: Parts, asked: string): Promise<Found> {
  if (/^\d{7}$/.test(asked) || normaliseNir(asked).ok) return { kind: 'number' };
  const reference = REFERENCE.exec(asked.replace(/\s/g, ''));
  if (reference !== null) {
    const id = await correspondences.idOfSequence(Number(reference[2]), reference[1] ?? '');
    return { kind: 'reference', ids: id === null ? [] : [id] };
  }
  return { kind: 'words', ids: await search.find(asked, MOST_FOUND) };
}
