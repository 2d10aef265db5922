// Documents a second of processor, beside a floor and two peers, in turns: node test/bench/documents/bench-documents.mjs [seconds each]
// Loads the build (dist/); fetches Typst from npm into a temporary folder. One attestation of one page with 11 payment rows, everyone in it invented.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { benefits, order } from './attestation-order.mjs';
import { handAssembled, pdfkitAsFirstWritten, typst } from './peers.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const require = createRequire(import.meta.url);
const load = (file) => require(path.join(root, 'dist', file));
const { createComposer } = load('composition/compose-reply.js');
const { createComposerPool } = load('composition/composition-pool.js');
const templatesFolder = path.join(root, 'templates');
const seconds = Number(process.argv[2] ?? 10);
// Many short ones: on a machine that does something else as well, one of two seconds may fall on a bad moment altogether.
const ROUNDS = 15;
// With the signed code on the page, as in service.
const signingKeys = [{ id: 'bench', seed: new Uint8Array(32).fill(1) }];

const { attestationsOf } = load('composition/attestations-of-order.js');
const { composeAttestation } = load('composition/compose-attestation.js');
const { loadFaces } = load('composition/pdf/face.js');
const { renderDocument } = load('composition/pdf/render-document.js');
const faces = loadFaces();
const signing = { key: signingKeys[0], twoDDoc: null };
const attestationOf = (given) => composeAttestation(given, attestationsOf(given).value[0], signing).value;

/** The page alone: laid out, coded, signed, written. @param times how often its payments stand on it, which makes it longer */
async function page(number, times = 1) {
  const one = order(number);
  const payments = Array.from({ length: times }, () => one.file.payments).flat();
  return renderDocument(attestationOf(times === 1 ? one : { ...one, file: { ...one.file, payments } }), faces);
}

const composer = await createComposer({ templatesFolder, signingKeys });
const reply = async (number) => {
  const composed = await composer.compose(order(number));
  if (!composed.ok) throw new Error(composed.error.message);
  return composed.value.files[0].bytes;
};
const sample = await page(1);
const peers = [
  ['our page', async (number) => (await page(number)).bytes],
  ['our whole reply (letter, text, HTML, page)', reply],
  ['floor, assembled by hand', handAssembled(sample.bytes)],
  ['typst', await typst(order, attestationOf(order(1)).code.modules)],
  ['pdfkit as first written', (number) => pdfkitAsFirstWritten(order(number))],
].filter(([, make]) => make !== null);

/** Documents for a second of this process's own time: what else the machine does counts for nothing. */
async function rateOf(make, until) {
  let number = 0;
  let bytes = 0;
  const end = performance.now() + until * 1000;
  const before = process.cpuUsage();
  while (performance.now() < end || number < 3) {
    number += 1;
    bytes = (await make(number)).length;
  }
  const { user } = process.cpuUsage(before);
  return { rate: number / (user / 1e6), bytes };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const rates = new Map(peers.map(([name]) => [name, []]));
const sizes = new Map();
for (const [, make] of peers) await rateOf(make, 1);
// In turns, so that each has its share of what else goes on.
for (let round = 0; round < ROUNDS; round += 1)
  for (const [name, make] of peers) {
    const { rate, bytes } = await rateOf(make, seconds / ROUNDS);
    rates.get(name).push(rate);
    sizes.set(name, bytes);
  }
const rate = (name) => median(rates.get(name) ?? [Number.NaN]);
for (const [name] of peers)
  console.log(`${name}: ${rate(name).toFixed(0)} a second of processor, ${(sizes.get(name) / 1000).toFixed(1)} kB`);
const ours = rate('our page');
/** The round's own floor beside each round: what the machine does else falls on both. */
const floors = rates.get('floor, assembled by hand');
const ofFloor = rates.get('our page').map((own, round) => own / floors[round]);
console.log(
  `our page: ${median(ofFloor).toFixed(2)} of the floor (${Math.min(...ofFloor).toFixed(2)} to ${Math.max(...ofFloor).toFixed(2)}), ` +
    `${(ours / rate('typst')).toFixed(2)} times Typst, ${(ours / rate('pdfkit as first written')).toFixed(1)} times pdfkit as first written`,
);

// What a second page costs: enough payments to fill two, and a very long one.
let times = 1;
while ((await page(1, times)).pages < 2 && times < 100) times += 1;
const two = [];
const one = [];
for (let round = 0; round < ROUNDS; round += 1) {
  one.push((await rateOf(async (number) => (await page(number)).bytes, seconds / ROUNDS)).rate);
  two.push((await rateOf(async (number) => (await page(number, times)).bytes, seconds / ROUNDS)).rate);
}
console.log(`two pages (${times * benefits.length} payments) cost ${(median(one) / median(two)).toFixed(2)} times one`);

// Threads, by the clock: on a machine that does something else as well they cannot gain more than two that only count.
const COUNT = `
  const { parentPort, workerData } = require('node:worker_threads');
  let turns = 0;
  for (const end = performance.now() + workerData; performance.now() < end; turns += 1)
    for (let at = 0, sum = 1; at < 1e5; at += 1) sum = (sum * 31 + at) | 0;
  parentPort.postMessage(turns);`;
/** Replies that a thread makes before it is measured: each has its own compiler to warm, whose work would else be measured with its own. */
const WARM = 4000;
let number = 0;
async function replies(pool, size, until) {
  const work = async () => {
    while (!until()) {
      number += 1;
      await pool.compose(order(number));
    }
  };
  await Promise.all(Array.from({ length: size * 2 }, work));
}

/** Threads that live as in service: they are warm when they are measured. @returns replies a second, by the clock */
async function warmThreads(size) {
  const pool = await createComposerPool({ size, templatesFolder, signingKeys });
  const warm = number + WARM * size;
  await replies(pool, size, () => number >= warm);
  const rateOfRound = async () => {
    const [from, start] = [number, performance.now()];
    await replies(pool, size, () => performance.now() >= start + (seconds / 5) * 1000);
    return (number - from) / ((performance.now() - start) / 1000);
  };
  return { rateOfRound, close: () => pool.close() };
}

/** Turns a second of threads that only count: what the machine has to give at that moment. */
async function counting(size) {
  const turns = Array.from({ length: size }, async () => {
    const thread = new Worker(COUNT, { eval: true, workerData: (seconds / 5) * 1000 });
    return new Promise((resolve) => thread.once('message', resolve));
  });
  return (await Promise.all(turns)).reduce((sum, one) => sum + one, 0);
}

const [single, double, gains, given] = [[], [], [], []];
const [alone, together] = [await warmThreads(1), await warmThreads(2)];
for (let round = 0; round < 7; round += 1) {
  single.push(await alone.rateOfRound());
  double.push(await together.rateOfRound());
  gains.push(double.at(-1) / single.at(-1));
  const one = await counting(1);
  given.push((await counting(2)) / one);
}
console.log(
  `threads: ${median(single).toFixed(0)} replies/s on one, ${median(double).toFixed(0)} on two, ` +
    `${median(gains).toFixed(2)} times (${Math.min(...gains).toFixed(2)} to ${Math.max(...gains).toFixed(2)}); ` +
    `threads that only count: ${median(given).toFixed(2)} times`,
);
await Promise.all([alone.close(), together.close(), composer.close()]);
