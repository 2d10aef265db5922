import { MONTH_NAME, type MonthCount, monthOf, yearOf } from './months';
import { type Resolved, resolveAlone, resolveRange, resolveSince, within } from './resolve-period';
import { POINT, POINT_OR_NOW, readPoint } from './written-point';

/** One way in which a period is written, and what it means in a message of that month. */
export interface PeriodPattern {
  readonly pattern: RegExp;
  /** @returns null where it is no period after all */
  readonly resolve: (match: RegExpExecArray, now: MonthCount) => Resolved | null;
}

const NUMBERS = 'un,deux,trois,quatre,cinq,six,sept,huit,neuf,dix,onze,douze'.split(',');
const NUMBER = `(\\d{1,3}|une?|${NUMBERS.slice(1).join('|')}|dix[- ]huit|vingt[- ]quatre)`;
const UNITS: Readonly<Record<string, number>> = { mois: 1, trimestre: 3, semestre: 6, an: 12, annee: 12 };
const UNIT = '(mois|trimestres?|semestres?|ans?|annees?)';
const LAST = '(?:derniers|dernieres|precedents|precedentes)';
const GONE = '(?:derniers?|dernieres?|precedente?s?|passee?s?|ecoulee?s?)';
const ORDINALS: Readonly<Record<string, number>> = {
  '1': 1,
  premier: 1,
  '2': 2,
  deuxieme: 2,
  second: 2,
  '3': 3,
  troisieme: 3,
  '4': 4,
  quatrieme: 4,
  dernier: 4,
};
const SINCE = "(?:depuis|a (?:partir|compter) d[ue']|a dater d[ue'])";
const OF = "(?:le |la |l'|les |debut |du |de |d'|mois de |mois d'|l'annee |annee |en ){0,3}";
const TO = "\\s?(?:a|au|aux|jusqu'a|jusqu'au|jusqu'en|jusque|-|->)\\s?";

const count = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  if (text.startsWith('dix') && text.length > 3) return 18;
  if (text.startsWith('vingt')) return 24;
  return text.startsWith('un') ? 1 : NUMBERS.indexOf(text) + 1;
};
const unitOf = (text: string): number => UNITS[text] ?? UNITS[text.replace(/s$/, '')] ?? 1;

/** The last so many, without the one that is under way. */
function lastOnes(how: number, unit: number, now: MonthCount): Resolved | null {
  if (how < 1) return null;
  const begun = now - (now % unit);
  return { from: begun - how * unit, to: begun - 1, open: false };
}

function thisOne(unit: number, now: MonthCount): Resolved {
  return { from: now - (now % unit), to: now, open: true };
}

function between(start: string, end: string, now: MonthCount): Resolved | null {
  const [from, to] = [readPoint(start, now), readPoint(end, now)];
  return from === null || to === null ? null : resolveRange(from, to, now);
}

function since(start: string, now: MonthCount): Resolved | null {
  const from = readPoint(start, now);
  return from === null ? null : resolveSince(from, now);
}

/** The most telling first: what one has read, the next ones no longer see. Each is bounded, so that a text is read once. */
export const PERIOD_PATTERNS: readonly PeriodPattern[] = [
  {
    pattern: /\b(?:annee|annees) scolaires? ((?:19|20)\d\d)\s?[-/]\s?((?:19|20)\d\d)\b/g,
    resolve: ([, start], now) => {
      const from = monthOf(Number(start), 9);
      return from > now ? { doubt: 'future' } : { from, to: Math.min(from + 11, now), open: from + 11 >= now };
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:du|de|d'|des|depuis|a partir d[ue']|a compter d[ue'])\\s?${OF}(${POINT})${TO}${OF}(?:la fin |fin )?(?:de |d')?(${POINT_OR_NOW})`,
      'g',
    ),
    resolve: ([, start = '', end = ''], now) => between(start, end, now),
  },
  {
    pattern: new RegExp(`\\bentre ${OF}(${POINT}) et ${OF}(${POINT_OR_NOW})`, 'g'),
    resolve: ([, start = '', end = ''], now) => between(start, end, now),
  },
  {
    pattern: new RegExp(
      `(${MONTH_NAME}(?: (?:19|20)\\d\\d)?)\\s?(?:a|au|jusqu'a|jusqu'au|jusqu'en|-)\\s?${OF}(${MONTH_NAME}(?: (?:19|20)\\d\\d(?!\\d))?)`,
      'g',
    ),
    resolve: ([, start = '', end = ''], now) => between(start, end, now),
  },
  {
    pattern: /(?<![\d/.-])((?:19|20)\d\d)\s?(?:[-/]|a)\s?((?:19|20)\d\d)(?![\d/.-])/g,
    resolve: ([, start = '', end = ''], now) => between(start, end, now),
  },
  {
    pattern: new RegExp(`\\b(?:depuis|ces|les|des) ${NUMBER} (?:${LAST} )?${UNIT}\\b(?: ${GONE})?`, 'g'),
    resolve: ([whole, how = '', unit = ''], now) => {
      const months = count(how) * unitOf(unit);
      if (!whole.startsWith('depuis'))
        return /dern|prec|passe|ecoul/.test(whole) ? lastOnes(count(how), unitOf(unit), now) : null;
      return months < 1 ? null : { from: now - months, to: now, open: true };
    },
  },
  {
    pattern: new RegExp(`\\b(?:${NUMBER} ${LAST}|${LAST} ${NUMBER}) ${UNIT}\\b`, 'g'),
    resolve: ([, one, other, unit = ''], now) => lastOnes(count(one ?? other ?? ''), unitOf(unit), now),
  },
  {
    pattern: new RegExp(`\\b${NUMBER} ${UNIT} ${GONE}`, 'g'),
    resolve: ([, how = '', unit = ''], now) => lastOnes(count(how), unitOf(unit), now),
  },
  {
    pattern: /\b(?:les |des |ces |mes )(?:derniers mois|dernieres annees|mois derniers|mois passes)\b/g,
    resolve: () => ({ doubt: 'ambiguous' }),
  },
  {
    pattern: new RegExp(`${SINCE} ?(?:le |l')?(mois|trimestre|semestre|an|annee) ${GONE}\\b`, 'g'),
    resolve: ([, unit = ''], now) => {
      const last = lastOnes(1, unitOf(unit), now);
      return last !== null && 'from' in last ? { from: last.from, to: now, open: true } : null;
    },
  },
  {
    pattern: new RegExp(`${SINCE} ?${OF}(${POINT})(?: dernier)?`, 'g'),
    resolve: ([, start = ''], now) => since(start, now),
  },
  {
    // «depuis ma séparation en mai», «depuis la naissance de Léo le 12/03/2025».
    pattern: new RegExp(
      `\\bdepuis (?:ma|mon|la|le|notre|l')\\s?[a-z]{4,20}(?: [a-z']{1,15}){0,4}?,? (?:en|de|d'|du|le|au mois de|depuis) ?(?:mois de )?(${POINT})`,
      'g',
    ),
    resolve: ([, start = ''], now) => since(start, now),
  },
  {
    pattern:
      /\bdepuis (?:ma|mon|la|le|notre|l')\s?(?:separation|divorce|demenagement|emmenagement|naissance|mariage|deces|embauche|licenciement|rupture|arrivee|retour|changement)\b/g,
    resolve: () => ({ doubt: 'ambiguous' }),
  },
  {
    pattern:
      /\b(?:(1)er|([2-4])(?:e|eme|nd)?|(premier|deuxieme|second|troisieme|quatrieme)) (trimestre|semestre)(?: (?:de )?(?:l'annee )?((?:19|20)\d\d)\b)?/g,
    resolve: ([, one, digit, word, unit = '', year], now) =>
      numbered(ORDINALS[one ?? digit ?? word ?? ''] ?? 0, unitOf(unit), year, now),
  },
  {
    pattern: /\b([ts])([1-4])[ -]((?:19|20)\d\d)\b/g,
    resolve: ([, letter, digit, year], now) => numbered(Number(digit), letter === 't' ? 3 : 6, year, now),
  },
  {
    pattern: /\b(?:dernier (mois|trimestre|semestre)|(mois|trimestre|semestre) (?:dernier|passe|precedent|ecoule))\b/g,
    resolve: ([, one, other], now) => lastOnes(1, unitOf(one ?? other ?? ''), now),
  },
  {
    pattern:
      /\b(?:l'an|l'annee|annee|an) (?:dernier|derniere|passe|passee|precedente|ecoulee|n-1)\b|\bderniere annee\b/g,
    resolve: (_, now) => lastOnes(1, 12, now),
  },
  {
    pattern:
      /\b(?:ce|cette) (mois|trimestre|semestre|annee)(?:[- ]ci)?\b|\b(mois|trimestre|semestre|annee) (?:en cours|courante?)\b/g,
    resolve: ([, one, other], now) => thisOne(unitOf(one ?? other ?? ''), now),
  },
  {
    pattern: new RegExp(`(${MONTH_NAME}) dernier\\b`, 'g'),
    resolve: ([, month = ''], now) => lastNamed(month, now),
  },
];

/** One month or year that stands alone: read last, when whole days are out of the way. */
export const LONE_PATTERNS: readonly PeriodPattern[] = [
  {
    pattern: new RegExp(`(${MONTH_NAME} (?:de )?(?:l'annee )?(?:19|20)\\d\\d)(?!\\d)`, 'g'),
    resolve: ([, month = ''], now) => alone(month, now),
  },
  {
    pattern: /(?<![\d/.-])((?:0?[1-9]|1[0-2])[/-](?:19|20)\d\d)(?![\d/])/g,
    resolve: ([, month = ''], now) => alone(month, now),
  },
  {
    pattern: /(?<![\d/.,n°-])(20\d\d)(?![\d/.,]\d|\d|\s?(?:€|euros?))/g,
    resolve: ([, year = ''], now) => alone(year, now),
  },
  { pattern: new RegExp(`(${MONTH_NAME})(?! ?\\d)`, 'g'), resolve: ([, month = ''], now) => alone(month, now) },
];

function alone(text: string, now: MonthCount): Resolved | null {
  const point = readPoint(text, now);
  return point === null ? null : resolveAlone(point, now);
}

function lastNamed(month: string, now: MonthCount): Resolved | null {
  const resolved = since(month, now - 1);
  return resolved !== null && 'from' in resolved ? { from: resolved.from, to: resolved.from, open: false } : resolved;
}

function numbered(number: number, unit: number, year: string | undefined, now: MonthCount): Resolved | null {
  if (number < 1 || number > 12 / unit) return null;
  const start = (ofYear: number): MonthCount => monthOf(ofYear, 1) + (number - 1) * unit;
  if (year !== undefined) return within(start(Number(year)), start(Number(year)) + unit - 1, now);
  const thisYear = start(yearOf(now));
  const from = thisYear <= now ? thisYear : thisYear - 12;
  return { from, to: Math.min(from + unit - 1, now), open: from + unit - 1 >= now };
}
