import type { ShownCorrespondence } from '../../persistence/correspondence-record';

/** Pages of a file of an item, by what was read of it. */
export function countPages({ reading }: Pick<ShownCorrespondence, 'reading'>, name: string): number {
  const seen = reading?.texts.filter((text) => text.name === name) ?? [];
  return Math.max(1, seen.length, ...seen.map(({ optical }) => optical?.page ?? 1));
}
