import { nirKey } from './nir-key';
import { isPlausibleNir } from './plausible-nir';

const DIGITS = '0123456789';
/** More than an agent would look at; one error of one kind rarely leaves more than five. */
const MOST_PROPOSALS = 12;

/**
 * The right numbers that one slip of the pen turns into this one: a transposition or a changed digit for 15 characters, a
 * lost digit for 14, a doubled or added digit for 16. They are proposed to a person, never applied.
 * @param written 14 to 16 characters, upper case, key included, without separators
 * @returns 15-character numbers, plausible and right by the key, likeliest slip first, each once
 */
export function proposeCorrections(written: string): string[] {
  const found = new Set<string>();
  for (const attempt of attempts(written)) {
    if (isRight(attempt)) found.add(attempt);
    if (found.size === MOST_PROPOSALS) break;
  }
  return [...found];
}

function* attempts(written: string): Generator<string> {
  if (written.length === 14) yield* withOneMore(written);
  else if (written.length === 16) yield* withOneLess(written);
  else {
    yield* transposed(written);
    yield* withOneChanged(written);
  }
}

function* transposed(written: string): Generator<string> {
  for (let at = 0; at + 1 < written.length; at += 1) {
    yield written.slice(0, at) + written.charAt(at + 1) + written.charAt(at) + written.slice(at + 2);
  }
}

function* withOneChanged(written: string): Generator<string> {
  for (let at = 0; at < written.length; at += 1) {
    for (const other of at === 6 ? `AB${DIGITS}` : DIGITS) {
      if (other !== written.charAt(at)) yield written.slice(0, at) + other + written.slice(at + 1);
    }
  }
}

function* withOneMore(written: string): Generator<string> {
  for (let at = 0; at <= written.length; at += 1) {
    for (const more of at === 6 ? `AB${DIGITS}` : DIGITS) yield written.slice(0, at) + more + written.slice(at);
  }
}

function* withOneLess(written: string): Generator<string> {
  // A digit typed twice is likelier than one added.
  for (let at = 1; at < written.length; at += 1) {
    if (written.charAt(at) === written.charAt(at - 1)) yield written.slice(0, at) + written.slice(at + 1);
  }
  for (let at = 0; at < written.length; at += 1) yield written.slice(0, at) + written.slice(at + 1);
}

function isRight(attempt: string): boolean {
  const nir = attempt.slice(0, 13);
  return isPlausibleNir(nir) && attempt.slice(13) === nirKey(nir);
}
