import type { ReadItem } from '../domain/correspondence';
import type { AllocataireFile, Directory } from '../domain/directory/allocataire-file';
import { comparableEmail, isSentFrom } from '../domain/directory/registered-sender';
import { collectNumbers } from './collect-numbers';
import { isNamed, messageWords } from './corroborate';
import { findStranger } from './find-stranger';
import { findWriters, writerZones } from './find-writer';
import { readingsOf } from './sort-numbers';

/** Somebody who was identified by an answer, and the item that it answers. */
export interface AnsweredOriginal {
  readonly original: ReadItem;
  readonly answer: ReadItem;
  readonly file: AllocataireFile;
  readonly personIndex: number;
  /** The answer came by an address that was given to the original's sender alone. */
  readonly bySenderOnly: boolean;
}

export interface Agreement {
  readonly agrees: boolean;
  /** Plain French: what speaks for it, or against. */
  readonly because: readonly string[];
}

/**
 * Whether the person whom an answer names can be the one who had written: something in the original speaks for them (name,
 * sender, numéro allocataire, the number itself), and nothing for somebody else.
 */
export async function agreeWithOriginal(given: AnsweredOriginal, directory: Directory): Promise<Agreement> {
  const against = await findAgainst(given, directory);
  if (against.length > 0) return { agrees: false, because: against };
  const because = findFor(given);
  if (because.length > 0) return { agrees: true, because };
  return { agrees: false, because: ['Rien dans le premier courrier ne dit qu’il vient de cette personne.'] };
}

async function findAgainst(
  { original, file, personIndex }: AnsweredOriginal,
  directory: Directory,
): Promise<readonly string[]> {
  const person = file.persons[personIndex];
  if (person === undefined) throw new RangeError('no such person in the file');
  const zones = writerZones(original);
  const against: string[] = [];
  const others = collectNumbers(original).numeros.filter(({ numero }) => numero !== file.numeroAllocataire);
  const emails = original.from === null ? [] : [original.from.address];
  const numeros = others.map(({ numero }) => numero);
  const known = numeros.length + emails.length === 0 ? [] : await directory.findFiles([], numeros, emails);
  const isKnown = (numero: string): boolean => known.some((one) => one.numeroAllocataire === numero);
  if (others.some(({ numero, labelled }) => labelled || isKnown(numero)))
    against.push('Le premier courrier donne un autre numéro allocataire.');
  if (!isSentFrom(original, file) && known.some((one) => isSentFrom(original, one)))
    against.push('Le premier courrier vient de l’adresse e-mail d’un autre dossier.');
  const writers = findWriters(zones, file.persons);
  if (writers.size > 0 && !writers.has(personIndex))
    against.push('Une autre personne du dossier a écrit le premier courrier.');
  if (writers.size === 0 && findStranger(zones, person) !== null)
    against.push('Le premier courrier porte un autre nom.');
  return against;
}

function findFor({ original, answer, file, personIndex, bySenderOnly }: AnsweredOriginal): string[] {
  const person = file.persons[personIndex];
  if (person === undefined) throw new RangeError('no such person in the file');
  const collected = collectNumbers(original);
  const zones = writerZones(original);
  const sameSender =
    original.from !== null &&
    answer.from !== null &&
    comparableEmail(original.from.address) === comparableEmail(answer.from.address);
  const found: readonly (readonly [boolean, string])[] = [
    [isNamed(messageWords(original, zones), person), 'Le premier courrier porte ce nom.'],
    [
      collected.numeros.some(({ numero }) => numero === file.numeroAllocataire),
      'Le premier courrier donne le numéro allocataire de ce dossier.',
    ],
    [
      collected.numbers.some(({ candidate }) => person.nir !== null && readingsOf(candidate).includes(person.nir)),
      'Le numéro mal écrit du premier courrier en est proche.',
    ],
    [isSentFrom(original, file), 'Le premier courrier vient de l’adresse e-mail de ce dossier.'],
    [sameSender, 'Les deux messages viennent de la même adresse e-mail.'],
    [bySenderOnly, 'Le lien employé n’avait été donné qu’à l’expéditeur du premier courrier.'],
  ];
  return found.filter(([speaks]) => speaks).map(([, because]) => because);
}
