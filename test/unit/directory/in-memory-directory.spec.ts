import { InMemoryDirectory } from '../../../src/domain/directory/in-memory-directory';
import { aHousehold, anAllocataireFile, aPerson, JEANNE_NIR, PAUL_NIR } from '../../builders/an-allocataire-file';

/** Real: the directory in memory. Fake: nothing. */
describe('the directory in memory', () => {
  const other = anAllocataireFile({ numeroAllocataire: '0000001', persons: [aPerson({ nir: null })] });
  const directory = new InMemoryDirectory([aHousehold(), other]);

  it('finds files by any member’s NIR and by numéro allocataire, each once, in order', async () => {
    const found = await directory.findFiles([PAUL_NIR, JEANNE_NIR], ['0260311', '0000001', '9999999']);
    expect(found.map(({ numeroAllocataire }) => numeroAllocataire)).toEqual(['0000001', '0260311']);
  });

  it('finds files by their registered address, in any case', async () => {
    const found = await directory.findFiles([], [], [' Jeanne.DUPONT@exemple.invalid']);
    expect(found.map(({ numeroAllocataire }) => numeroAllocataire)).toEqual(['0000001', '0260311']);
    expect(await directory.findFiles([], [], ['autre@exemple.invalid'])).toEqual([]);
  });

  it('finds nothing for nothing', async () => {
    expect(await directory.findFiles([], [])).toEqual([]);
    expect(await directory.findFiles(['2690549588157'], [])).toEqual([]);
  });

  it('keeps the last of two files of one number', async () => {
    const closed = new InMemoryDirectory([aHousehold(), anAllocataireFile({ status: 'radié' })]);
    expect(closed.size).toBe(1);
    expect((await closed.findFiles([JEANNE_NIR], []))[0]?.status).toBe('radié');
    expect(await closed.findFiles([PAUL_NIR], [])).toEqual([]);
  });
});
