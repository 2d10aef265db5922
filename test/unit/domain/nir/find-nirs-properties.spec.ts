import fc from 'fast-check';
import { findNirs } from '../../../../src/domain/nir/find-nirs-in-text';
import { nirKey } from '../../../../src/domain/nir/nir-key';
import { isPlausibleNir } from '../../../../src/domain/nir/plausible-nir';
import { anyNir } from './any-nir';
import { grouped } from './nir-vectors';

/** Real: the finder. Fake: nothing; every number is invented. */
const anyFull = anyNir.map((nir) => nir + nirKey(nir));
const separator = fc.constantFrom('', ' ', '\u00a0', '\u202f', '-', '–', '.', '/', '_', ' / ', '\u200b', '\u00ad');
const around = fc.constantFrom('', 'Bonjour, ', '(', '« ', 'NIR : ', 'Mon numéro : ', '\n');
const after = fc.constantFrom('', '.', ', merci.', ')', ' »', '\nJeanne Dupont', ' et mes salutations');

describe('findNirs, whatever the number', () => {
  it('finds it in any writing, with its exact span', () => {
    fc.assert(
      fc.property(anyFull, separator, around, after, (full, between, before, past) => {
        const written = grouped(full, between);
        expect(findNirs(before + written + past)).toEqual([
          {
            start: before.length,
            end: before.length + written.length,
            nir: full.slice(0, 13),
            key: full.slice(13),
            kind: 'nir',
            verdict: 'valid',
            repaired: false,
            repairs: [],
            labelled: before.startsWith('NIR'),
          },
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds it with gaps anywhere, of one kind', () => {
    const gaps = fc.uniqueArray(fc.integer({ min: 1, max: 14 }), { maxLength: 6 });
    fc.assert(
      fc.property(anyFull, gaps, fc.constantFrom(' ', '-', '.'), (full, places, between) => {
        const written = [...full].map((character, at) => (places.includes(at) ? between : '') + character).join('');
        // A telephone number within, or two long groups, read as well as something else.
        fc.pre(
          written.split(between).every((group) => group.length < 10 && !(group.length === 2 && group.startsWith('0'))),
        );
        fc.pre(written.split(between).every((group) => !(group.length === 4 && group.startsWith('0'))));
        expect(findNirs(written)).toMatchObject([{ verdict: 'valid', start: 0, end: written.length }]);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds the 13 characters alone, on their own token or grouped', () => {
    fc.assert(
      fc.property(anyNir, fc.constantFrom('', ' ', '-', '.', '\u00a0'), (nir, between) => {
        expect(findNirs(grouped(nir, between))).toMatchObject([{ nir, key: null, verdict: 'no-key' }]);
      }),
    );
  });

  it('never calls one wrong digit valid', () => {
    fc.assert(
      fc.property(anyFull, fc.nat(14), fc.nat(9), separator, (full, at, digit, between) => {
        fc.pre(full.charAt(at) !== String(digit));
        const written = full.slice(0, at) + digit + full.slice(at + 1);
        const candidates = findNirs(grouped(written, between));
        expect(candidates.filter(({ verdict }) => verdict === 'valid')).toEqual([]);
        if (isPlausibleNir(written.slice(0, 13)) && written.charAt(0) < '3') {
          expect(candidates).toMatchObject([{ verdict: 'wrong-key', repairs: expect.arrayContaining([full]) }]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('never calls two neighbours swapped valid', () => {
    fc.assert(
      fc.property(anyFull, fc.nat(13), (full, at) => {
        fc.pre(full.charAt(at) !== full.charAt(at + 1));
        const written = full.slice(0, at) + full.charAt(at + 1) + full.charAt(at) + full.slice(at + 2);
        expect(findNirs(written).filter(({ verdict }) => verdict === 'valid')).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('mends any letters read for digits, or says that it cannot tell', () => {
    const letters: Record<string, string> = { 0: 'O', 1: 'Il!|', 2: 'Z', 5: 'S', 6: 'Gb', 8: 'B', 9: 'gq' };
    fc.assert(
      fc.property(anyFull, fc.integer({ min: 1, max: 13 }), fc.nat(3), (full, at, which) => {
        const choices = letters[full.charAt(at)];
        fc.pre(choices !== undefined);
        const letter = choices?.charAt(which % choices.length) ?? '';
        // After a 2 it is Corsica's B; after a 1 the key cannot tell 18 from 2B.
        fc.pre(!(at === 6 && /[12]/.test(full.charAt(5)) && /b/i.test(letter)));
        const written = full.slice(0, at) + letter + full.slice(at + 1);
        expect(findNirs(written)).toMatchObject([{ nir: full.slice(0, 13), key: full.slice(13), repaired: true }]);
      }),
      { numRuns: 1000 },
    );
  });

  it('lists no part of a longer run of digits', () => {
    fc.assert(
      fc.property(anyFull, fc.stringMatching(/^\d{1,20}$/), fc.boolean(), (full, more, first) => {
        expect(findNirs(`NIR ${full}`)).toHaveLength(1);
        const run = first ? more + full : full + more;
        expect(findNirs(run)).toEqual([]);
        if (run.length > 16) expect(findNirs(`NIR ${run}`)).toEqual([]);
      }),
    );
  });
});

describe('findNirs, whatever the text', () => {
  const piece = fc.oneof(
    fc.constantFrom(...'0123456789'),
    fc.constantFrom(...' \n-./_|!,:;()'),
    fc.constantFrom(
      '2690549588157',
      '80',
      ' 2 69 05 49 588 157 ',
      'clé',
      'NIR',
      'O',
      'l',
      '2A',
      '06 12 34 56 78',
      'rue',
      '\ud800',
    ),
    fc.string({ maxLength: 3 }),
  );

  it('gives candidates in order, apart, plausible, beginning and ending on a character of the number', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        let from = 0;
        for (const candidate of findNirs(text)) {
          expect(candidate.start).toBeGreaterThanOrEqual(from);
          expect(candidate.end).toBeGreaterThan(candidate.start);
          expect(candidate.end).toBeLessThanOrEqual(text.length);
          expect(text.charAt(candidate.start)).toMatch(/[0-9A-Za-z|!\uff10-\uff19]/);
          expect(text.charAt(candidate.end - 1)).toMatch(/[0-9A-Za-z|!\uff10-\uff19]/);
          if (candidate.verdict === 'valid') {
            expect(isPlausibleNir(candidate.nir)).toBe(true);
            expect(candidate.key).toBe(nirKey(candidate.nir));
          }
          if (candidate.verdict === 'no-key') expect(isPlausibleNir(candidate.nir)).toBe(true);
          from = candidate.end;
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('looks at each character a bounded number of times', () => {
    const units = [
      '1',
      '1 ',
      '1|',
      '1!',
      '12 ',
      'O',
      'NIR ',
      '2690549588157 81, ',
      '2 69 05 49 588 157 ',
      '|',
      '26905495 88|5780 ',
    ];
    for (const unit of units) {
      const short = looks(unit.repeat(2000));
      const long = looks(unit.repeat(20_000));
      expect(long / short).toBeLessThan(11);
    }
  });
});

/** How often the finder asks for a character: counted, since times on a busy machine prove nothing. */
function looks(text: string): number {
  const original = String.prototype.charCodeAt;
  let count = 0;
  String.prototype.charCodeAt = function charCodeAt(at: number): number {
    count += 1;
    return original.call(this, at);
  };
  try {
    findNirs(text);
  } finally {
    String.prototype.charCodeAt = original;
  }
  return count;
}
