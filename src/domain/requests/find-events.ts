import { isCalendarDay } from '../calendar/calendar-days';
import type { EventKind, FoldedText, ReadEvent } from './request-details';
import { findWrittenDays } from './written-days';

const MOST_EVENTS = 20;
const CHILD = /\b(?:fils|filles?|enfants?|bebes?|jumeaux|jumelles|accouche|naissance de)\b/;
const EVENTS: readonly (readonly [EventKind, RegExp])[] = [
  ['séparation', /\bsepar[a-z]*|\bdivorc[a-z]*|\bquitte (?:mon|ma|le)\b/g],
  ['grossesse', /\bgrossesse\b|\benceinte\b|\bterme\b|\baccouchement\b|\bpresumee?\b/g],
  ['naissance', /\bnee?s?\b|\bnaissance\b|\baccouche\b/g],
  ['déménagement', /\bdemenag[a-z]*|\bemmenag[a-z]*|\bnouve(?:au|lle|l) (?:adresse|logement|appartement|domicile)\b/g],
  ['décès', /\bdecede?e?s?\b|\bdeces\b|\bmorte?\b/g],
  ['union', /\bmariee?s?\b|\bmariage\b|\bpacs[a-z]*|\bconcubin[a-z]*|\bvie commune\b|\ben couple\b/g],
  [
    'embauche',
    /\bembauch[a-z]*|\bcd[di]\b|\bnouvel emploi\b|\brepr(?:is|ise|ends) (?:le |du |un |mon |d'|l')?(?:travail|activite|emploi)|\bcommence (?:a travailler|un|mon|le)\b/g,
  ],
  [
    'fin de travail',
    /\blicenci[a-z]*|\bfin de (?:mon |ma )?(?:contrat|mission|cdd)\b|\bdemission[a-z]*|\bchomage\b|\bperdu mon (?:travail|emploi)\b|\brupture conventionnelle\b/g,
  ],
  ['retraite', /\bretraite\b/g],
];
/** What is told of as done: «mariés le 12 juin», written in March, was last year. */
const HAPPENED: ReadonlySet<EventKind> = new Set([
  'séparation',
  'naissance',
  'union',
  'décès',
  'embauche',
  'fin de travail',
]);
const TO_COME =
  /\bprochaine?\b|\bv(?:ais|a|ont|as)\b|\bsera|\bserai|\baura|\bprevue?s?\b|\bfutur|\ba partir\b|\ba compter\b|\bfin de (?:mon |ma )?(?:contrat|mission|cdd)\b/;
const BEFORE = 70;
const BEHIND = 45;

/** What happened on which day, by the word nearest to each date in its sentence. The writer’s own birth is no event. */
export function findEvents({ shown, folded }: FoldedText, today: string): readonly ReadEvent[] {
  const events: ReadEvent[] = [];
  for (const { start, end, on, yearGuessed } of findWrittenDays(folded, today)) {
    const from =
      start -
      (folded
        .slice(Math.max(0, start - BEFORE), start)
        .split(/[.!?;\n](?=\s|$)/)
        .at(-1)?.length ?? 0);
    const to = end + (folded.slice(end, end + BEHIND).split(/[.!?;\n](?=\s|$)/, 1)[0]?.length ?? 0);
    const what = nearestEvent(folded.slice(from, start), folded.slice(end, to));
    if (what === null || (what.kind === 'naissance' && !CHILD.test(folded.slice(from, to)))) continue;
    const words = shown
      .slice(Math.max(from, start - what.away - what.length), end)
      .replace(/\s+/g, ' ')
      .trim();
    const isPast = HAPPENED.has(what.kind) && !TO_COME.test(folded.slice(from, to));
    const was = yearGuessed && isPast && on > today ? yearBefore(on) : on;
    events.push({ what: what.kind, on: was, words: words.replace(/\.$/, '') });
    if (events.length >= MOST_EVENTS) break;
  }
  return events;
}

function yearBefore(on: string): string {
  const before = `${Number(on.slice(0, 4)) - 1}${on.slice(4)}`;
  // 29 February has none.
  return on.length === 7 || isCalendarDay(before) ? before : on;
}

function nearestEvent(before: string, behind: string) {
  let nearest: { kind: EventKind; away: number; length: number } | null = null;
  for (const [kind, words] of EVENTS) {
    const last = [...before.matchAll(words)].at(-1);
    const away = last === undefined ? null : before.length - last.index - last[0].length;
    if (away !== null && (nearest === null || away < nearest.away))
      nearest = { kind, away, length: last?.[0].length ?? 0 };
  }
  // «Le 3 mars, j’ai déménagé»: what follows counts where nothing precedes.
  for (const [kind, words] of nearest === null ? EVENTS : []) {
    const [next] = behind.matchAll(words);
    if (next !== undefined && (nearest === null || next.index < nearest.away))
      nearest = { kind, away: next.index, length: 0 };
  }
  return nearest === null || nearest.length > 0 ? nearest : { ...nearest, away: 0 };
}
