import { type MonthCount, monthText } from './months';
import { LONE_PATTERNS, PERIOD_PATTERNS, type PeriodPattern } from './period-patterns';
import type { FoldedText, ReadPeriod } from './request-details';
import type { Resolved } from './resolve-period';

/** A period with where it stands in the text. */
export interface FoundPeriod extends ReadPeriod {
  readonly start: number;
  readonly end: number;
}

/** No letter names so many; a text made to tire the machine may. */
const MOST_PERIODS = 50;
/** Most stretches name none: one look spares the many. */
const MAY_HOLD_ONE =
  /\d[/.-]\d|20\d\d|janv|fev|mars|avr|\bmai\b|juin|juil|aout|sept|oct|nov|dec|dern|prec|passe|ecoul|\bmois\b|\bann?ee|\ban\b|trimestre|semestre|depuis|\b[ts][1-4]\b/;
/** A day of a month («le 3 mars 2026», «12/03/2025»), and a month that is only near («fin mars»), are no months asked for. */
const DAY =
  /(?<![\d/.-])(?:1er|\d{1,2})\s?(?:[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})|\s(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*\.?(?:\s(?:19|20)\d\d)?)(?!\d)/g;
const NOT_BEFORE =
  /(?:\b(?:fin|debut|mi|avant|d'ici|courant|nee?|naissance|rendez-vous (?:de|d'|en))|[\d/]|n°|ref\.?|article|loi|decret)[\s:-]*$/;

/** Every period that a stretch of text names, in order; none twice. @param now month of the message */
export function findPeriods({ shown, folded }: FoldedText, now: MonthCount): readonly FoundPeriod[] {
  if (!MAY_HOLD_ONE.test(folded)) return [];
  const found: FoundPeriod[] = [];
  const left = readBy(PERIOD_PATTERNS, folded);
  readBy(LONE_PATTERNS, left.replace(DAY, blank));
  return found.sort((one, other) => one.start - other.start);

  function readBy(patterns: readonly PeriodPattern[], text: string): string {
    let rest = text;
    for (const { pattern, resolve } of patterns)
      for (const match of rest.matchAll(pattern)) {
        if (found.length >= MOST_PERIODS) return rest;
        if (NOT_BEFORE.test(rest.slice(Math.max(0, match.index - 20), match.index))) continue;
        const resolved = resolve(match, now);
        if (resolved === null) continue;
        const end = match.index + match[0].length;
        found.push({
          ...asRead(resolved),
          words: shown.slice(match.index, end).trim().replace(/\.$/, ''),
          start: match.index,
          end,
        });
        rest = rest.slice(0, match.index) + blank(match[0]) + rest.slice(end);
      }
    return rest;
  }
}

const blank = (text: string): string => ' '.repeat(text.length);

function asRead(resolved: Resolved): Omit<ReadPeriod, 'words'> {
  if ('doubt' in resolved) return { from: null, to: null, open: false, doubt: resolved.doubt };
  const { from, to, open } = resolved;
  return { from: monthText(from), to: monthText(to), open, doubt: null };
}
