import { NUMBER_WORD, readFrenchNumber } from './french-numbers';
import type { FoldedText, ReadAmount } from './request-details';

const MOST_AMOUNTS = 30;
/** A hundred million euros: more is a mistake, or no amount. */
const MOST_CENTS = 10_000_000_000;
const WHOLE = '\\d{1,3}(?:[ .]\\d{3}){1,2}|\\d{1,8}';
const EUROS = '(?:€|euros?\\b|eur\\b)';
/** «1 234,56 €», «450€50», «1.200 euros», «450 euros et 50 centimes», «€ 450». */
const IN_FIGURES = new RegExp(
  `(?<![\\d.,/-])(?:(${WHOLE})(?:[.,](\\d{1,2}))? ?${EUROS}(?: ?(?:et )?(\\d{2})(?!\\d)(?: ?(?:centimes?|cts?))?)?|€ ?(${WHOLE})(?:[.,](\\d{1,2}))?(?!\\d))`,
  'g',
);
const IN_WORDS = new RegExp(`\\b(${NUMBER_WORD}(?:[ -](?:et )?${NUMBER_WORD}){0,9}) ${EUROS}`, 'g');

/** What an amount is about, by the words beside it: the nearest before it, else behind it. */
const ABOUT: readonly (readonly [string, RegExp])[] = [
  ['loyer', /\bloyers?\b|\bbail\b|\bquittance/g],
  ['charges', /\bcharges?\b(?! de famille)/g],
  ['salaire', /\bsalaires?\b|\bpaies?\b|\bremuneration|\bgagne\b|\bnet (?:mensuel|imposable)/g],
  ['revenus', /\brevenus?\b|\bressources?\b/g],
  ['pension alimentaire', /\bpensions?\b/g],
  ['dette', /\bdettes?\b|\bindus?\b|\btrop[- ]percus?\b|\brembours|\bdois\b|\breclam/g],
  ['mensualité', /\bmensualites?\b|\bpar mois\b|\becheancier|\bechelonn/g],
  ['retenue', /\bretenues?\b|\bpreleve/g],
  [
    'prestation',
    /\bapl\b|\brsa\b|\baah\b|\bals\b|\balf\b|\ballocations?\b|\bprestations?\b|\bprime\b|\baides?\b|\bverse/g,
  ],
  ['garde d’enfant', /\bnounou\b|\bassistante maternelle\b|\bcreche\b|\bgarde\b/g],
];
const BEFORE = 60;
const BEHIND = 30;
/** «450 € de loyer», «450 € par mois»: what follows at once, and no further than the next sign. */
const BEHIND_WORDS = /^ ?(?:de |d'|par |pour |en |nets? )[^,.;:\n]*/;

/** Amounts in euros of a text, in order, each with what it is about where that is said. */
export function findAmounts({ shown, folded }: FoldedText): readonly ReadAmount[] {
  const found: (ReadAmount & { readonly at: number })[] = [];
  const add = (at: number, length: number, cents: number | null): void => {
    if (cents === null || cents > MOST_CENTS || found.length >= MOST_AMOUNTS) return;
    found.push({ cents, about: aboutOf(folded, at, at + length), words: shown.slice(at, at + length).trim(), at });
  };
  for (const match of folded.matchAll(IN_FIGURES)) {
    const [whole, figures, after, behind, leading, afterLeading] = match;
    add(match.index, whole.length, centsOf(figures ?? leading ?? '', after ?? afterLeading ?? behind));
    if (found.length >= MOST_AMOUNTS) break;
  }
  for (const match of folded.matchAll(IN_WORDS)) {
    const euros = readFrenchNumber(match[1] ?? '');
    add(match.index, match[0].length, euros === null ? null : euros * 100);
    if (found.length >= MOST_AMOUNTS) break;
  }
  return found.sort((one, other) => one.at - other.at).map(({ at, ...amount }) => amount);
}

function centsOf(whole: string, hundredths: string | undefined): number {
  return Number(whole.replace(/[ .]/g, '')) * 100 + Number((hundredths ?? '').padEnd(2, '0'));
}

function aboutOf(folded: string, start: number, end: number): string | null {
  const before = lastSentence(folded.slice(Math.max(0, start - BEFORE), start));
  const behind = BEHIND_WORDS.exec(folded.slice(end, end + BEHIND))?.[0] ?? '';
  let nearest: { about: string; away: number } | null = null;
  for (const [about, words] of ABOUT) {
    const last = [...before.matchAll(words)].at(-1);
    if (last !== undefined) nearest = nearer(nearest, about, before.length - last.index - last[0].length);
    const [next] = behind.matchAll(words);
    // What follows the amount counts for what it is only where nothing nearer precedes it: «450 € de loyer».
    if (next !== undefined) nearest = nearer(nearest, about, next.index);
  }
  return nearest?.about ?? null;
}

function nearer(known: { about: string; away: number } | null, about: string, away: number) {
  return known === null || away < known.away ? { about, away } : known;
}

function lastSentence(text: string): string {
  return text.split(/[.!?;\n](?=\s|$)/).at(-1) ?? '';
}
