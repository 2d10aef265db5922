import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Messages of the folder that MAIL_CORPUS names, as {source, name, file}: its folders are the sources. */
export function corpusMessages(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(?:\.|_(?:LICENSE|NOTICE|PROVENANCE))/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => {
      const name = path.relative(folder, file);
      return { source: name.split(path.sep)[0], name, file };
    });
}

/** The folder to measure on, or an end with a clear line. */
export function corpusFolder() {
  const folder = process.env.MAIL_CORPUS;
  if (folder !== undefined && folder !== '') return folder;
  console.log('MAIL_CORPUS ne nomme aucun dossier de messages : rien à mesurer.');
  process.exit(0);
}
