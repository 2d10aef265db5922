import type { Corroboration, ReadItem } from '../domain/correspondence';
import type { AllocataireFile, Person } from '../domain/directory/allocataire-file';
import { isProvablyFrom } from '../domain/directory/registered-sender';
import { findFullName, hasFirstName, hasLastName, isPartOfCompound, nameOf, nameWords } from './compare-names';
import { findDates, isSameDay, type WrittenDate } from './find-dates';
import type { WriterZones } from './find-writer';
import { foldedText, foldedTexts } from './folded-texts';

/** What a message says of its writer, taken out of it once for all comparisons. */
export interface MessageWords {
  /** What was newly written: body, pages, signature. Folded. */
  readonly text: string;
  /** The same with the sender's name. */
  readonly named: string;
  /** Names are looked for in the body, the pages, the signature and the sender's name: nowhere else. */
  readonly written: readonly string[];
  readonly writerZones: readonly string[];
  readonly dates: readonly WrittenDate[];
}

export function messageWords(item: ReadItem, zones: WriterZones): MessageWords {
  const dated = item.texts.filter(({ source }) => source !== 'quoted' && source !== 'attachment');
  const text = foldedTexts(item, ['body', 'page', 'signature']);
  const named = `${zones.fromLine.folded}\n${text}`;
  return {
    text,
    named,
    written: nameWords(named),
    writerZones: [...zones.signature, ...zones.statements, zones.fromLine].flatMap(({ words }) => words),
    dates: dated.flatMap((read) => findDates(foldedText(read))),
  };
}

/** First and last name together somewhere, or each in a place where a writer names themselves. */
export function isNamed(words: MessageWords, person: Person): boolean {
  const name = nameOf(person);
  if (isPartOfCompound(words.named, name)) return false;
  if (findFullName(words.written, name) !== null) return true;
  return hasFirstName(words.writerZones, name) && hasLastName(words.writerZones, name);
}

/** What in the message itself bears a person out. A last name alone never does. */
export function corroborate(
  item: ReadItem,
  words: MessageWords,
  file: AllocataireFile,
  person: Person,
  numeros: readonly string[],
): readonly Corroboration[] {
  const found: Corroboration[] = [];
  if (isProvablyFrom(item, file)) found.push('sender');
  if (numeros.includes(file.numeroAllocataire)) found.push('numero-allocataire');
  if (isNamed(words, person)) found.push('name');
  const bornThen = words.dates.some((date) => isSameDay(date, person.birthDate));
  if (bornThen && hasLastName(words.written, nameOf(person))) found.push('birth-date');
  return found;
}
