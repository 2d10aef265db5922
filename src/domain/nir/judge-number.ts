import type { NirCandidate, NirVerdict } from './nir-candidate';
import { NOT_READ, READING } from './nir-characters';
import { nirKindOf } from './nir-kind';
import { proposeCorrections } from './propose-corrections';
import { FULL_LENGTH, NIR_LENGTH, type ReadCharacters } from './read-characters';

/** Where a number stands and what is said of it. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly labelled: boolean;
}

/** A reading of 15 characters that the key confirms. */
export interface ConfirmedReading {
  readonly written: string;
  /** Letters or signs were taken for digits. */
  readonly repaired: boolean;
  /** The reading that the key confirms as well, null where there is none. */
  readonly rival: string | null;
}

/**
 * The reading that the key confirms: as written, or with letters and signs taken for the digits they are misread from.
 * A letter stands for one digit only, so there is one reading, but for `1B`: 18 and 2B have the same key, which is then no
 * referee.
 * @returns null when the key refuses it
 */
export function confirmedReading(characters: ReadCharacters): ConfirmedReading | null {
  if (characters.length !== FULL_LENGTH || !characters.read()) return null;
  if (!characters.isPlausible() || !characters.hasRightKey()) return null;
  return { written: characters.written(), repaired: characters.mended > 0, rival: rivalOf(characters) };
}

function rivalOf(characters: ReadCharacters): string | null {
  if (!characters.mayBeCorsicaByKey()) return null;
  const written = characters.written();
  return `${written.slice(0, 5)}2B${written.slice(7)}`;
}

/** One for all: most numbers have none. */
const NO_REPAIRS: readonly string[] = Object.freeze([]);

/** What the key confirms: `valid`, or `ambiguous` where it confirms two readings. */
export function confirmedCandidate(place: Place, text: string, reading: ConfirmedReading): NirCandidate {
  if (reading.rival !== null) return ambiguousCandidate(place, text, [reading.written, reading.rival]);
  return candidate(place, reading.written, 'valid', reading.repaired, NO_REPAIRS);
}

/** 13 characters, plausible, which nothing proves. */
export function keylessCandidate(place: Place, characters: ReadCharacters): NirCandidate {
  return candidate(place, characters.written(), 'no-key', characters.mended > 0, NO_REPAIRS);
}

/** 14 to 16 characters, with what one slip of the pen would explain. */
export function wrongKeyCandidate(place: Place, characters: ReadCharacters): NirCandidate {
  const written = characters.written();
  return candidate(place, written, 'wrong-key', characters.mended > 0, proposeCorrections(written));
}

/**
 * Several readings that the key confirms, none of which is chosen.
 * @param text the whole text: the number is given as it stands there, separators left out
 */
export function ambiguousCandidate(place: Place, text: string, readings: readonly string[]): NirCandidate {
  let asRead = '';
  for (let at = place.start; at < place.end; at += 1) {
    if (READING[text.charCodeAt(at)] !== NOT_READ) asRead += text.charAt(at);
  }
  const upper = asRead.normalize('NFKC').toUpperCase();
  const key = upper.slice(-2);
  return {
    ...candidate(place, readings[0] ?? '', 'ambiguous', true, readings),
    nir: upper.slice(0, NIR_LENGTH),
    key: /^\d\d$/.test(key) ? key : null,
    repaired: false,
  };
}

function candidate(
  place: Place,
  written: string,
  verdict: NirVerdict,
  repaired: boolean,
  repairs: readonly string[],
): NirCandidate {
  const nir = beginningOf(written);
  return {
    start: place.start,
    end: place.end,
    nir,
    // Of 14 or 16 characters nobody can tell which are the key.
    key: written.length === FULL_LENGTH ? keyOf(written) : null,
    // A lost first digit leaves a 0 or a 9: the proposals still tell the kind.
    kind: nirKindOf(nir) ?? nirKindOf(repairs[0] ?? '') ?? 'nir',
    verdict,
    repaired,
    repairs,
    labelled: place.labelled,
  };
}

/** All the keys that can be written, and more: a text may hold a hundred thousand numbers. */
const KEYS = Array.from({ length: 100 }, (_, key) => String(key).padStart(2, '0'));
const ROOM = new Array<number>(NIR_LENGTH).fill(0);
const DIGIT_0 = 0x30;

function keyOf(written: string): string | null {
  const tens = written.charCodeAt(NIR_LENGTH) - DIGIT_0;
  return KEYS[tens * 10 + written.charCodeAt(NIR_LENGTH + 1) - DIGIT_0] ?? null;
}

/** The first thirteen characters, as a text of their own: a slice would keep the longer one in memory beside it. */
function beginningOf(written: string): string {
  if (written.length <= NIR_LENGTH) return written;
  for (let at = 0; at < NIR_LENGTH; at += 1) ROOM[at] = written.charCodeAt(at);
  return String.fromCharCode(...ROOM);
}
