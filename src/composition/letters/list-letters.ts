import path from 'node:path';
import { packageRoot } from '../../platform/package-root';
import { loadLetters } from './load-letters';

/** Where the house keeps its letters, from the sources and from the build alike. */
export const templatesFolder: string = path.join(packageRoot, 'templates');

/** Names of the letters that can be sent, all of them checked. @throws LetterFault by name and line */
export async function listLetters(folder: string = templatesFolder): Promise<ReadonlySet<string>> {
  return new Set((await loadLetters(folder)).keys());
}
