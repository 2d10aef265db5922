import { foldFrench } from '../domain/text/fold-french-text';
import { matchesOf } from '../domain/text/matches-of';

/** Whom the words around a number give it to: the writer, somebody of the writer's family, or nobody in particular. */
export type Whose = 'writer' | 'relative' | null;

const RELATIVES =
  '(?:mari|femme|epou(?:x|se)|conjointe?|compagn(?:on|e)|concubine?|partenaire|ex|fils|fille|enfants?|bebe|gar[cs]on|petite?|ainee?|cadette?|jumeaux|jumelles|mere|pere|maman|papa|parents?|frere|soeur|grand-?(?:mere|pere)|belle-?mere|beau-?pere|tante|oncle|niece|neveu|cousine?|voisine?|ami|amie)';
/** «celui de mon mari», «à ma fille Léa», «(conjoint)», «Enfant 2 :». «Martin épouse Dupont» is a name, not a relative. */
const RELATIVE = new RegExp(
  `\\b(?:mon|ma|mes|notre|nos|son|sa)\\s+(?:\\p{L}+\\s+)?${RELATIVES}\\b` +
    `|\\b(?:du|de la|de l'|des|le|la|l')\\s*(?:conjointe?|epou(?:x|se)|enfants?|concubine?)\\b` +
    `|\\b(?:conjointe?|enfants?|concubine?)(?:\\s*\\d{1,2})?\\s*(?:[:=(-]|n[°o]|$)` +
    `|\\bepou(?:x|se)\\s*[:=(]`,
  'gu',
);
const WRITER =
  /\b(?:mon|ma|mes)\s+(?:propre\s+)?(?:numero|num|n°|no|nr|nir|matricule|immatriculation|secu|securite|nss|ss|identifiant|carte)\b|\bmoi\b|\ble mien\b|\bje suis\b|\bje m'appelle\b|\bassuree?\s*[:=]|\ballocataire\b|\bdemandeu(?:r|se)\b/gu;

const REACH = 140;
/** A heading above a number speaks for it where it is a few words. */
const HEADING_MAX = 40;
const DIGITS_OF_A_NUMBER = 13;

/**
 * Reads whose number stands at `start`–`end` from the words of its line, the heading above it, or a bracket after it.
 * @param from offset before which nothing may be read: where the previous number ended
 */
export function whoseNumber(text: string, from: number, start: number, end: number): Whose {
  const bracket = /^\s*\([^)\n]{0,40}\)/.exec(text.slice(end, end + 48));
  if (bracket !== null) {
    const after = nearest(foldFrench(bracket[0]));
    if (after !== null) return after;
  }
  const before = text.slice(Math.max(from, start - REACH), start);
  const lines = before.split('\n');
  const sentence = (lines.at(-1) ?? '').split(/[.!?;]\s+(?=\p{Lu})/u).at(-1) ?? '';
  const own = nearest(foldFrench(sentence));
  if (own !== null) return own;
  const heading = lines.length > 1 ? foldFrench(lines.at(-2) ?? '').trim() : '';
  const above = heading.length > 0 && heading.length <= HEADING_MAX ? nearest(heading) : null;
  return above ?? whoseList(text.slice(Math.max(0, start - REACH * 2), start));
}

/** «Enfants :», then a line for each: the heading speaks for the whole list. */
function whoseList(before: string): Whose {
  const lines = before.split('\n').slice(0, -1).reverse();
  const end = lines.findIndex((line) => (line.match(/\d/g)?.length ?? 0) < DIGITS_OF_A_NUMBER);
  const heading = end > 0 ? foldFrench(lines[end] ?? '').trim() : '';
  return /:$/.test(heading) && heading.length <= HEADING_MAX ? nearest(heading) : null;
}

/** The last to be named is whom the number belongs to. */
function nearest(folded: string): Whose {
  const relative = lastIndex(folded, RELATIVE);
  const writer = lastIndex(folded, WRITER);
  if (relative < 0 && writer < 0) return null;
  return relative > writer ? 'relative' : 'writer';
}

function lastIndex(text: string, pattern: RegExp): number {
  let last = -1;
  for (const match of matchesOf(pattern, text)) last = match.index;
  return last;
}
