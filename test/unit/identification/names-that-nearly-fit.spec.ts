import { InMemoryDirectory } from '../../../src/domain/directory/in-memory-directory';
import { identifySender } from '../../../src/identification/identify-sender';
import { aReadItem } from '../../builders/a-read-item';
import { anAllocataireFile, aPerson, JEANNE_NIR } from '../../builders/an-allocataire-file';

/** Real: identification, the finder, the directory in memory. Fake: nothing. Everybody is invented. */
async function verdictOf(firstName: string, lastName: string, signature: string, said = ''): Promise<string> {
  const directory = new InMemoryDirectory([anAllocataireFile({ persons: [aPerson({ firstName, lastName })] })]);
  const item = aReadItem({ body: `Bonjour,\nNIR : ${JEANNE_NIR} ${said}\nCordialement\n${signature}` });
  return (await identifySender(item, directory)).identification.verdict;
}

describe('names that nearly fit', () => {
  it.each([
    ['Marie', 'Marin', 'Marie Benali'],
    ['Jeanne', 'Diallo', 'Jeanne-Marie Diallo'],
    ['Jeanne', 'Diallo', 'DIALLO Marie-Jeanne'],
  ])('%s %s is not who signs otherwise', async (firstName, lastName, signature) => {
    expect(await verdictOf(firstName, lastName, signature)).not.toBe('matched');
  });

  it.each([
    ['Marie', 'Marin', 'Marie Marin'],
    ['Marie', 'Marin', 'Marie Marain'],
    ['Jeanne', 'Diallo', 'Jeanne Marie Diallo'],
    ['Jeanne-Marie', 'Diallo', 'Jeanne Marie Diallo'],
    ['Jeanne', 'Diallo-Petit', 'Jeanne Diallo-Petit'],
  ])('%s %s is still known by her own writing', async (firstName, lastName, signature) => {
    expect(await verdictOf(firstName, lastName, signature)).toBe('matched');
  });
});

describe('a last name of two words, signed alone', () => {
  it.each(['Le Goff', 'Da Silva', 'de La Tour'])('%s is nobody else’s', async (lastName) => {
    expect(await verdictOf('Jeanne', lastName, lastName, 'née le 12/08/1955')).toBe('matched');
  });

  it('«Le Goff» under a letter of Jeanne Dupont is', async () => {
    expect(await verdictOf('Jeanne', 'Dupont', 'Le Goff', 'née le 12/08/1955 Dupont')).not.toBe('matched');
  });
});
