import { findNirs } from '../../../../src/domain/nir/find-nirs-in-text';
import type { NirCandidate } from '../../../../src/domain/nir/nir-candidate';
import { NIR_LINES } from './nir-lines';
import { grouped } from './nir-vectors';

/** Real: the finder. Fake: nothing. */
const KEY_WORD = /cl[ée]f?/gi;

/** `as …` where the number is not what stands there without its separators. */
function said(text: string, { start, end, nir, key, verdict, labelled, repaired }: NirCandidate): string[] {
  const span = text.slice(start, end);
  const bare = span
    .normalize('NFKC')
    .replace(KEY_WORD, '')
    .replace(/[^0-9A-Z]/gi, '')
    .toUpperCase();
  const number = nir + (key ?? '');
  const notes = [labelled ? 'labelled' : '', repaired ? 'repaired' : '', number === bare ? '' : `as ${number}`];
  return [span, [verdict, ...notes].filter((note) => note !== '').join(' ')];
}

describe.each(Object.entries(NIR_LINES))('findNirs, %s', (_, lines) => {
  it.each(lines.map((line) => [line]))('%j', ([text, ...expected]) => {
    expect(findNirs(text).flatMap((candidate) => said(text, candidate))).toEqual(expected);
  });
});

describe('findNirs, every separator of Unicode', () => {
  const separators: string[] = [];
  for (let code = 0; code < 0x10000; code += 1) {
    const character = String.fromCharCode(code);
    if (/[\p{Zs}\p{Pd}]/u.test(character)) separators.push(character);
  }

  it.each(separators.map((separator) => [separator]))('reads %j between groups and between characters', (separator) => {
    for (const written of [grouped('269054958815780', separator), [...'269054958815780'].join(separator)]) {
      expect(findNirs(`NIR ${written}.`)).toMatchObject([
        { start: 4, end: 4 + written.length, nir: '2690549588157', key: '80', verdict: 'valid', labelled: true },
      ]);
    }
  });
});
