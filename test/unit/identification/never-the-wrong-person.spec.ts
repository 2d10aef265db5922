import fc from 'fast-check';
import { nirKey } from '../../../src/domain/nir/nir-key';
import { identifySender } from '../../../src/identification/identify-sender';
import { aReadItem } from '../../builders/a-read-item';
import { TOWN, TOWN_DIRECTORY } from '../../builders/invented-households';

/** Real: identification, the finder, the directory in memory. Fake: nothing; everybody is invented. */
const PEOPLE = TOWN.flatMap((file) => file.persons.map((person) => ({ file, person })));
type Somebody = (typeof PEOPLE)[number];
const anyone = fc.constantFrom(...PEOPLE);
const noise = fc.constantFrom(
  '',
  'Bonjour,',
  'Madame, Monsieur,',
  'Merci d’avance',
  'Attestation svp',
  'tel 06 12 34 56 78',
);

/** What a person writes of themselves: each of these tells who writes. */
const signatures = fc.constantFrom<(one: Somebody) => string>(
  ({ person }) => `Cordialement\n${person.firstName} ${person.lastName}`,
  ({ person }) => `Cordialement,\n${person.lastName.toUpperCase()} ${person.firstName}`,
  ({ person }) => `Je suis ${person.firstName} ${person.lastName}.`,
  ({ person }) => `Je m’appelle ${person.lastName} ${person.firstName}, merci.`,
  ({ person }) => `Nom : ${person.lastName}\nPrénom : ${person.firstName}`,
);
const facts = fc.array(
  fc.constantFrom<(one: Somebody) => string>(
    ({ person }) => `Date de naissance : ${person.birthDate.split('-').reverse().join('/')}`,
    ({ file }) => `N° allocataire ${file.numeroAllocataire}`,
    ({ file }) => `${file.address[3]}\n${file.address[5]}`,
  ),
  { maxLength: 3 },
);
const written = (nir: string, spaced: boolean, withKey: boolean): string => {
  const key = withKey ? ` ${nirKey(nir)}` : '';
  return spaced ? `${nir.replace(/^(.)(..)(..)(..)(...)(...)$/, '$1 $2 $3 $4 $5 $6')}${key}` : `${nir}${key}`;
};
const isOneName = (one: Somebody, other: Somebody): boolean =>
  one.person.firstName === other.person.firstName && one.person.lastName === other.person.lastName;

describe('a message about one person', () => {
  const message = fc.record({
    one: anyone,
    other: anyone,
    sign: signatures,
    facts,
    noise: fc.array(noise, { maxLength: 2 }),
    spaced: fc.boolean(),
    withKey: fc.boolean(),
    scanned: fc.boolean(),
  });

  it('is never matched to another, whose number it gives', async () => {
    await fc.assert(
      fc.asyncProperty(message, async ({ one, other, sign, facts: told, noise: words, spaced, withKey, scanned }) => {
        fc.pre(one.person !== other.person && !isOneName(one, other) && other.person.nir !== null);
        const nir = `NIR : ${written(other.person.nir ?? '', spaced, withKey)}`;
        const text = [...words, nir, ...told.map((tell) => tell(one)), sign(one)].join('\n');
        const { identification } = await identifySender(
          aReadItem(scanned ? { page: text } : { body: text }),
          TOWN_DIRECTORY,
        );
        expect([identification.verdict, text]).not.toEqual(['matched', text]);
      }),
      { numRuns: 1_500 },
    );
  });

  it('is matched to no namesake whose birth date or numéro it contradicts', async () => {
    const pairs = PEOPLE.flatMap((one) =>
      PEOPLE.filter((other) => other !== one && isOneName(one, other)).map((other) => [one, other] as const),
    );
    expect(pairs.length).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pairs), signatures, fc.boolean(), async ([one, other], sign, byBirth) => {
        fc.pre(byBirth || one.file !== other.file);
        const told = byBirth
          ? `Date de naissance : ${one.person.birthDate.split('-').reverse().join('/')}`
          : `N° allocataire ${one.file.numeroAllocataire}`;
        const body = `NIR ${other.person.nir}\n${told}\n${sign(one)}`;
        const { identification } = await identifySender(aReadItem({ body }), TOWN_DIRECTORY);
        expect([identification.verdict, body]).not.toEqual(['matched', body]);
      }),
      { numRuns: 200 },
    );
  });
});
