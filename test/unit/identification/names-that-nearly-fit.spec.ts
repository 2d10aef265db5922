import { InMemoryDirectory } from '../../../src/domain/directory/in-memory-directory';
import { identifySender } from '../../../src/identification/identify-sender';
import { aReadItem } from '../../builders/a-read-item';
import { anAllocataireFile, aPerson, JEANNE_NIR } from '../../builders/an-allocataire-file';

/** Real: identification, the finder, the directory in memory. Fake: nothing. Everybody is invented. */
async function verdictOf(firstName: string, lastName: string, signature: string): Promise<string> {
  const directory = new InMemoryDirectory([anAllocataireFile({ persons: [aPerson({ firstName, lastName })] })]);
  const item = aReadItem({ body: `Bonjour,\nNIR : ${JEANNE_NIR}\nCordialement\n${signature}` });
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
