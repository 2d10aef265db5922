import type { Person } from '../domain/directory/allocataire-file';
import { findFullName, hasLastName, nameOf, nameWords } from './compare-names';
import type { WriterZones } from './find-writer';
import type { ZoneLine } from './zone-line';

/** «P/o Paul Martin», «p.o. Mme Martin», «par ordre», «par procuration»: who signs is not who is named. */
const PROXY =
  /(?:^|[\s,(;:])p\s?\/\s?o\b\.?(?!\s?(?:box|boite))|(?:^|[\s,(;:])p\.\s?o\b\.?(?!\s?box)|^\(?po\b\.?\s+(?=m\.|mr\b|mme\b|mlle\b|monsieur\b|madame\b|mon\b|ma\b)|\b(?:pour|par|sur) ordre\b|\bpar procuration\b|\bpour et au nom\b|\bpar delegation\b|^\(?p\/\s?(?=\p{L})|(?:^|\s)p\.\s?p\.(?=\s)/u;
const RELATIVE =
  /^\(?pour (?:le compte de )?(?:mon|ma) (?:mari|epoux|femme|epouse|conjointe?|compagn(?:on|e)|concubine?|pere|mere|papa|maman|fils|fille|frere|soeur)\b/;
const FOR_NAME = /^\(?(?:pour|po|a la place de|au nom de)\s+(.+)$/;
/** «Pour Paul Martin», and little more: a sentence of the letter is longer. */
const MOST_WORDS = 6;

/** Whether a line signs in somebody's place; such a line names the one it is signed for, never the writer. */
export function isProxyLine({ folded, words }: ZoneLine, persons: readonly Person[]): boolean {
  const line = folded.trim();
  if (PROXY.test(line)) return true;
  if (words.length > MOST_WORDS) return false;
  if (RELATIVE.test(line)) return true;
  const named = FOR_NAME.exec(line)?.[1];
  if (named === undefined) return false;
  const called = /^(?:m\.|mr\b|mme\b|mlle\b|monsieur\b|madame\b)/.test(named);
  const bare = nameWords(named);
  return persons.some(
    (person) => findFullName(bare, nameOf(person)) !== null || (called && hasLastName(bare, nameOf(person))),
  );
}

/**
 * Whether the letter is signed in somebody's place: by words that say so, or «pour mon mari», «pour Paul Martin» where the
 * person whose number is given does not sign besides.
 * @param signs whether that person signs on a line of their own
 */
export function isSignedByProxy(zones: WriterZones, persons: readonly Person[], signs: boolean): boolean {
  return [...zones.signature, zones.fromLine].some((line) =>
    signs ? PROXY.test(line.folded.trim()) : isProxyLine(line, persons),
  );
}
