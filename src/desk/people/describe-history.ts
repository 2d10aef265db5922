import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import type { HistoryEntry } from '../../persistence/people/person-history.repository';
import { linksOf } from '../describe-correspondence';

/** A person's history as HTTP shows it: NIRs masked. */
export function describeHistory(entries: readonly HistoryEntry[]) {
  return entries.map((entry) => ({
    ...entry,
    at: entry.at.toISOString(),
    ...(entry.kind === 'note' ? { text: entry.text && maskNirs(entry.text) } : { links: linksOf(entry.id) }),
  }));
}
