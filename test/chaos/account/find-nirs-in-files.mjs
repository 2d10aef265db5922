import { createReadStream, readdirSync } from 'node:fs';
import path from 'node:path';
import { personOf } from '../load/people.mjs';

const NIR_LENGTH = 13;
const DIGIT = /[0-9]/;
/** What people and programs put between a number's digits. */
const BETWEEN = /[\s.\-_]/;

/**
 * Looks for the NIR of anybody in the load, however it is spaced, in the files under a folder and in their names.
 * @returns a line for each file in which one stands; never the number
 */
export async function findNirsInFiles(folder, items) {
  const known = new Set(items.map(({ n }) => personOf(n).nir));
  const found = [];
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const file = path.join(name.parentPath ?? name.path, name.name);
    if (holds(new Window(known), name.name) || (await fileHolds(file, known)))
      found.push(`a NIR stands in ${path.relative(path.dirname(folder), file)}`);
  }
  return found;
}

async function fileHolds(file, known) {
  const window = new Window(known);
  for await (const text of createReadStream(file, 'latin1')) if (holds(window, text)) return true;
  return false;
}

function holds(window, text) {
  for (const character of text) if (window.add(character)) return true;
  return false;
}

/** The last digits seen in one run, separators apart. */
class Window {
  #digits = '';

  constructor(known) {
    this.known = known;
  }

  add(character) {
    if (DIGIT.test(character)) {
      this.#digits = (this.#digits + character).slice(-NIR_LENGTH);
      return this.known.has(this.#digits);
    }
    if (!BETWEEN.test(character)) this.#digits = '';
    return false;
  }
}
