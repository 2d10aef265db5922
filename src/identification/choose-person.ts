import type { AllocataireFile } from '../domain/directory/allocataire-file';
import type { ReadNumber } from './collect-numbers';
import { findWriters, type WriterZones } from './find-writer';
import type { Whose } from './whose-number';

/** A person of the directory whose number stands in the message. */
export interface Hit {
  readonly file: AllocataireFile;
  readonly personIndex: number;
  readonly nir: string;
  readonly whose: Whose;
  readonly numbers: readonly ReadNumber[];
}

export type Choice =
  | { readonly kind: 'person'; readonly hit: Hit; readonly others: number }
  | { readonly kind: 'several'; readonly file: AllocataireFile | null; readonly because: string }
  | { readonly kind: 'relatives'; readonly hit: Hit; readonly because: string };

/**
 * Which of the persons whose numbers are given is the writer: told by the words around each number, then by who signs.
 * @param hits at least one, each NIR of the message with each file that holds it
 * @param numeros numéros allocataires of the message, to tell two files of one person apart
 */
export function choosePerson(hits: readonly Hit[], zones: WriterZones, numeros: readonly string[]): Choice {
  const nirs = new Set(hits.map(({ nir }) => nir));
  const files = [...new Set(hits.map(({ file }) => file))].filter((file) =>
    [...nirs].every((nir) => file.persons.some((person) => person.nir === nir)),
  );
  if (files.length === 0)
    return {
      kind: 'several',
      file: null,
      because: 'Les numéros écrits sont ceux de personnes de dossiers différents.',
    };
  const named = files.filter(({ numeroAllocataire }) => numeros.includes(numeroAllocataire));
  const [file] = named.length === 1 ? named : files;
  if (file === undefined || (files.length > 1 && named.length !== 1))
    return { kind: 'several', file: null, because: `Le numéro figure dans ${files.length} dossiers.` };
  const ours = hits.filter((hit) => hit.file === file);
  const [only] = ours;
  if (only !== undefined && ours.length === 1) return { kind: 'person', hit: only, others: 0 };
  return amongHousehold(file, ours, zones);
}

function amongHousehold(file: AllocataireFile, hits: readonly Hit[], zones: WriterZones): Choice {
  const writers = findWriters(zones, file.persons);
  const owners = hits.filter(({ whose }) => whose !== 'relative');
  const [first] = hits;
  if (owners.length === 0 && first !== undefined)
    return { kind: 'relatives', hit: first, because: 'Chaque numéro écrit est présenté comme celui d’un proche.' };
  const tests: readonly ((hit: Hit) => boolean)[] = [
    () => true,
    ({ whose }) => whose === 'writer',
    ({ personIndex }) => writers.has(personIndex),
    ({ personIndex }) => file.persons[personIndex]?.role !== 'enfant',
  ];
  for (const test of tests) {
    const [hit, ...more] = owners.filter(test);
    if (hit !== undefined && more.length === 0) return { kind: 'person', hit, others: hits.length - 1 };
  }
  return {
    kind: 'several',
    file,
    because: 'Plusieurs personnes du dossier sont désignées, et rien ne dit laquelle écrit.',
  };
}
