import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import type { AllocataireFile } from '../domain/directory/allocataire-file';
import { parseDirectoryLine } from '../persistence/directory-line.schema';
import { withHouse } from './with-house';

const BATCH = 500;
/** Bad lines told one by one; past these only their count is. */
const MOST_TOLD = 1_000;

export function define(command: Command): void {
  command
    .command('import')
    .description('charge le répertoire des allocataires (NDJSON, un dossier par ligne) ; les bonnes lignes entrent')
    .argument('<FICHIER.ndjson>')
    .option('--json', 'une valeur JSON par ligne')
    .action(async (file: string, { json }: { json?: boolean }) => {
      const { imported, refused } = await withHouse(({ directory }) =>
        importFile(file, (files) => directory.save(files)),
      );
      if (json) process.stdout.write(`${JSON.stringify({ imported, refused })}\n`);
      else process.stdout.write(`${imported} dossiers chargés, ${refused} lignes refusées\n`);
      if (refused > 0) throw new Error(`${refused} lignes refusées, ${imported} dossiers chargés`);
    });
}

/** Streams the file: the good lines are saved in batches, the bad ones told on stderr with their number and reason. */
async function importFile(
  file: string,
  save: (files: readonly AllocataireFile[]) => Promise<void>,
): Promise<{ imported: number; refused: number }> {
  const input = createReadStream(file, 'utf8');
  const opened = new Promise<void>((resolve, reject) => input.once('open', () => resolve()).once('error', reject));
  await opened.catch(() => {
    throw new Error(`fichier illisible : ${file}`);
  });
  let [number, imported, refused] = [0, 0, 0];
  let batch: AllocataireFile[] = [];
  const flush = async (): Promise<void> => {
    await save(batch);
    imported += batch.length;
    batch = [];
  };
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === '') continue;
    const parsed = parseDirectoryLine(line);
    if (parsed.ok) batch.push(parsed.value);
    else if (++refused <= MOST_TOLD) process.stderr.write(`ligne ${number} : ${parsed.error}\n`);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  return { imported, refused };
}
