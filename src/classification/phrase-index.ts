import { beginningsOf, matchPhrase, type Phrase, type PhraseMatch } from './phrase';

/** Stems are found by their first letters. */
const STEM_KEY = 3;

export interface PhraseHit<T> {
  readonly owner: T;
  readonly match: PhraseMatch;
}

/** Phrases by the word they begin with: a text is read once, whatever the number of phrases. */
export class PhraseIndex<T> {
  private readonly byWord = new Map<string, (readonly [Phrase, T])[]>();
  private readonly byStem = new Map<string, (readonly [Phrase, T])[]>();

  add(phrase: Phrase, owner: T): void {
    const { exact, stems } = beginningsOf(phrase);
    for (const word of new Set(exact)) append(this.byWord, word, [phrase, owner]);
    for (const key of new Set(stems.map((stem) => stem.slice(0, STEM_KEY)))) append(this.byStem, key, [phrase, owner]);
  }

  findAll(words: readonly string[]): readonly PhraseHit<T>[] {
    const hits: PhraseHit<T>[] = [];
    words.forEach((word, index) => {
      for (const [phrase, owner] of this.byWord.get(word) ?? []) this.tryAt(phrase, owner, words, index, hits);
      for (const [phrase, owner] of this.byStem.get(word.slice(0, STEM_KEY)) ?? [])
        this.tryAt(phrase, owner, words, index, hits);
    });
    return hits;
  }

  private tryAt(phrase: Phrase, owner: T, words: readonly string[], index: number, hits: PhraseHit<T>[]): void {
    const match = matchPhrase(phrase, words, index);
    if (match !== null) hits.push({ owner, match });
  }
}

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
