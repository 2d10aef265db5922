import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const require = createRequire(import.meta.url);

/** A module of the build, by its path under dist/: what is shipped is what is tried. */
export const fromBuild = (name) => require(path.join(ROOT, 'dist', name));
