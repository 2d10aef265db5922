import { printableAddress } from '../domain/addresses/printable-address';
import type { ReadItem } from '../domain/correspondence';
import { foldFrench } from '../domain/text/fold-french-text';

const TOWN = /^(?:F-?\s?)?(\d{5})\s+(\p{L}[\p{L}'’ .-]{1,31})(?:\s+cedex(?:\s+\d{1,2})?)?$/iu;
const STREET =
  /^\d{1,4}\s*(?:bis|ter|quater|[a-d])?\s*,?\s+\p{L}|^(?:rue|avenue|av|boulevard|bd|place|chemin|impasse|allee|route|quai|lieu-dit|residence|lotissement|hameau|bp)\b/u;
/** The office's own address stands on letters too. */
const OFFICE = /\bcaf\b|\bcaisse\b|allocations? familiales|\bcedex\b/;
/** Lines above the town that can belong to one address: name, floor, building, street, hamlet. */
const BLOCK_LINES = 5;

/**
 * The postal address that a sender wrote on a letter: the first block of a name, a street and a postcode with its town that is
 * not the office's.
 * @returns the seven lines of NF Z10-011 in order, or null where none is sound enough to send a letter to
 */
export function readSenderAddress({ texts }: ReadItem): readonly string[] | null {
  for (const { source, text } of texts) {
    if (source !== 'page' && source !== 'body') continue;
    const lines = text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
    for (let town = 0; town < lines.length; town++) {
      if (!TOWN.test(lines[town] ?? '')) continue;
      const address = addressOf(lines.slice(Math.max(0, town - BLOCK_LINES), town + 1));
      if (address !== null) return address;
    }
  }
  return null;
}

function addressOf(lines: readonly string[]): readonly string[] | null {
  const block = lines.slice(lines.slice(0, -1).lastIndexOf('') + 1);
  if (block.length < 3 || block.some((line) => OFFICE.test(foldFrench(line)))) return null;
  const town = block.at(-1) ?? '';
  const above = block.slice(0, -1);
  const street = above.findLastIndex((line) => STREET.test(foldFrench(line)));
  if (street < 1) return null;
  const name = above.slice(0, street).findLastIndex(isName);
  if (name < 0) return null;
  const [floor = '', building = '', ...more] = above.slice(name + 1, street);
  if (more.length > 0) return null;
  const address = [above[name] ?? '', floor, building, above[street] ?? '', above[street + 1] ?? '', town, ''];
  return printableAddress(address).ok ? address : null;
}

/** Two words or more, letters only, titles included: «Mme Jeanne DUPONT». */
function isName(line: string): boolean {
  const folded = foldFrench(line);
  if (/\d|:|@/.test(line) || /\b(?:rue|bat|batiment|appt|appartement|etage|residence|chez|escalier)\b/.test(folded))
    return false;
  const words = line.split(' ').filter((word) => /^[\p{L}'’.-]{2,}$/u.test(word));
  return words.length >= 2 && line.length <= 38;
}
