import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { AllocataireFile } from '../../domain/directory/allocataire-file';
import { InMemoryDirectory } from '../../domain/directory/in-memory-directory';
import { parseDirectoryLine } from '../../persistence/directory-line.schema';

/** Bad lines told one by one; past these only their count is. */
const MOST_TOLD = 100;

/**
 * The directory for one run; an empty one where no file was named. A bad line is told on stderr with its number and
 * reason, the good ones go in.
 * @throws an Error in French where the file cannot be read
 */
export async function loadDirectory(file: string | null): Promise<InMemoryDirectory> {
  if (file === null) return new InMemoryDirectory([]);
  const input = createReadStream(file, 'utf8');
  const opened = new Promise<void>((resolve, reject) => input.once('ready', () => resolve()).once('error', reject));
  await opened.catch(() => {
    throw new Error(`répertoire «\u00a0${file}\u00a0»\u00a0: fichier introuvable ou illisible`);
  });
  const files: AllocataireFile[] = [];
  let [number, refused] = [0, 0];
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim() === '') continue;
      const parsed = parseDirectoryLine(number === 1 ? line.replace(/^\ufeff/, '') : line);
      if (parsed.ok) files.push(parsed.value);
      else if (++refused <= MOST_TOLD) process.stderr.write(`répertoire, ligne ${number}\u00a0: ${parsed.error}\n`);
    }
  } catch {
    throw new Error(`répertoire «\u00a0${file}\u00a0»\u00a0: fichier illisible`);
  }
  if (refused > MOST_TOLD) process.stderr.write(`répertoire\u00a0: ${refused} lignes refusées en tout\n`);
  return new InMemoryDirectory(files);
}
