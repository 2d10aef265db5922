import { parseDirectoryLine } from '../../../src/persistence/directory-line.schema';
import { aHousehold, aPerson, JEANNE_KEY, JEANNE_NIR } from '../../builders/an-allocataire-file';

/** Real: the schema. Fake: nothing. Everybody is invented. */
const line = (overrides: object = {}): string => JSON.stringify({ ...aHousehold(), ...overrides });

describe('a line of the directory', () => {
  it('is taken as the contract has it', () => {
    expect(parseDirectoryLine(line())).toEqual({ ok: true, value: aHousehold() });
  });

  it('keeps 13 characters of a NIR, whatever its writing', () => {
    for (const nir of [`${JEANNE_NIR}${JEANNE_KEY}`, '2 55 08 14 168 025 38', JEANNE_NIR]) {
      const parsed = parseDirectoryLine(line({ persons: [aPerson({ nir })] }));
      expect(parsed.ok && parsed.value.persons[0]?.nir).toBe(JEANNE_NIR);
    }
    const corsican = parseDirectoryLine(line({ persons: [aPerson({ nir: '253072a07300443' })] }));
    expect(corsican.ok && corsican.value.persons[0]?.nir).toBe('253072A073004');
  });

  it('tolerates fields that the format does not name, and a person without a NIR', () => {
    expect(
      parseDirectoryLine(line({ note: 'essai', persons: [{ ...aPerson({ nir: null }), nickname: 'x' }] })).ok,
    ).toBe(true);
  });

  it('keeps the leading zero of the numéro allocataire', () => {
    const parsed = parseDirectoryLine(line());
    expect(parsed.ok && parsed.value.numeroAllocataire).toBe('0260311');
  });

  it.each([
    ['a wrong key', { persons: [aPerson({ nir: `${JEANNE_NIR}39` })] }, /persons\[1\]\.nir.*clé est fausse/],
    ['a number of another length', { persons: [aPerson({ nir: '25508141680' })] }, /persons\[1\]\.nir/],
    ['an impossible number', { persons: [aPerson({ nir: '9550814168025' })] }, /persons\[1\]\.nir/],
    ['a numéro allocataire as a number', { numeroAllocataire: 260311 }, /numeroAllocataire.*sept chiffres/],
    ['six digits', { numeroAllocataire: '260311' }, /numeroAllocataire.*sept chiffres/],
    ['six address lines', { address: ['A', 'B', 'C', 'D', 'E', 'F'] }, /address.*sept lignes/],
    ['a day that does not exist', { persons: [aPerson({ birthDate: '1955-02-30' })] }, /birthDate.*existe/],
    ['an unknown status', { status: 'ouvert' }, /status.*actif/],
    ['two allocataires', { persons: [aPerson(), aPerson({ nir: null })] }, /persons.*un seul/],
    ['one NIR twice', { persons: [aPerson(), aPerson({ role: 'enfant' })] }, /persons.*même NIR/],
    [
      'cents with decimals',
      { payments: [{ month: '2016-05', benefit: 'APL', cents: 1.5, nature: 'droit' }] },
      /cents.*entier/,
    ],
    [
      'a thirteenth month',
      { payments: [{ month: '2016-13', benefit: 'APL', cents: 1, nature: 'droit' }] },
      /month.*AAAA-MM/,
    ],
    ['a bad address', { email: 'jeanne' }, /email/],
    ['nobody', { persons: undefined }, /persons.*liste/],
  ])('is refused for %s, by field', (_, overrides, reason) => {
    const parsed = parseDirectoryLine(line(overrides));
    expect(parsed).toMatchObject({ ok: false, error: expect.stringMatching(reason) });
  });

  it.each(['', 'null', '[]', '12', '{"numeroAllocataire"', `{"nir": ${JEANNE_NIR}38 Dupont`])(
    'is refused when it is %j',
    (text) => {
      expect(parseDirectoryLine(text).ok).toBe(false);
    },
  );

  it('never says anything of what the line holds', () => {
    const bad = [
      line({ persons: [aPerson({ nir: `${JEANNE_NIR}39`, sex: 'X' as 'M', firstName: '' })], email: 'jeanne' }),
      `{"lastName":"Dupont","nir":"${JEANNE_NIR}38`,
      line({ status: 'Dupont', address: ['Dupont'] }),
    ];
    for (const text of bad) {
      const parsed = parseDirectoryLine(text);
      expect(parsed.ok ? '' : parsed.error).not.toMatch(/dupont|jeanne|168|025|0260311/i);
    }
  });
});
