import fc from 'fast-check';
import { maskNirs } from '../../../../src/domain/nir/mask-nirs-in-text';
import { nirCoherence } from '../../../../src/domain/nir/nir-coherence';
import { formatNir, maskNir } from '../../../../src/domain/nir/nir-format';
import { nirKey } from '../../../../src/domain/nir/nir-key';
import { nirKindOf } from '../../../../src/domain/nir/nir-kind';
import { normaliseNir } from '../../../../src/domain/nir/normalise-nir';
import { isPlausibleNir } from '../../../../src/domain/nir/plausible-nir';
import { proposeCorrections } from '../../../../src/domain/nir/propose-corrections';
import { anyNir } from './any-nir';
import { VECTORS, WRONG_KEYS } from './nir-vectors';

/** Real: everything. Fake: nothing. */
describe('nirKey', () => {
  it.each(VECTORS)('of %s is %s %s', (nir, key) => {
    expect(nirKey(nir)).toBe(key);
  });

  it.each(WRONG_KEYS)('of %s is not %s', (nir, key) => {
    expect(nirKey(nir)).not.toBe(key);
  });

  it('is never 00 and never above 97', () => {
    fc.assert(
      fc.property(anyNir, (nir) => {
        const key = Number(nirKey(nir));
        expect(key).toBeGreaterThanOrEqual(1);
        expect(key).toBeLessThanOrEqual(97);
      }),
    );
  });

  it.each(['', '269054958815', '26905495881570', '253072C073004', '253071A073004', '253072a073004'])(
    'refuses what is not 13 characters of a number: «%s»',
    (text) => {
      expect(() => nirKey(text)).toThrow(RangeError);
    },
  );
});

describe('isPlausibleNir', () => {
  it.each(VECTORS)('accepts %s', (nir) => {
    expect(isPlausibleNir(nir)).toBe(true);
  });

  it.each([
    ['0690549588157', 'first digit 0'],
    ['9690549588157', 'first digit 9'],
    ['2690049588157', 'month 00'],
    ['2691349588157', 'month 13'],
    ['2691949588157', 'month 19'],
    ['2690500588157', 'department 00'],
    ['2690549000157', 'commune 000'],
    ['2690549588000', 'order 000'],
    ['253072C073004', 'a letter that is not Corsica'],
    ['253071A073004', 'Corsica without its 2'],
    ['26905495A8157', 'a letter elsewhere'],
    ['269054958815', '12 characters'],
    ['26905495881578', '14 characters'],
  ])('refuses %s: %s', (nir) => {
    expect(isPlausibleNir(nir)).toBe(false);
  });

  it('leaves month and department free for temporary numbers, not commune and order', () => {
    for (const first of '5678') {
      expect(isPlausibleNir(`${first}850000330123`)).toBe(true);
      expect(isPlausibleNir(`${first}850000000123`)).toBe(false);
      expect(isPlausibleNir(`${first}850000330000`)).toBe(false);
    }
  });
});

describe('nirKindOf', () => {
  it('tells the three families apart', () => {
    expect([...'0123456789'].map((first) => nirKindOf(`${first}690549588157`))).toEqual([
      null,
      'nir',
      'nir',
      'nir',
      'nir',
      'mig',
      'mig',
      'nia',
      'nia',
      null,
    ]);
  });
});

describe('formatNir and maskNir', () => {
  it('groups in the NIR’s way with no-break spaces', () => {
    expect(formatNir('2690549588157', '80')).toBe('2 69 05 49 588 157 80'.replaceAll(' ', '\u00a0'));
    expect(formatNir('253072A073004')).toBe('2 53 07 2A 073 004'.replaceAll(' ', '\u00a0'));
  });

  it('shows sex and year only', () => {
    expect(maskNir('2690549588157')).toBe('2 69 •• •• ••• •••'.replaceAll(' ', '\u00a0'));
    expect(maskNir('269054958815780')).toBe(maskNir('2690549588157'));
    expect(maskNir('2b9O5')).not.toMatch(/[\dbO]/);
    expect(maskNir('')).toBe('• •• •• •• ••• •••'.replaceAll(' ', '\u00a0'));
  });

  it('comes back from its own writing', () => {
    fc.assert(
      fc.property(anyNir, (nir) => {
        expect(normaliseNir(formatNir(nir))).toEqual({ ok: true, value: { nir, key: null } });
        const key = nirKey(nir);
        expect(normaliseNir(formatNir(nir, key))).toEqual({ ok: true, value: { nir, key } });
      }),
    );
  });
});

describe('normaliseNir', () => {
  it.each([
    '2-69-05-49-588-157/80',
    '２６９０５４９５８８１５７８０',
    ' 2.69.05.49.588.157_80 ',
    '2690549\u200b588157\u00ad80',
  ])('reads «%s»', (text) => {
    expect(normaliseNir(text)).toEqual({ ok: true, value: { nir: '2690549588157', key: '80' } });
  });

  it('takes Corsica in either case', () => {
    expect(normaliseNir('2 53 07 2a 073 004 43')).toMatchObject({ ok: true, value: { nir: '253072A073004' } });
  });

  it.each([
    ['', 'vide'],
    ['269054958815', '12 caractères'],
    ['269054958815781', 'clé'],
    ['2690549588157O0', 'chiffres'],
    ['2690500588157', 'impossible'],
  ])('refuses «%s» and says why without quoting it', (text, reason) => {
    const result = normaliseNir(text);
    expect(result).toMatchObject({ ok: false, error: expect.stringContaining(reason) });
    if (!result.ok && text !== '') expect(result.error).not.toContain(text);
  });
});

describe('nirCoherence', () => {
  const holder = { sex: 'F', birthDate: '1969-05-12' } as const;

  it.each([
    ['2690549588157', true, true, true],
    ['4690549588157', true, true, true],
    ['1690549588157', false, true, true],
    ['3690549588157', false, true, true],
    ['2700549588157', true, false, true],
    ['2690649588157', true, true, false],
    ['2692049588157', true, true, true],
    ['2693549588157', true, true, true],
    ['7000049588157', true, true, true],
    ['5000049588157', true, true, true],
  ])('holds %s against a woman of May 1969', (nir, sex, year, month) => {
    expect(nirCoherence(nir, holder)).toEqual({ sex, year, month });
  });
});

describe('maskNirs', () => {
  it('leaves no found number readable', () => {
    const masked = maskNirs('Mon NIR : 2 69 05 49 588 157 80, celui de mon fils : 1850578006078. Merci.');
    expect(masked).toBe(`Mon NIR : ${maskNir('269')}, celui de mon fils : ${maskNir('185')}. Merci.`);
  });

  it('gives back a text without numbers', () => {
    expect(maskNirs('Bonjour, mon téléphone est le 06 12 34 56 78.')).toBe(
      'Bonjour, mon téléphone est le 06 12 34 56 78.',
    );
  });
});

describe('proposeCorrections', () => {
  const full = '269054958815780';
  const all = anyNir.map((nir) => nir + nirKey(nir));

  it.each([
    ['a changed digit', '269054958815781'],
    ['a transposition', '269054985815780'],
    ['a lost digit', '26905495881578'],
    ['a doubled digit', '2690549588157780'],
  ])('finds the number again after %s', (_, written) => {
    expect(proposeCorrections(written)).toContain(full);
  });

  it('proposes only right and plausible numbers, each once', () => {
    fc.assert(
      fc.property(all, fc.nat(14), fc.nat(9), (right, at, digit) => {
        const written = right.slice(0, at) + digit + right.slice(at + 1);
        const proposals = proposeCorrections(written);
        expect(new Set(proposals).size).toBe(proposals.length);
        for (const proposal of proposals) {
          expect(isPlausibleNir(proposal.slice(0, 13))).toBe(true);
          expect(nirKey(proposal.slice(0, 13))).toBe(proposal.slice(13));
        }
        if (written !== right) expect(proposals).toContain(right);
      }),
    );
  });

  it('finds any lost or doubled digit again', () => {
    fc.assert(
      fc.property(all, fc.nat(14), (right, at) => {
        fc.pre(!/[AB]/.test(right.charAt(at)));
        expect(proposeCorrections(right.slice(0, at) + right.slice(at + 1))).toContain(right);
        expect(proposeCorrections(right.slice(0, at) + right.charAt(at) + right.slice(at))).toContain(right);
      }),
    );
  });
});
