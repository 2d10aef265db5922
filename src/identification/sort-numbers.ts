import type { AllocataireFile } from '../domain/directory/allocataire-file';
import type { NirCandidate } from '../domain/nir/nir-candidate';
import type { Hit } from './choose-person';
import type { ReadNumber } from './collect-numbers';
import { SENTENCES } from './explain';
import type { Whose } from './whose-number';

/** The numbers of an item by what can be done with them. */
export interface SortedNumbers {
  /** NIR → where it was read: right by its key, or without one. */
  readonly usable: ReadonlyMap<string, readonly ReadNumber[]>;
  readonly wrongKey: readonly ReadNumber[];
  readonly ambiguous: readonly ReadNumber[];
}

export function sortNumbers(numbers: readonly ReadNumber[]): SortedNumbers {
  const usable = new Map<string, ReadNumber[]>();
  for (const number of numbers) {
    const { nir, verdict } = number.candidate;
    if (verdict !== 'valid' && verdict !== 'no-key') continue;
    const same = usable.get(nir);
    if (same === undefined) usable.set(nir, [number]);
    else same.push(number);
  }
  return {
    usable,
    wrongKey: numbers.filter(({ candidate }) => candidate.verdict === 'wrong-key'),
    ambiguous: numbers.filter(({ candidate }) => candidate.verdict === 'ambiguous'),
  };
}

/**
 * The 13-character numbers that a candidate can mean: itself, and every reading or correction that was kept.
 * A wrong key on the right thirteen characters is a slip of the key: they count as a proposal too.
 */
export function readingsOf({ nir, repairs }: NirCandidate): readonly string[] {
  return [nir, ...repairs.map((repair) => repair.slice(0, 13))];
}

/** Who bears a number in the files found, once for each file. */
export function holdersOf(nir: string, numbers: readonly ReadNumber[], files: readonly AllocataireFile[]): Hit[] {
  return files.flatMap((file) =>
    file.persons.flatMap((person, personIndex) =>
      person.nir === nir ? [{ file, personIndex, nir, whose: whoseOf(numbers), numbers }] : [],
    ),
  );
}

function whoseOf(numbers: readonly ReadNumber[]): Whose {
  if (numbers.some(({ whose }) => whose === 'writer')) return 'writer';
  return numbers.some(({ whose }) => whose === 'relative') ? 'relative' : null;
}

/** Whether the scan's own field gives somebody else's number than the one that was chosen. */
export function scanDisagrees(chosen: Hit, hits: readonly Hit[]): boolean {
  return hits.some(({ nir, numbers }) => nir !== chosen.nir && numbers.some(({ source }) => source === 'metadata'));
}

/** What other numbers of the message leave in doubt beside the one that was chosen; null where nothing does. */
export function doubtsBeside(hit: Hit, sorted: SortedNumbers, files: readonly AllocataireFile[]): string | null {
  if (hit.whose === 'writer') return null;
  const household = new Set(hit.file.persons.map(({ nir }) => nir));
  for (const [nir, numbers] of sorted.usable) {
    const sure = numbers.some(({ candidate }) => candidate.verdict === 'valid' || candidate.labelled);
    if (!household.has(nir) && sure && whoseOf(numbers) !== 'relative') return SENTENCES.otherNumber;
  }
  for (const { candidate, whose } of [...sorted.wrongKey, ...sorted.ambiguous]) {
    const readings = new Set(readingsOf(candidate));
    if (readings.has(hit.nir) || whose === 'relative') continue;
    const others = files.flatMap(({ persons }) => persons.filter(({ nir }) => nir !== null && readings.has(nir)));
    if (others.length > 0) return SENTENCES.otherPerson;
  }
  return null;
}
