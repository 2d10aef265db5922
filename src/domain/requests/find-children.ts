import type { FoldedText, ReadChild } from './request-details';
import { findWrittenDays } from './written-days';

const MOST_CHILDREN = 15;
const LEAD =
  /\b(?:mon|ma|mes|notre|nos|l'|le|la|petite?) ?(?:petite? |premier |premiere |deuxieme |troisieme |dernier |derniere )?(?:fils|filles?|enfants?|bebes?|garcons?|jumeaux|jumelles|aine|ainee|cadet|cadette)(?: ?[,:(]| s'appelle(?:nt)?| se nomme(?:nt)?| (?:prenomme|nomme)e?s?| est)? +/g;
const NAME = "\\p{Lu}[\\p{L}’'-]{1,20}";
const NAMES = new RegExp(`${NAME}(?:(?: ?, ?| et | & )${NAME}){0,9}`, 'uy');
const BORN = /^[^.\n]{0,25}\bnee?s?\b[^.\n\d]{0,12}/;
/** Words with a capital that begin a sentence or a title, no names. */
const NO_NAMES = new Set([
  'ne',
  'nee',
  'nes',
  'est',
  'et',
  'a',
  'va',
  'sont',
  'caf',
  'madame',
  'monsieur',
  'bonjour',
  'merci',
]);

/** Children called by their first names: «mon fils Léo, né le 12/03/2025», «nos filles Emma et Zoé». */
export function findChildren({ shown, folded }: FoldedText, today: string): readonly ReadChild[] {
  const found = new Map<string, ReadChild>();
  for (const match of folded.matchAll(LEAD)) {
    NAMES.lastIndex = match.index + match[0].length;
    const names = NAMES.exec(shown)?.[0] ?? '';
    const end = match.index + match[0].length + names.length;
    const behind = folded.slice(end, end + 60);
    const [day] = BORN.test(behind) ? findWrittenDays(behind, today) : [];
    const birthDate = day !== undefined && day.on.length === 10 && !names.includes(',') ? day.on : null;
    for (const firstName of names.split(/ ?, ?| et | & /)) {
      const key = firstName.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
      if (firstName === '' || NO_NAMES.has(key)) continue;
      const known = found.get(key);
      if (known === undefined || (known.birthDate === null && birthDate !== null))
        found.set(key, { firstName, birthDate });
    }
    if (found.size >= MOST_CHILDREN) break;
  }
  return [...found.values()];
}
