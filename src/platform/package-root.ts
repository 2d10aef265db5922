import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Folder of package.json, from the sources and from the build alike: where templates/ and dist/ are. */
export const packageRoot: string = (() => {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('package.json introuvable au-dessus du programme');
    folder = parent;
  }
  return folder;
})();

/** The product's version, as package.json says it. */
export function productVersion(): string {
  return (JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version;
}
