import type { AllocataireFile, Person } from '../domain/directory/allocataire-file';
import { nirCoherence } from '../domain/nir/nir-coherence';
import { findFullName, nameOf, nameWords } from './compare-names';
import { isNamed, type MessageWords } from './corroborate';
import { isSameDay, type WrittenDate } from './find-dates';
import { isSignedByProxy } from './find-proxy';
import { findStranger } from './find-stranger';
import type { WritesFor } from './find-third-party';
import { findWriters, type WriterZones } from './find-writer';
import { isCalledOtherwise, speaksAsTheOther, statedSex } from './read-stated-sex';
import type { Whose } from './whose-number';
import { ZoneLine } from './zone-line';

export interface Judged {
  readonly file: AllocataireFile;
  readonly personIndex: number;
  readonly person: Person;
  readonly nir: string;
  readonly whose: Whose;
  /** Numéros allocataires of the message that are those of other files. */
  readonly otherNumeros: readonly string[];
  /** The sender's address is the one that another file has registered, and not this one. */
  readonly otherSender: boolean;
  readonly writesFor: WritesFor;
  readonly corroborated: boolean;
  /** By first and last name. */
  readonly named: boolean;
}

/** «ma mère Jeanne Dupont»: whom one speaks of so, one is not. */
const HOUSEHOLD_WORDS = 'mari femme epouse epoux conjoint conjointe compagnon compagne fils fille'.split(' ');
const OUTSIDE_WORDS =
  'mere pere maman papa frere soeur tante oncle grand belle beau voisin voisine ami amie locataire client cliente patient patiente usager usagere resident residente pupille protege protegee beneficiaire salarie salariee'.split(
    ' ',
  );
const RELATIVE_WORDS = new Set([...HOUSEHOLD_WORDS, ...OUTSIDE_WORDS]);

/** Everything in a message that points to somebody else than the person whose number it gives, in plain French. */
export function findConflicts(judged: Judged, zones: WriterZones, words: MessageWords): readonly string[] {
  const writers = findWriters(zones, judged.file.persons);
  return [
    ...conflictsOfFile(judged),
    ...conflictsOfWriter(judged, zones, words, writers),
    ...conflictsOfStatements(judged, zones, words),
    ...conflictsOfStranger(judged, zones, writers),
  ];
}

/** The number against the file that it was found in, and other files that the message names. */
function conflictsOfFile({ person, nir, otherNumeros, otherSender }: Judged): string[] {
  const coherence = nirCoherence(nir, person);
  const conflicts: string[] = [];
  if (!coherence.sex) conflicts.push('Le numéro de sécurité sociale ne correspond pas au sexe inscrit au dossier.');
  if (!coherence.year || !coherence.month)
    conflicts.push('Le numéro de sécurité sociale ne correspond pas à la date de naissance inscrite au dossier.');
  if (person.role === 'enfant') conflicts.push('Ce numéro est celui d’un enfant du dossier.');
  for (const numero of otherNumeros)
    conflicts.push(`Le numéro allocataire ${numero}, écrit dans le message, est celui d’un autre dossier.`);
  if (otherSender) conflicts.push('L’adresse e-mail de l’expéditeur est celle d’un autre dossier.');
  return conflicts;
}

/** Who signs, and for whom. */
function conflictsOfWriter(
  { file, person, personIndex, whose, writesFor }: Judged,
  zones: WriterZones,
  words: MessageWords,
  writers: ReadonlySet<number>,
): string[] {
  const signs = writers.has(personIndex);
  const [writer] = writers;
  const conflicts: string[] = [];
  if (writer !== undefined && !signs)
    conflicts.push(`Le message est écrit par une autre personne du dossier (${file.persons[writer]?.role}).`);
  if (isSignedByProxy(zones, file.persons, signs))
    conflicts.push('La lettre est signée à la place de quelqu’un («\u00a0p/o\u00a0», «\u00a0pour…\u00a0»).');
  if (writesFor === 'third-party') conflicts.push('Quelqu’un d’autre écrit pour cette personne.');
  if (writesFor === 'household' && !signs && whose !== 'writer' && !isNamed(words, person))
    conflicts.push('Le message est écrit pour un conjoint ou un enfant, sans dire par qui.');
  if (whose === 'relative' && !signs) conflicts.push('Les mots autour du numéro disent que c’est celui d’un proche.');
  if (!signs && spokenOfAs(words, person) !== null)
    conflicts.push('Le message parle de cette personne comme d’un proche.');
  return conflicts;
}

/** What the writer says of their own sex, couple and birth, against the file. */
function conflictsOfStatements({ file, person }: Judged, zones: WriterZones, words: MessageWords): string[] {
  const sex = statedSex(words.text);
  const own = words.dates.filter((date) => isBirthOf(date, person));
  const bornWoman = person.sex === 'M' && own.some(({ feminine }) => feminine);
  const conflicts: string[] = [];
  if ((sex !== null && sex !== person.sex) || bornWoman)
    conflicts.push(
      person.sex === 'M'
        ? 'Une femme écrit («\u00a0née\u00a0», «\u00a0je suis une…\u00a0»), et le numéro est celui d’un homme.'
        : 'Un homme écrit («\u00a0je suis un…\u00a0»), et le numéro est celui d’une femme.',
    );
  if (isCalledOtherwise(words.text, zones, file, person))
    conflicts.push(
      'La civilité écrite («\u00a0Monsieur\u00a0», «\u00a0Madame\u00a0») n’est pas celle de la personne du dossier.',
    );
  if (speaksAsTheOther(words.text, file, person))
    conflicts.push(
      person.sex === 'M'
        ? 'Le message parle de «\u00a0mon mari\u00a0», et le numéro est celui d’un homme\u00a0: l’autre membre du couple semble écrire.'
        : 'Le message parle de «\u00a0ma femme\u00a0», et le numéro est celui d’une femme\u00a0: l’autre membre du couple semble écrire.',
    );
  if (own.length > 0 && !own.some((date) => isSameDay(date, person.birthDate)))
    conflicts.push('La date de naissance donnée dans le message n’est pas celle du dossier.');
  return conflicts;
}

/** Without anything that bears the person out, a stranger's name only leaves it unconfirmed. */
function conflictsOfStranger(
  { file, person, personIndex, corroborated, named }: Judged,
  zones: WriterZones,
  writers: ReadonlySet<number>,
): string[] {
  if (!corroborated) return [];
  const stranger = findStranger(zones, person);
  if (stranger === 'signature' && isSignedByNone(zones, file)) return ['Le message est signé d’un autre nom.'];
  if (writers.has(personIndex) || writers.size > 0) return [];
  if (stranger === 'from') return ['L’expéditeur porte un autre nom.'];
  // A person who is named in the letter may write on somebody's paper; one who is not has hardly written it.
  return stranger === 'head' && !named ? ['La lettre porte en tête un autre nom.'] : [];
}

/** Under somebody else's signature, a name at the head of the letter is only whom it speaks of. */
function isSignedByNone(zones: WriterZones, { persons }: AllocataireFile): boolean {
  return findWriters({ ...zones, head: [], fromLine: NO_LINE }, persons).size === 0;
}

const NO_LINE = new ZoneLine('');

/** «ma mère Simone Petit», «ma cliente Mme Petit Simone»: the word by which the person is spoken of; null for none. */
export function spokenOfAs({ written }: MessageWords, person: Person): 'household' | 'outside' | null {
  const { first, lasts } = nameOf(person);
  const nameWord = new Set([...first, ...lasts.flat()]);
  const said = written.flatMap((word, index) => (word === first[0] ? [beforeName(written, index, nameWord)] : []));
  const relative = said.find((word) => RELATIVE_WORDS.has(word));
  if (relative === undefined) return null;
  return OUTSIDE_WORDS.includes(relative) ? 'outside' : 'household';
}

const WORDS_OF_A_NAME = 6;

/** The word before a name, the last name written first skipped. */
function beforeName(words: readonly string[], index: number, nameWord: ReadonlySet<string>): string {
  let at = index - 1;
  while (at >= 0 && index - at <= WORDS_OF_A_NAME && nameWord.has(words[at] ?? '')) at--;
  return words[at] ?? '';
}

function isBirthOf({ ownBirth, bornBefore }: WrittenDate, person: Person): boolean {
  return ownBirth || (bornBefore !== null && endsWithName(bornBefore, person));
}

function endsWithName(folded: string, person: Person): boolean {
  const words = nameWords(folded);
  const { first, lasts } = nameOf(person);
  return lasts.some(
    (last) => findFullName(words.slice(-first.length - last.length), { first, lasts: [last] }) !== null,
  );
}
