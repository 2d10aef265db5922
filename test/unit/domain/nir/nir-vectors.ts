/** Published and recomputed numbers; every person they could belong to is invented. 13 characters, key, what is special. */
export const VECTORS: ReadonlyArray<readonly [string, string, string]> = [
  ['2690549588157', '80', 'the best-known public specimen'],
  ['2550814168025', '38', ''],
  ['2951099126111', '93', 'born abroad'],
  ['253072A073004', '43', 'Corsica 2A'],
  ['253072B073004', '70', 'Corsica 2B'],
  ['186022A215325', '23', ''],
  ['284052A321025', '52', ''],
  ['284052B321025', '79', ''],
  ['284202B321025', '28', 'month 20'],
  ['284992B321025', '31', 'month 99'],
  ['255082A168025', '97', 'largest key'],
  ['1850578006078', '97', 'boundary'],
  ['1850578006077', '01', 'key with a leading zero'],
  ['2850298833123', '18', 'overseas'],
  ['2990699330007', '25', 'abroad'],
  ['1700696352010', '41', 'department 96'],
  ['7850599330123', '38', 'temporary'],
  ['1850578006084', '91', 'often printed with a wrong key'],
  ['2840588321025', '32', 'a public document prints 30'],
  ['1801269552223', '80', ''],
];

/** Keys that circulate and are wrong. */
export const WRONG_KEYS: ReadonlyArray<readonly [string, string]> = [
  ['1850578006084', '36'],
  ['2840588321025', '30'],
  ['1801269552223', '81'],
  ['2690549588157', '00'],
];

const ENDS = [1, 3, 5, 7, 10, 13, 15];

/** Cuts 13 or 15 characters in the NIR's way. */
export function grouped(number: string, separator: string): string {
  let from = 0;
  const parts: string[] = [];
  for (const end of ENDS.filter((at) => at <= number.length)) {
    parts.push(number.slice(from, end));
    from = end;
  }
  return parts.join(separator);
}
