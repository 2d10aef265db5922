/**
 * Reads drawn letters of invented people and says of each number whether it was found, flagged, missed or taken for another.
 * `node test/bench/ocr/measure-optical-reading.mjs [letters] [seed] [--keep FOLDER]`, after a build; exit 1 where the figure is not reached.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { drawLetter, inventLetter, randomFrom } from './draw-letters.mjs';

const require = createRequire(import.meta.url);
const dist = path.resolve(import.meta.dirname, '../../../dist');
const { readPictureFile } = require(`${dist}/reading/optical/read-picture-file.js`);
const { closeOpticalReader } = require(`${dist}/reading/optical/optical-reader.js`);
const { findNirs } = require(`${dist}/domain/nir/find-nirs-in-text.js`);
const { doubtReadNumbers } = require(`${dist}/domain/optical/doubt-read-numbers.js`);

const numbers = process.argv
  .slice(2)
  .filter((word) => /^\d+$/.test(word))
  .map(Number);
const [count = 60, seed = 1] = numbers;
const keep = process.argv.includes('--keep') ? process.argv[process.argv.indexOf('--keep') + 1] : null;
const random = randomFrom(seed);
const counts = {
  right: 0,
  'right, without a key': 0,
  flagged: 0,
  missed: 0,
  'wrong, without a key': 0,
  'wrong and valid': 0,
};
const byTypeface = new Map();
const times = [];
const odd = [];
for (let at = 0; at < count; at++) {
  const letter = inventLetter(random);
  const bytes = await drawLetter(letter);
  const began = performance.now();
  const [page] = await readPictureFile(bytes, { left: 1 });
  times.push(performance.now() - began);
  const outcome = judge(page, letter);
  counts[outcome]++;
  const face = byTypeface.get(letter.typeface) ?? { letters: 0, found: 0 };
  face.letters++;
  if (/^(right|flagged)/.test(outcome)) face.found++;
  byTypeface.set(letter.typeface, face);
  if (!outcome.startsWith('right')) {
    odd.push(
      `${at}: ${outcome}, ${letter.typeface} ${letter.points} pt, ${letter.degrees.toFixed(1)}°, noise ${letter.sigma.toFixed(0)}: « ${letter.lines[9]} » read « ${page.text.split('\n').find((line) => (line.match(/\d/g)?.length ?? 0) > 8) ?? ''} »`,
    );
    if (keep !== null) {
      mkdirSync(keep, { recursive: true });
      writeFileSync(path.join(keep, `${at}.jpg`), bytes);
    }
  }
}
await closeOpticalReader();

/** Of all candidates of the page the worst outcome counts. */
function judge({ text, optical }, { person, keyed }) {
  const found = optical === null ? [] : doubtReadNumbers(findNirs(text), optical);
  const is = (candidate) => candidate.nir === person.nir;
  if (found.some((candidate) => candidate.verdict === 'valid' && !is(candidate))) return 'wrong and valid';
  if (found.some((candidate) => candidate.verdict === 'valid' && is(candidate))) return 'right';
  if (found.some((candidate) => candidate.verdict === 'no-key' && is(candidate)))
    return keyed ? 'flagged' : 'right, without a key';
  if (found.some((candidate) => candidate.verdict === 'no-key')) return 'wrong, without a key';
  return found.length > 0 ? 'flagged' : 'missed';
}

times.sort((a, b) => a - b);
const at = (part) => (times[Math.floor((times.length - 1) * part)] / 1000).toFixed(2);
for (const line of odd) console.log(line);
console.log(`\n${count} letters, seed ${seed}`);
for (const [name, value] of Object.entries(counts)) console.log(`${name.padEnd(24)}${String(value).padStart(5)}`);
for (const [name, { letters, found }] of byTypeface)
  console.log(`${name.padEnd(24)}${found} of ${letters} right or flagged`);
console.log(
  `a page: median ${at(0.5)} s, 9 in 10 under ${at(0.9)} s, slowest ${at(1)} s; ${Math.round(process.memoryUsage.rss() / 1048576)} MB resident`,
);
const rightOrFlagged = counts.right + counts['right, without a key'] + counts.flagged;
const reached = rightOrFlagged >= count * 0.95 && counts['wrong and valid'] === 0;
console.log(
  `${((rightOrFlagged * 100) / count).toFixed(1)} % right or flagged: ${reached ? 'reached' : 'NOT reached'}`,
);
process.exitCode = reached ? 0 : 1;
