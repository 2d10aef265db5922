import { type FittingSteps, NumberedSteps } from './numbered-steps';
import { beginningsOf, matchPhrase, type NumberedStep, type Phrase, type PhraseMatch } from './phrase';
import { SENTENCE_END } from './split-words';

/** Stems are found by their first letters. */
const STEM_KEY = 3;
/** Words of one run of which is remembered what they fit; then they are looked up anew. */
const MOST_REMEMBERED = 20_000;

export interface PhraseHit<T> {
  readonly owner: T;
  readonly match: PhraseMatch;
}

interface Indexed<T> {
  readonly owner: T;
  readonly first: number;
  readonly steps: readonly NumberedStep[];
  /** The steps that a text has to have somewhere. */
  readonly needs: readonly number[];
}

/** What the phrases make of one word: the steps that it fits, the phrases that begin with it. */
interface KnownWord<T> extends FittingSteps {
  readonly starts: readonly Indexed<T>[];
}

/**
 * Phrases by the word they begin with: a text is read once, whatever the number of phrases. A word is compared with the phrases'
 * steps once in a run; a phrase is tried only where all that it needs stands somewhere in the text.
 */
export class PhraseIndex<T> {
  private readonly byWord = new Map<string, Indexed<T>[]>();
  private readonly byStem = new Map<string, Indexed<T>[]>();
  private readonly numbers = new NumberedSteps();
  private readonly remembered = new Map<string, KnownWord<T> | null>();
  private none: Uint32Array = new Uint32Array();
  /** Number of the text that is being read, and of the last one in which each step stood. */
  private text = 0;
  private lastIn = new Float64Array();

  add(phrase: Phrase, owner: T): void {
    const { exact, stems } = beginningsOf(phrase);
    const steps = phrase.steps.map((step) => ({ ...step, number: this.numbers.numberOf(step) }));
    const needs = steps.filter(({ optional }) => !optional).map(({ number }) => number);
    const indexed = { owner, first: needs[0] ?? 0, steps, needs: needs.slice(1) };
    for (const word of new Set(exact)) append(this.byWord, word, indexed);
    for (const key of new Set(stems.map((stem) => stem.slice(0, STEM_KEY)))) append(this.byStem, key, indexed);
    this.remembered.clear();
    this.none = this.numbers.none();
    if (this.lastIn.length < this.numbers.count) this.lastIn = new Float64Array(2 * this.numbers.count);
  }

  findAll(words: readonly string[]): readonly PhraseHit<T>[] {
    const hits: PhraseHit<T>[] = [];
    const known: (KnownWord<T> | null)[] = [];
    const fits: (Uint32Array | null)[] = [];
    this.text++;
    for (const word of words) {
      const own = this.know(word);
      known.push(own);
      fits.push(word === SENTENCE_END ? null : (own?.bits ?? this.none));
      if (own !== null) for (const number of own.numbers) this.lastIn[number] = this.text;
    }
    for (let index = 0; index < known.length; index++)
      for (const { owner, steps, needs } of known[index]?.starts ?? []) {
        if (!this.stand(needs)) continue;
        const match = matchPhrase(steps, fits, index);
        if (match !== null) hits.push({ owner, match });
      }
    return hits;
  }

  /** Whether all these steps stand somewhere in the text that is being read. */
  private stand(needs: readonly number[]): boolean {
    for (const number of needs) if (this.lastIn[number] !== this.text) return false;
    return true;
  }

  private know(word: string): KnownWord<T> | null {
    const before = this.remembered.get(word);
    if (before !== undefined) return before;
    const own = this.numbers.fitting(word);
    const starts = [...(this.byWord.get(word) ?? []), ...(this.byStem.get(word.slice(0, STEM_KEY)) ?? [])];
    const known = own === null ? null : { ...own, starts: starts.filter(({ first }) => own.numbers.includes(first)) };
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    this.remembered.set(word, known);
    return known;
  }
}

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
