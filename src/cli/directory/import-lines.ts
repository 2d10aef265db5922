import type { AllocataireFile } from '../../domain/directory/allocataire-file';
import type { SavedFiles } from '../../persistence/directory.repository';
import { parseDirectoryLine } from '../../persistence/directory-line.schema';
import { readLines } from './read-lines';

/** Large enough that a statement costs little beside its rows; twice as many only take more memory (measured). */
const BATCH_LINES = 1_000;
const BATCH_CHARACTERS = 8_000_000;

export interface ImportTally {
  /** Files that now stand in the directory: written, or there already. */
  imported: number;
  unchanged: number;
  refused: number;
}

export interface ImportSteps {
  save(files: readonly AllocataireFile[]): Promise<SavedFiles>;
  /** @param number of the line, from 1 @param reason holds nothing of what the line says */
  refuse(number: number, reason: string): void;
  advance(bytes: number, tally: ImportTally): void;
}

/**
 * Brings the good lines in, batch by batch and in their order, and tells the bad ones. While PostgreSQL writes a batch the
 * next is read, so two at most are in memory. Each batch is committed: after a failure, running again goes on from there.
 */
export async function importLines(chunks: AsyncIterable<Buffer>, steps: ImportSteps): Promise<ImportTally> {
  const tally: ImportTally = { imported: 0, unchanged: 0, refused: 0 };
  let [number, batch, characters] = [0, [] as AllocataireFile[], 0];
  let saving: Promise<void> = Promise.resolve();
  const save = async (files: readonly AllocataireFile[]): Promise<void> => {
    const { unchanged } = await steps.save(files);
    tally.imported += files.length;
    tally.unchanged += unchanged;
  };
  const flush = async (): Promise<void> => {
    await saving;
    saving = save(batch);
    // Awaited at the next batch; until then a failure is not an unhandled one.
    saving.catch(() => undefined);
    [batch, characters] = [[], 0];
  };
  for await (const { lines, bytes } of readLines(chunks)) {
    for (const line of lines) {
      number++;
      if (line.ok && line.value.trim() === '') continue;
      const parsed = line.ok ? parseDirectoryLine(line.value) : line;
      if (!parsed.ok) {
        tally.refused++;
        steps.refuse(number, parsed.error);
        continue;
      }
      batch.push(parsed.value);
      characters += line.ok ? line.value.length : 0;
      if (batch.length >= BATCH_LINES || characters >= BATCH_CHARACTERS) await flush();
    }
    steps.advance(bytes, tally);
  }
  await flush();
  await saving;
  return tally;
}
