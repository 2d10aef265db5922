const NUMBER =
  /(?:^|[^a-z])(?:n|n ?[°oº]s?|no|nr|num|numeros?|nums?|nro|nume?rr?os?|immat\w*)\W{0,3}(?:d[eu'’]s?\W*)?(?:la\W*|ma\W*|sa\W*)?$/;
const SOCIAL = /^ (?:soc|s)(?![a-z])/;
const REACH = 24;
const SHORTEST_WORD = 5;
const LONGEST_WORD = 20;
const LETTER_C = 0x63;
const LETTER_I = 0x69;
const LETTER_S = 0x73;

/**
 * Where the last «sécurité sociale», «immatriculation», however spelt, «numéro de sécurité» or «numéro social» ends.
 * @param folded lower case, without accents; @returns -1 where there is none
 */
export function misspeltLabelEnd(folded: string): number {
  let end = -1;
  let security = -1;
  for (let at = 0; at < folded.length; at += 1) {
    const past = wordEnd(folded, at);
    const first = folded.charCodeAt(at);
    const start = at;
    if (past > at) at = past - 1;
    if (past - start < SHORTEST_WORD) continue;
    if (first === LETTER_I) {
      if (past - start > 9 && differsBy(folded.slice(start, past), 'immatriculation', 3)) end = past;
    } else if (first === LETTER_S || first === LETTER_C) {
      const word = folded.slice(start, past);
      if (word.length < 12 && (differsBy(word, 'securite', 2) || differsBy(word, 'securiter', 2))) {
        security = past;
        if (isAfterNumber(folded, start) || SOCIAL.test(folded.slice(past, past + 5))) end = past;
      } else if (word.length < 10 && !word.startsWith('sp') && differsBy(word, 'sociale', 2)) {
        if ((security >= 0 && start - security < 4) || isAfterNumber(folded, start)) end = past;
      }
    }
  }
  return end;
}

/** Past the letters that begin at an offset, twenty at most. */
function wordEnd(folded: string, start: number): number {
  let at = start;
  for (; at < start + LONGEST_WORD; at += 1) {
    const code = folded.charCodeAt(at);
    if (!(code >= 0x61 && code <= 0x7a)) break;
  }
  return at;
}

function isAfterNumber(folded: string, at: number): boolean {
  return NUMBER.test(folded.slice(Math.max(0, at - REACH), at));
}

/** Two rows of the table of changes, as long as the longest model. */
let row: number[] = [];
let next: number[] = [];

/** Whether two words are within `most` changes of one another (letters lost, added or replaced). */
function differsBy(word: string, model: string, most: number): boolean {
  if (Math.abs(word.length - model.length) > most) return false;
  let same = 0;
  while (same < word.length && word.charCodeAt(same) === model.charCodeAt(same)) same += 1;
  let wordEnd = word.length;
  let modelEnd = model.length;
  while (wordEnd > same && modelEnd > same && word.charCodeAt(wordEnd - 1) === model.charCodeAt(modelEnd - 1)) {
    wordEnd -= 1;
    modelEnd -= 1;
  }
  for (let j = same; j <= modelEnd; j += 1) row[j] = j - same;
  for (let i = same; i < wordEnd; i += 1) {
    let fewest = i + 1 - same;
    next[same] = fewest;
    for (let j = same; j < modelEnd; j += 1) {
      const replaced = (row[j] as number) + (word.charCodeAt(i) === model.charCodeAt(j) ? 0 : 1);
      const changes = Math.min(replaced, (row[j + 1] as number) + 1, (next[j] as number) + 1);
      next[j + 1] = changes;
      if (changes < fewest) fewest = changes;
    }
    if (fewest > most) return false;
    [row, next] = [next, row];
  }
  return (row[modelEnd] as number) <= most;
}
