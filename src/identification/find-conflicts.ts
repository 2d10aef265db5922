import type { AllocataireFile, Person } from '../domain/directory/allocataire-file';
import { nirCoherence } from '../domain/nir/nir-coherence';
import { findFullName, nameOf, nameWords } from './compare-names';
import { isNamed, type MessageWords } from './corroborate';
import { isSameDay } from './find-dates';
import { findStranger } from './find-stranger';
import type { WritesFor } from './find-third-party';
import { findWriters, type WriterZones } from './find-writer';
import type { Whose } from './whose-number';

export interface Judged {
  readonly file: AllocataireFile;
  readonly personIndex: number;
  readonly person: Person;
  readonly nir: string;
  readonly whose: Whose;
  /** Numéros allocataires of the message that are those of other files. */
  readonly otherNumeros: readonly string[];
  readonly writesFor: WritesFor;
  readonly corroborated: boolean;
}

/** «ma mère Jeanne Dupont»: whom one speaks of so, one is not. */
const RELATIVE_WORDS = new Set(
  'mere pere maman papa mari femme epouse epoux conjoint conjointe compagnon compagne fils fille frere soeur tante oncle grand belle beau voisin voisine ami amie'.split(
    ' ',
  ),
);

/** Everything in a message that points to somebody else than the person whose number it gives, in plain French. */
export function findConflicts(judged: Judged, zones: WriterZones, words: MessageWords): readonly string[] {
  const { file, person, personIndex, nir, whose, otherNumeros, writesFor } = judged;
  const writers = findWriters(zones, file.persons);
  const signs = writers.has(personIndex);
  const conflicts: string[] = [];
  const coherence = nirCoherence(nir, person);
  if (!coherence.sex) conflicts.push('Le numéro de sécurité sociale ne correspond pas au sexe inscrit au dossier.');
  if (!coherence.year || !coherence.month)
    conflicts.push('Le numéro de sécurité sociale ne correspond pas à la date de naissance inscrite au dossier.');
  if (person.role === 'enfant') conflicts.push('Ce numéro est celui d’un enfant du dossier.');
  for (const numero of otherNumeros)
    conflicts.push(`Le numéro allocataire ${numero}, écrit dans le message, est celui d’un autre dossier.`);
  const [writer] = writers;
  if (writer !== undefined && !signs)
    conflicts.push(`Le message est écrit par une autre personne du dossier (${file.persons[writer]?.role}).`);
  if (writesFor === 'third-party') conflicts.push('Quelqu’un d’autre écrit pour cette personne.');
  if (writesFor === 'household' && !signs && whose !== 'writer' && !isNamed(words, person))
    conflicts.push('Le message est écrit pour un conjoint ou un enfant, sans dire par qui.');
  if (whose === 'relative' && !signs) conflicts.push('Les mots autour du numéro disent que c’est celui d’un proche.');
  if (!signs && isSpokenOf(words, person)) conflicts.push('Le message parle de cette personne comme d’un proche.');
  if (hasOtherBirthDate(words, person))
    conflicts.push('La date de naissance donnée dans le message n’est pas celle du dossier.');
  // Without anything that bears the person out, a stranger's name only leaves it unconfirmed.
  if (judged.corroborated && !signs && writer === undefined) {
    const stranger = findStranger(zones, person);
    if (stranger === 'signature') conflicts.push('Le message est signé d’un autre nom.');
    if (stranger === 'from') conflicts.push('L’expéditeur porte un autre nom.');
  }
  return conflicts;
}

function isSpokenOf({ written }: MessageWords, person: Person): boolean {
  const { first, lasts } = nameOf(person);
  const nameWord = new Set([...first, ...lasts.flat()]);
  return written.some((word, index) => word === first[0] && RELATIVE_WORDS.has(beforeName(written, index, nameWord)));
}

/** The word before a name, the last name written first skipped. */
function beforeName(words: readonly string[], index: number, nameWord: ReadonlySet<string>): string {
  let at = index - 1;
  while (at >= 0 && nameWord.has(words[at] ?? '')) at--;
  return words[at] ?? '';
}

function hasOtherBirthDate({ dates }: MessageWords, person: Person): boolean {
  const own = dates.filter(
    ({ ownBirth, bornBefore }) => ownBirth || (bornBefore !== null && endsWithName(bornBefore, person)),
  );
  return own.length > 0 && !own.some((date) => isSameDay(date, person.birthDate));
}

function endsWithName(folded: string, person: Person): boolean {
  const words = nameWords(folded);
  const { first, lasts } = nameOf(person);
  return lasts.some(
    (last) => findFullName(words.slice(-first.length - last.length), { first, lasts: [last] }) !== null,
  );
}
