import { ok, type Result, refused } from '../result';
import { FIRST_NAMES, PLACE_WORDS, TITLES } from './address-words';
import { STREET_LABEL_MAX, shortenStreet, splitStreetNumber } from './shorten-street';

/** NF Z10-011: 38 characters a line, spaces counted; six lines, a seventh for the country. */
export const ADDRESS_LINE_MAX = 38;
const LINES = 7;

export interface AddressRefusal {
  readonly code: 'address-too-many-lines' | 'address-empty' | 'address-without-town' | 'address-line-too-long';
  readonly message: string;
}

const NAMES = [
  'destinataire',
  'étage ou appartement',
  'bâtiment',
  'voie',
  'lieu-dit ou boîte postale',
  'ville',
  'pays',
];

/**
 * The block printed in the window of the envelope.
 * @param lines the seven lines of NF Z10-011 in order, empty where unused
 * @returns at most six lines and the country, 38 characters each, the last three in capitals without accents or
 *   punctuation, no blank line; or what cannot be printed, and on which line (never the line's text)
 */
export function printableAddress(lines: readonly string[]): Result<readonly string[], AddressRefusal> {
  const seven = sevenLines(lines);
  return seven.ok ? ok(seven.value.filter((line) => line !== '')) : seven;
}

/** The same in its seven places, empty where unused. */
export function sevenLines(lines: readonly string[]): Result<readonly string[], AddressRefusal> {
  if (lines.slice(LINES).some((line) => line.trim() !== '')) {
    return refused({
      code: 'address-too-many-lines',
      message: `adresse de ${lines.length} lignes\u00a0: la norme NF Z10-011 en admet six, et le pays`,
    });
  }
  const cleaned = Array.from({ length: LINES }, (_, index) => cleanLine(lines[index] ?? '', index));
  if (cleaned.every((line) => line === '')) return refused({ code: 'address-empty', message: 'adresse vide' });
  // France is not written on an address of France (NF Z10-011: the country is for mail that crosses a border).
  if (cleaned[6] === 'FRANCE') cleaned[6] = '';
  if (cleaned[5] === '' && cleaned[6] === '') {
    return refused({ code: 'address-without-town', message: 'adresse sans code postal ni ville' });
  }
  const shortened = cleaned.map((line, index) => shortenLine(line, index));
  const tooLong = shortened.findIndex((line) => line.length > ADDRESS_LINE_MAX);
  if (tooLong >= 0) {
    return refused({
      code: 'address-line-too-long',
      message: `adresse, ligne ${tooLong + 1} (${NAMES[tooLong]})\u00a0: plus de ${ADDRESS_LINE_MAX} caractères, même abrégée`,
    });
  }
  return ok(shortened);
}

/** One line without its double spaces; the last three (number and street, hamlet, town) and the country in capitals. */
function cleanLine(line: string, index: number): string {
  const spaced = line
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (index < 3) return spaced;
  // NF Z10-011: letters, digits and spaces only on lines 4 to 6.
  return capitals(spaced)
    .replace(/[^\p{L}\p{N} ]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

function capitals(text: string): string {
  return text
    .toUpperCase()
    .replace(/Œ/g, 'OE')
    .replace(/Æ/g, 'AE')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC');
}

function shortenLine(line: string, index: number): string {
  if (index === 3) return shortenStreetLine(line);
  if (line.length <= ADDRESS_LINE_MAX) return index === 5 ? shortenTown(line) : line;
  if (index === 0) return shortenName(line);
  if (index === 5) return shortenTown(line);
  return replaceWords(line, PLACE_WORDS);
}

function shortenStreetLine(line: string): string {
  const { number, label } = splitStreetNumber(line);
  const prefix = number === '' ? '' : `${number} `;
  if (label.length <= STREET_LABEL_MAX && line.length <= ADDRESS_LINE_MAX) return line;
  return prefix + shortenStreet(label, Math.min(STREET_LABEL_MAX, ADDRESS_LINE_MAX - prefix.length));
}

/** The postcode and its space aside, a town has 32 characters too: SAINT and SAINTE are all that may be cut. */
function shortenTown(line: string): string {
  const town = line.replace(/^\d{5} /, '');
  if (town.length <= STREET_LABEL_MAX) return line;
  return replaceWords(line, { SAINT: 'ST', SAINTE: 'STE' });
}

/** Title, then first names to initials from the first one on; the surname stays whole. */
function shortenName(line: string): string {
  const words = line.split(' ');
  const length = (): number => words.join(' ').length;
  for (let index = 0; index < words.length - 1 && length() > ADDRESS_LINE_MAX; index += 1) {
    const word = words[index] ?? '';
    const key = capitals(word);
    if (index === 0 && TITLES[key]) words[index] = TITLES[key];
    else if (FIRST_NAMES.has(key)) words[index] = word.slice(0, 1);
  }
  return words.join(' ');
}

function replaceWords(line: string, words: Readonly<Record<string, string>>): string {
  return line
    .split(' ')
    .map((word) => words[capitals(word)] ?? word)
    .join(' ');
}
