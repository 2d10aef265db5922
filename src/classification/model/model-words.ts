/** What the rules' words have of it that a model may learn: no numbers, each word once. */
const LEARNABLE = /^[a-z]{2,24}$/;
/** A name that every JavaScript object has: the library counts in plain objects. */
const NOT_COUNTABLE = 'constructor';

/** @param words folded, as the rules read them @returns those that a model may learn or judge by, each once, in order */
export function modelWords(words: readonly string[]): string[] {
  return [...new Set(words)].filter((word) => LEARNABLE.test(word) && word !== NOT_COUNTABLE);
}
