/** A month as a number, so that months can be counted: twelve a year, January 0. */
export type MonthCount = number;

const NAMES = [
  'janvier|janv',
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
const NUMBER_OF = new Map(NAMES.flatMap((names, index) => names.split('|').map((name) => [name, index + 1] as const)));

/** Source of a pattern for a month’s folded name, not captured. */
export const MONTH_NAME = `\\b(?:${NAMES.join('|')})\\b\\.?`;

/** 1 to 12. @param name folded, with or without its full stop */
export function monthNumber(name: string): number {
  return NUMBER_OF.get(name.replace(/\.$/, '')) ?? 0;
}

export const monthOf = (year: number, month: number): MonthCount => year * 12 + month - 1;

/** @param day YYYY-MM-DD or YYYY-MM */
export const monthOfDay = (day: string): MonthCount => monthOf(Number(day.slice(0, 4)), Number(day.slice(5, 7)));

/** YYYY-MM */
export function monthText(month: MonthCount): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}

export const yearOf = (month: MonthCount): number => Math.floor(month / 12);
