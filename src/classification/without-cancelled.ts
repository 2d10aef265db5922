import type { PhraseHit } from './phrase-index';

/**
 * The hits that nothing takes back: of each group, those that share a word with a cancelling phrase are left out («faim» in «faim
 * de réponses»), and the cancelling phrases themselves.
 * @param groupOf what a cancelling phrase may take back: a danger's name, a kind
 */
export function withoutCancelled<T extends { readonly cancels: boolean }>(
  hits: readonly PhraseHit<T>[],
  groupOf: (owner: T) => string,
): readonly PhraseHit<T>[] {
  const taken = new Map<string, Set<number>>();
  for (const { owner, match } of hits) {
    if (!owner.cancels) continue;
    const group = groupOf(owner);
    const indexes = taken.get(group) ?? new Set();
    for (const index of match) indexes.add(index);
    taken.set(group, indexes);
  }
  if (taken.size === 0) return hits;
  return hits.filter(({ owner, match }) => {
    if (owner.cancels) return false;
    const indexes = taken.get(groupOf(owner));
    return indexes === undefined || !match.some((index) => indexes.has(index));
  });
}
