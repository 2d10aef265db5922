/**
 * How fast the NIRs of a text are found, against the floor of one bare regular expression over the same text, and how the time
 * grows with the length. Needs a build; `node test/bench/nir/measure-nir-search.mjs [folder of the build] [megabytes, 10]`.
 * Real: the built finder. Made up: every text, from a fixed seed; all people invented.
 * Ends with 1 where the time of some text does not grow like its length. Times are seconds of processor.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ordinaryText, seeded } from './make-texts.mjs';
import { floor, secondsOf, speedOf } from './measure-speed.mjs';

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.resolve(process.argv[2] ?? path.join(here, '../../../dist'));
const { findNirs } = require(path.join(dist, 'domain/nir/find-nirs-in-text.js'));

const MB = 1_000_000;

function repeated(unit, length) {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

function printSpeeds() {
  const size = Number(process.argv[3] ?? 10) * MB;
  const ordinary = ordinaryText(seeded(7), size);
  const cases = [
    ['texte ordinaire', ordinary],
    ['texte ordinaire, par lignes', ordinary, (text) => text.split('\n').forEach((line) => void findNirs(line))],
    ['chiffres', repeated('1234567890', size)],
    ['zéros', repeated('0', size)],
    ['lettres', repeated('abcdefghij', size)],
    ['lettres lues pour des chiffres', repeated('OIlZSGbBgq', size)],
    ['espaces', repeated(' ', size)],
    ['sauts de ligne', repeated('\n', size)],
    ['tirets', repeated('-', size)],
    ['barres', repeated('|', size)],
    ['un chiffre, une espace', repeated('1 ', size)],
    ['un chiffre, une lettre', repeated('1a', size)],
    ['un chiffre, une barre', repeated('1|', size)],
    ['chiffres et exclamations', repeated('1!', size)],
    ['un chiffre, une espace nulle', repeated('1\u200b', size)],
    ['paires', repeated('12 ', size)],
    ['groupes du NIR', repeated('2 69 05 49 588 157 ', size)],
    ['clés fausses', repeated('2690549588157 81, ', size)],
    ['14 caractères annoncés', repeated('NIR 26905495881578. ', size)],
    ['NIR justes', repeated('269054958815780 ', size)],
    ['annonces sans numéro', repeated('numéro de sécurité sociale ', size)],
    ['barres et chiffres', repeated('26905495 88|5780 abc ', size)],
    ['barres qui peuvent être des 1', repeated('12345678|1|1|1|1|1 x ', size)],
    ['clés fausses en tableau', repeated('|2 69 05 49 588 157 81  | 269054958815712clé ', size)],
    ['clés fausses entre des signes', repeated('2 69 05 49 588 157 81 |2 69 05 49 588 157 81 S.S.1x | a!', size)],
    ['signes dans des nombres', repeated('269054958!15780 x ', size)],
    ['annonces et nombres', repeated('8|sécurité sociale et 269054958815788| ', size)],
    ['annonces mal écrites', repeated('12S.S.2A_securite sociale sociale a\t8|Z06 12 34 56 78', size)],
    ['clés entre crochets', repeated('[2 69 05 49 588 157] [81] ', size)],
    ['lettres de Corse', repeated('253072A073004 2B A B 2A ', size)],
    ['zéros binaires', repeated('\0', size)],
    ['zéros binaires et chiffres', repeated('12\0', size)],
    ['une ligne, tout mêlé', repeated('1!2|O l\ud800 2A\0.NIR clé 80 06 12 ', size)],
    ['moitiés de substituts', repeated('\ud800', size / 3)],
  ];
  console.log('Mo par seconde de processeur (plancher : une expression régulière nue)');
  for (const [name, text, work] of cases) {
    const found = speedOf(text, work ?? findNirs);
    const bare = speedOf(text, floor);
    console.log(`  ${name.padEnd(34)} ${found.toFixed(1).padStart(8)}   plancher ${bare.toFixed(0).padStart(6)}`);
  }
}

const SIZES = [1, 2, 4, 10];
/** Ten times the text may take this many times the seconds of the first: caches and the collector take their part. */
const MOST_GROWTH = 20;

function printGrowth() {
  const units = [
    '0',
    '1',
    '1 ',
    '12 ',
    'O',
    ' ',
    'abc ',
    '1|',
    '1!',
    '2 69 05 49 588 157 ',
    '2690549588157 81, ',
    '26905495 88|5780 abc ',
    'NIR 26905495881578. ',
  ];
  console.log(`\nSecondes pour ${SIZES.join(', ')} Mo`);
  for (const unit of units) {
    const seconds = SIZES.map((size) => {
      const text = repeated(unit, size * MB);
      return secondsOf(() => findNirs(text));
    });
    const holds = (seconds.at(-1) ?? 0) <= MOST_GROWTH * Math.max(seconds[0] ?? 0, 0.01);
    if (!holds) process.exitCode = 1;
    const times = seconds.map((time) => time.toFixed(3).padStart(8)).join('');
    console.log(`  ${JSON.stringify(unit).padEnd(34)} ${times}  ${holds ? '' : 'MANQUÉ : plus que la longueur'}`);
  }
}

printSpeeds();
printGrowth();
