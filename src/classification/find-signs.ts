import type { Flag } from '../domain/correspondence';
import type { FlagSign, RequestRules, Sign } from './load-rules';
import type { PhraseHit, PhraseIndex } from './phrase-index';
import { shownWords } from './shown-words';
import type { SplitText } from './split-words';
import { withoutCancelled } from './without-cancelled';

/** Danger and distress in a text, each by its name and the words that spoke, once. */
export function findDangers(text: SplitText, { dangers }: RequestRules): string[] {
  return firstOfEach(text, dangers).map(({ words, owner }) => `${owner.name}\u00a0: «\u00a0${words}\u00a0»`);
}

/** Legal clocks and vulnerable people that a text tells of. */
export function findFlags(text: SplitText, { flags }: RequestRules): Flag[] {
  return firstOfEach<FlagSign>(text, flags).map(({ words, owner }) => ({
    kind: owner.kind,
    because: `${owner.name}\u00a0: «\u00a0${words}\u00a0»`,
  }));
}

function firstOfEach<T extends Sign>(text: SplitText, index: PhraseIndex<T>) {
  const found = new Map<string, PhraseHit<T>>();
  for (const hit of withoutCancelled(index.findAll(text.words), ({ name }) => name))
    if (!found.has(hit.owner.name)) found.set(hit.owner.name, hit);
  return [...found.values()].map((hit) => ({ owner: hit.owner, words: shownWords(hit, text) }));
}
