/**
 * How fast the NIRs of a text are found, against the floor of one bare regular expression over the same text, and what is
 * listed of 200,000 numbers that are no NIR. Needs a build; `node test/bench/nir/measure-nir-search.mjs [folder of the build]`.
 * Real: the built finder. Made up: every text, from a fixed seed; all people invented.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { decoys, ordinaryText, readable, seeded } from './make-texts.mjs';

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.resolve(process.argv[2] ?? path.join(here, '../../../dist'));
const { findNirs } = require(path.join(dist, 'domain/nir/find-nirs-in-text.js'));
const { nirKey } = require(path.join(dist, 'domain/nir/nir-key.js'));

const FLOOR = /[12]\d{12}(?:\d\d)?/g;
const MB = 1_000_000;

/** Megabytes of UTF-8 a second, best of three. */
function speed(text, work) {
  const bytes = Buffer.byteLength(text);
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 3; turn += 1) {
    const start = process.hrtime.bigint();
    work(text);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e9);
  }
  return bytes / MB / best;
}

function floor(text) {
  let count = 0;
  for (const _ of text.matchAll(FLOOR)) count += 1;
  return count;
}

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
    ['moitiés de substituts', repeated('\ud800', size / 3)],
  ];
  console.log('Mo/s (plancher : une expression régulière nue)');
  for (const [name, text, work] of cases) {
    const found = speed(text, work ?? findNirs);
    const bare = speed(text, floor);
    console.log(`  ${name.padEnd(34)} ${found.toFixed(1).padStart(8)}   plancher ${bare.toFixed(0).padStart(6)}`);
  }
}

function printDecoys() {
  const random = seeded(11);
  const listed = new Map();
  const wrong = [];
  let count = 0;
  for (const { kind, text } of decoys(random, 200_000)) {
    count += 1;
    for (const candidate of findNirs(text)) {
      const line = listed.get(kind) ?? { valid: 0, 'no-key': 0, 'wrong-key': 0, ambiguous: 0 };
      line[candidate.verdict] += 1;
      listed.set(kind, line);
      const written = text.slice(candidate.start, candidate.end);
      if (candidate.verdict === 'valid' && nirKey(candidate.nir) !== candidate.key) wrong.push([kind, written]);
      if (candidate.verdict === 'no-key' && !/^[12]/.test(candidate.nir)) wrong.push([kind, written]);
    }
  }
  console.log(`\n${count} leurres, dont listés :`);
  for (const [kind, line] of listed) console.log(`  ${kind.padEnd(34)} ${JSON.stringify(line)}`);
  console.log(`  contraires au contrat : ${wrong.length}`);
  for (const [kind, written] of wrong.slice(0, 10)) console.log(`    ${kind} : ${written}`);
}

/** Letters and digits misread at a rate: what becomes of 15-character numbers. */
function printNoise() {
  console.log('\nlecture bruitée, 15 caractères annoncés (50 000 par taux)');
  for (const rate of [0.01, 0.02, 0.05]) {
    const random = seeded(Math.round(rate * 1000));
    const count = { right: 0, flagged: 0, missed: 0, wrong: 0 };
    const total = 50_000;
    for (let turn = 0; turn < total; turn += 1) {
      const { text, nir } = readable(random, nirKey, rate);
      const found = findNirs(text)[0];
      if (found === undefined) count.missed += 1;
      else if (found.verdict === 'valid') count[found.nir === nir ? 'right' : 'wrong'] += 1;
      else count.flagged += 1;
    }
    const share = (n) => `${((100 * n) / total).toFixed(3)} %`;
    console.log(
      `  ${rate * 100} % : juste ${share(count.right)}, signalé ${share(count.flagged)}, manqué ${share(count.missed)}, faux et pourtant valide ${count.wrong}`,
    );
  }
}

printSpeeds();
printDecoys();
printNoise();
