const FRENCH_TOWN = /^(\d{5}) (.+)$/;
const NUMBER = /^\d+/;
/** After every French postcode: mail that crosses a border is handed over apart. */
const ABROAD = '~';

/**
 * What letters are sorted by for the post: postcode, town, street, number, then the rest of the address.
 * @param lines of the printed block, the town last, or the country below it
 * @returns parts to compare one after the other, by code unit: the same on every machine
 */
export function postalOrderOf(lines: readonly string[]): readonly string[] {
  const at = lines.findLastIndex((line) => FRENCH_TOWN.test(line));
  // A country stands below its town.
  const abroad = at < 0 || at < lines.length - 1;
  const [, postcode = '', town = ''] = FRENCH_TOWN.exec(lines[at] ?? '') ?? [];
  const above = lines.slice(0, Math.max(at, 0)).reverse();
  const street = above.find((line) => NUMBER.test(line)) ?? above[0] ?? '';
  const number = NUMBER.exec(street)?.[0] ?? '';
  const name = street.slice(number.length).trim();
  const place = abroad ? [ABROAD, lines.at(-1) ?? ''] : [postcode, town];
  return [...place, name, number.padStart(8, '0'), ...lines];
}

/** Before, after or alike, as `sort` asks. */
export function comparePostalOrder(one: readonly string[], other: readonly string[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const [a = '', b = ''] = [one[at], other[at]];
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}
