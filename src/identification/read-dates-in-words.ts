import { matchesOf } from '../domain/text/matches-of';
/** A date of which the day or the year is written in words. */
export interface DateInWords {
  readonly index: number;
  readonly day: number;
  /** As it was written. */
  readonly month: string;
  /** Four digits, or two where no century was written. */
  readonly year: string;
}

const TO_SIXTEEN = 'un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'.split(
  ' ',
);
const TENS: readonly (readonly [string, number])[] = [
  ['vingt', 20],
  ['trente', 30],
  ['quarante', 40],
  ['cinquante', 50],
  ['soixante', 60],
  ['septante', 70],
  ['huitante', 80],
  ['octante', 80],
  ['quatre vingt', 80],
  ['nonante', 90],
];

/** «quatre vingt onze» → 91: words apart by one space, without «et» nor the s of «vingts». */
const BELOW_HUNDRED = new Map<string, number>();
TO_SIXTEEN.forEach((name, index) => {
  BELOW_HUNDRED.set(name, index + 1);
});
for (const unit of [7, 8, 9]) BELOW_HUNDRED.set(`dix ${TO_SIXTEEN[unit - 1]}`, 10 + unit);
for (const [name, value] of TENS) {
  BELOW_HUNDRED.set(name, value);
  // «soixante-dix-neuf», «quatre-vingt-onze»: the two tens that count on to nineteen.
  const most = value === 60 || name === 'quatre vingt' ? 19 : 9;
  for (const [unit, more] of [...BELOW_HUNDRED]) if (more <= most) BELOW_HUNDRED.set(`${name} ${unit}`, value + more);
}

const CENTURIES: readonly (readonly [RegExp, number])[] = [
  [/^(?:mil(?:le)?|dix) neuf cent(?: |$)/, 1900],
  [/^deux mil(?:le)?(?: |$)/, 2000],
];
const WORD = `(?:${[...TO_SIXTEEN, 'vingts?', 'trente', 'quarante', 'cinquante', 'soixante', 'septante', 'huitante', 'octante', 'nonante', 'cents?', 'mille', 'mil'].join('|')})`;
/** «mil neuf cent quatre-vingt-dix-neuf» has seven; without a bound a long list of numbers would cost its square. */
const WORDS = `${WORD}\\b(?:[\\s-]+(?:et[\\s-]+)?${WORD}\\b){0,7}`;
const MONTH = 'janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre';
const NAMES_A_MONTH = new RegExp(`\\b(?:${MONTH})\\s`);
const DATE = new RegExp(
  `(?<![\\p{L}\\d-])(${WORDS}|premier|1er|\\d{1,2})\\s+(${MONTH})\\s+(${WORDS}|\\d{4}|\\d\\d)\\b`,
  'gu',
);

/**
 * «douze mai mil neuf cent soixante-neuf», «premier juin 1980», «12 mai deux mille un».
 * @param folded lower case, without accents
 */
export function readDatesInWords(folded: string): readonly DateInWords[] {
  const dates: DateInWords[] = [];
  if (!NAMES_A_MONTH.test(folded)) return dates;
  for (const { index, 1: dayWords = '', 2: month = '', 3: yearWords = '' } of matchesOf(DATE, folded)) {
    const day = /^\d/.test(dayWords)
      ? Number.parseInt(dayWords, 10)
      : dayWords === 'premier'
        ? 1
        : belowHundred(dayWords);
    const year = /^\d/.test(yearWords) ? yearWords : yearOf(yearWords);
    if (day !== null && year !== null) dates.push({ index, day, month, year });
  }
  return dates;
}

function belowHundred(words: string): number | null {
  return BELOW_HUNDRED.get(plain(words)) ?? null;
}

/** The longest of its beginnings that is a year: what follows may count something else. */
function yearOf(words: string): string | null {
  const parts = plain(words).split(' ');
  for (let length = parts.length; length > 0; length -= 1) {
    const year = wholeYear(parts.slice(0, length).join(' '));
    if (year !== null) return year;
  }
  return null;
}

function wholeYear(words: string): string | null {
  for (const [pattern, century] of CENTURIES) {
    if (!pattern.test(words)) continue;
    const rest = words.replace(pattern, '');
    const more = rest === '' ? 0 : BELOW_HUNDRED.get(rest);
    return more === undefined ? null : String(century + more);
  }
  const short = BELOW_HUNDRED.get(words);
  return short === undefined || short < 10 ? null : String(short);
}

function plain(words: string): string {
  return words
    .replace(/[\s-]+/g, ' ')
    .replace(/ et /g, ' ')
    .replace(/\b(vingt|cent)s\b/g, '$1');
}
