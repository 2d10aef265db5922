import { matchesOf } from '../domain/text/matches-of';
import { readDatesInWords } from './read-dates-in-words';

/** A date as written: a year on two digits has no century. */
export interface WrittenDate {
  readonly day: number;
  readonly month: number;
  readonly year: number;
  readonly shortYear: boolean;
  /** Words before it say that the writer was born then. */
  readonly ownBirth: boolean;
  /** The birth is written of a woman: «née». */
  readonly feminine: boolean;
  /** «Jeanne Dupont, née le»: what stands before, folded, whose birth it may be; null where it is no birth. */
  readonly bornBefore: string | null;
}

const MONTHS = [
  'janvier|janv|jan',
  'fevrier|fevr|fev',
  'mars',
  'avril|avr',
  'mai',
  'juin',
  'juillet|juil',
  'aout',
  'septembre|sept',
  'octobre|oct',
  'novembre|nov',
  'decembre|dec',
];
const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.split('|').map((name) => [name, index + 1] as const)));
const NUMERIC = /(?<![\d/.-])(\d{1,2})\s?[/.\- ]\s?(\d{1,2})\s?[/.\- ]\s?(\d{4}|\d{2})(?![\d/])/g;
const ISO = /(?<![\d/.-])(\d{4})[-/.](\d\d)[-/.](\d\d)(?![\d/])/g;
/** «née le 12081955»: only where it is said to be a birth. */
const JOINED = /(?<!\d)(\d\d)(\d\d)((?:19|20)\d\d)(?!\d)/g;
const IN_WORDS = new RegExp(
  `(?<!\\d)(\\d{1,2})\\s?(?:er)?[\\s./-]+(${MONTHS.join('|')})\\b\\.?[\\s./-]+(\\d{4}|\\d{2})(?!\\d)`,
  'g',
);
/** «je suis née le», «date de naissance :», «Née le» at the head of a line: the writer's own, not a child's. */
const OWN_BIRTH =
  /(?:\bje suis (?:bien )?nee?(?: le)?|\b(?:ma )?date (?:de )?naiss?ances?(?: est)?(?: le)?|(?:^|\n)\s*nee?(?: le)?)\s*[:=,]?\s*(?:le\s)?$/;
const BORN = /[\s,(]+nee?(?: le)?\s*:?\s*$/;
const OF_ANOTHER =
  /\b(?:sa|son|leur|notre|nos|enfants?|fils|fille|bebe|conjointe?|mari|femme|epou(?:x|se)|du|des)\b[^.\n]*$/;

const BORN_WORDS = /\bnee?\b|\bnaiss?ances?\b/;

/**
 * Dates of a text in any French form: 12/08/1955, 12.08.55, 12 août 1955, 1er mars 1980, 1955-08-12, in words.
 * @param folded lower case, without accents
 */
export function findDates(folded: string): readonly WrittenDate[] {
  const dates: WrittenDate[] = [];
  const add = (index: number, day: string, month: number, year: string): void => {
    const [dayNumber, yearNumber] = [Number(day), Number(year)];
    if (dayNumber < 1 || dayNumber > 31 || month < 1 || month > 12) return;
    const before = folded.slice(Math.max(0, index - 60), index);
    const ownBirth = OWN_BIRTH.test(before) && !OF_ANOTHER.test(before.replace(OWN_BIRTH, ''));
    const feminine = /\bnee\b[^\n]{0,10}$/.test(before);
    const bornBefore = BORN.test(before) ? before.replace(BORN, '') : null;
    dates.push({
      day: dayNumber,
      month,
      year: yearNumber,
      shortYear: year.length === 2,
      ownBirth,
      feminine,
      bornBefore,
    });
  };
  for (const { index, 1: day = '', 2: month = '', 3: year = '' } of matchesOf(NUMERIC, folded))
    add(index, day, Number(month), year);
  for (const { index, 1: year = '', 2: month = '', 3: day = '' } of matchesOf(ISO, folded))
    add(index, day, Number(month), year);
  for (const { index, 1: day = '', 2: month = '', 3: year = '' } of matchesOf(IN_WORDS, folded))
    add(index, day, MONTH_OF.get(month) ?? 0, year);
  for (const { index, day, month, year } of readDatesInWords(folded))
    add(index, String(day), MONTH_OF.get(month) ?? 0, year);
  for (const { index, 1: day = '', 2: month = '', 3: year = '' } of matchesOf(JOINED, folded))
    if (BORN_WORDS.test(folded.slice(Math.max(0, index - 30), index))) add(index, day, Number(month), year);
  return dates;
}

/** @param birthDate YYYY-MM-DD */
export function isSameDay(date: WrittenDate, birthDate: string): boolean {
  const [year = 0, month, day] = birthDate.split('-').map(Number);
  return date.day === day && date.month === month && date.year === (date.shortYear ? year % 100 : year);
}
