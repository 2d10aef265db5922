import { fitsStep } from './numbered-steps';

/** One step of a phrase: a word among several, or up to `gap` words of any kind. */
export interface Step {
  readonly exact: ReadonlySet<string>;
  readonly stems: readonly string[];
  readonly optional: boolean;
  readonly gap: number;
}

/** A step of which is known by its number what words fit it. */
export interface NumberedStep extends Step {
  readonly number: number;
}

/** A phrase of the rules file, compiled. */
export interface Phrase {
  readonly steps: readonly Step[];
}

/** Indexes of the words that a phrase matched, in order; what its gaps passed over is left out. */
export type PhraseMatch = readonly number[];

const GAP = /^\.\.(\d+)$/;
const ALTERNATIVES = /^[a-z0-9]+\*?(?:\|[a-z0-9]+\*?)*\??$/;

/**
 * @param text «attestation ..2 de|du paiement», «demenag*», «ete?», «recu ..3 $aides»: see the head of the rules file
 * @param groups words that stand for one another, by the name that they are called by
 * @throws Error on anything else, with the phrase
 */
export function compilePhrase(
  text: string,
  spelling: ReadonlyMap<string, string>,
  groups: ReadonlyMap<string, readonly string[]>,
): Phrase {
  const opened = text.replace(/\$([a-z]+)/g, (called, name: string) => groups.get(name)?.join('|') ?? called);
  const steps = opened.split(/\s+/).map((part): Step => {
    const gap = GAP.exec(part);
    if (gap !== null) return { exact: new Set(), stems: [], optional: true, gap: Number(gap[1]) };
    if (!ALTERNATIVES.test(part))
      throw new Error(`indice mal écrit\u00a0: «\u00a0${text}\u00a0», à «\u00a0${part}\u00a0»`);
    const words = part.replace(/\?$/, '').split('|');
    const exact = words
      .filter((word) => !word.endsWith('*'))
      .map((word) => spelling.get(word) ?? word)
      .flatMap(inflected);
    const stems = words.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));
    return { exact: new Set(exact), stems, optional: part.endsWith('?'), gap: 0 };
  });
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || first.optional || last === undefined || last.gap > 0)
    throw new Error(`indice mal écrit\u00a0: «\u00a0${text}\u00a0» doit commencer et finir par un mot`);
  return { steps };
}

/** One sounds like the other, and is written for it: «bloqué», «bloqués», «bloquées», «bloquer»; a plural forgotten is seen too. */
function inflected(word: string): readonly string[] {
  const verb = VERB_FORM.exec(word)?.[1];
  if (verb !== undefined) return [word, ...VERB_ENDS.map((end) => verb + end).filter((form) => !NAMES.has(form))];
  if (PLURAL.test(word)) return [word, word.slice(0, -1)];
  return word.length >= SHORTEST_INFLECTED && !/[sxz]$/.test(word) ? [word, `${word}s`] : [word];
}

const SHORTEST_INFLECTED = 5;
const VERB_FORM = /^([a-z]{4,})(?:ee|es|ees|er|ez)$/;
const VERB_ENDS = ['e', 'ee', 'es', 'ees', 'er', 'ez'];
/** First names that are a verb's form once folded: «mariée» is not looked for in «Marie-Josée». */
const NAMES = new Set(['marie', 'aime', 'aimee', 'desire', 'desiree', 'rene', 'renee', 'andre', 'andree', 'honore']);
const PLURAL = /^[a-z]{4,}[a-rtv-z]s$/;

/** Words or stems that a phrase may begin with. */
export function beginningsOf({ steps }: Phrase): {
  readonly exact: readonly string[];
  readonly stems: readonly string[];
} {
  const [first] = steps;
  return { exact: [...(first?.exact ?? [])], stems: first?.stems ?? [] };
}

/**
 * @param fits of each word the steps that it fits, as bits; null where a sentence ends
 * @param start index of the word that the phrase has to begin with
 */
export function matchPhrase(
  steps: readonly NumberedStep[],
  fits: readonly (Uint32Array | null)[],
  start: number,
): PhraseMatch | null {
  return matchFrom(steps, 0, fits, start);
}

function matchFrom(
  steps: readonly NumberedStep[],
  at: number,
  fits: readonly (Uint32Array | null)[],
  index: number,
): PhraseMatch | null {
  const step = steps[at];
  if (step === undefined) return [];
  if (step.gap > 0) return matchGap(steps, at, fits, index);
  const word = fits[index] ?? null;
  if (word !== null && fitsStep(word, step.number)) {
    const rest = matchFrom(steps, at + 1, fits, index + 1);
    if (rest !== null) return [index, ...rest];
  }
  return step.optional ? matchFrom(steps, at + 1, fits, index) : null;
}

function matchGap(
  steps: readonly NumberedStep[],
  at: number,
  fits: readonly (Uint32Array | null)[],
  index: number,
): PhraseMatch | null {
  const gap = steps[at]?.gap ?? 0;
  for (let skipped = 0; skipped <= gap; skipped++) {
    const rest = matchFrom(steps, at + 1, fits, index + skipped);
    if (rest !== null) return rest;
    if ((fits[index + skipped] ?? null) === null) return null;
  }
  return null;
}
