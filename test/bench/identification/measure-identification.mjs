/**
 * Finds, judges and attributes the numbers of a labelled set made from invented people, and prints by class what was right.
 * Needs a build; `node test/bench/identification/measure-identification.mjs [messages, 100000 by default] [seed]`.
 * Real: the built finder and identification, the directory in memory. Made up: every person, number and text.
 * `SHOW=` one of `manqué 0.02`, `faux 0.02`, `mauvaise personne`, `non ` and a scene, or a class, prints the texts concerned.
 * Ends with 1 where a figure that the search owes is not reached; times are printed and judge nothing.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { decoys, seeded } from '../nir/make-texts.mjs';
import { measureDecoys, measureFinding, measureNoise } from './measure-finding.mjs';
import { measureMatching } from './measure-matching.mjs';

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.resolve(here, '../../../dist');
const built = {
  ...require(path.join(dist, 'domain/nir/find-nirs-in-text.js')),
  ...require(path.join(dist, 'domain/nir/nir-key.js')),
  ...require(path.join(dist, 'domain/nir/plausible-nir.js')),
  ...require(path.join(dist, 'domain/directory/in-memory-directory.js')),
  ...require(path.join(dist, 'identification/identify-sender.js')),
};

const messages = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);
const failures = [];
/** Prints whether a figure is reached. */
const owes = (what, holds) => {
  console.log(`  ${holds ? 'atteint' : 'MANQUÉ '} : ${what}`);
  if (!holds) failures.push(what);
};

measureFinding(built, seeded(seed), owes);
measureNoise(built, seeded(seed + 1), owes);
measureDecoys(built, decoys(seeded(seed + 2), 200_000), owes);
await measureMatching(built, seeded(seed + 3), messages, owes);
process.exitCode = failures.length > 0 ? 1 : 0;
