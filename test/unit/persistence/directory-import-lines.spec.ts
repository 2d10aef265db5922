import { importLines } from '../../../src/cli/directory/import-lines';
import type { AllocataireFile } from '../../../src/domain/directory/allocataire-file';
import { aHousehold, anAllocataireFile, JEANNE_NIR } from '../../builders/an-allocataire-file';

const numbered = (n: number) => anAllocataireFile({ numeroAllocataire: String(n).padStart(7, '0') });

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function run(input: string | Buffer, size = 7, save?: (files: readonly AllocataireFile[]) => Promise<void>) {
  const saved: AllocataireFile[] = [];
  const refusals: string[] = [];
  let read = 0;
  const tally = await importLines(inPieces(Buffer.from(input), size), {
    save: async (files) => {
      await save?.(files);
      saved.push(...files);
      return { written: files.length, unchanged: 0 };
    },
    refuse: (number, reason) => refusals.push(`${number} ${reason}`),
    advance: (bytes) => {
      read += bytes;
    },
  });
  return { tally, saved, refusals, read };
}

/** Real: lines, parsing, batches. Fake: where they are saved; everybody is invented. */
describe('the import of lines', () => {
  it.each([1, 3, 4_096])('takes lines whatever pieces of %d bytes they come in, accents included', async (size) => {
    const text = `\uFEFF${JSON.stringify(aHousehold())}\r\n\n${JSON.stringify(numbered(2))}`;
    const { saved, tally, read } = await run(text, size);
    expect(saved).toEqual([aHousehold(), numbered(2)]);
    expect(tally).toEqual({ imported: 2, unchanged: 0, refused: 0 });
    expect(read).toBe(Buffer.byteLength(text));
  });

  it('tells bad lines by number and reason, nothing of what they say, and takes the good ones', async () => {
    const long = `{"numeroAllocataire":"${'9'.repeat(1_100_000)}"}`;
    const latin = Buffer.from(JSON.stringify(aHousehold()), 'latin1');
    const lines = [
      JSON.stringify(numbered(1)),
      `{"persons":[{"nir":"${JEANNE_NIR}39","lastName":"Dupont"`,
      JSON.stringify(anAllocataireFile({ address: [] })),
      long,
      latin,
      JSON.stringify(numbered(6)),
    ];
    const input = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
    const { tally, saved, refusals } = await run(input, 65_536);
    expect(saved).toEqual([numbered(1), numbered(6)]);
    expect(tally).toEqual({ imported: 2, unchanged: 0, refused: 4 });
    expect(refusals).toEqual([
      '2 JSON mal formé',
      expect.stringMatching(/^3 address.*sept lignes/),
      '4 plus de 1 Mo',
      '5 texte qui n’est pas en UTF-8',
    ]);
    expect(refusals.join()).not.toMatch(/Dupont|Léa|2550814168025|99999/);
  });

  it('saves in order, one batch at a time', async () => {
    let under = 0;
    const text = Array.from({ length: 5_000 }, (_, n) => `${JSON.stringify(numbered(n))}\n`).join('');
    const { saved, tally } = await run(text, 65_536, async () => {
      expect(++under).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      under--;
    });
    expect(tally.imported).toBe(5_000);
    expect(saved.map(({ numeroAllocataire }) => Number(numeroAllocataire))).toEqual(
      Array.from({ length: 5_000 }, (_, n) => n),
    );
  });

  it('stops with the error of a save, even where the file goes on', async () => {
    const text = Array.from({ length: 9_000 }, (_, n) => `${JSON.stringify(numbered(n))}\n`).join('');
    await expect(run(text, 65_536, () => Promise.reject(new Error('base partie')))).rejects.toThrow('base partie');
  });

  it('takes nothing from an empty file', async () => {
    expect((await run('\n\n')).tally).toEqual({ imported: 0, unchanged: 0, refused: 0 });
  });
});
