// Resident memory of one process over many documents: node test/bench/documents/measure-memory.mjs [documents]
// Composes whole replies (letter, text, HTML, the page in PDF), each of another reference and other amounts, and prints the resident memory after
// each tenth of them. Exits 1 where it grows: the last five readings above the five before them by more than a hundredth and 2 MB.
// Loads the build (dist/); everyone in it is invented.
import { createRequire } from 'node:module';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { order } from './attestation-order.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const { createComposer } = createRequire(import.meta.url)(path.join(root, 'dist/composition/compose-reply.js'));
const documents = Number(process.argv[2] ?? 100_000);
const STEPS = 10;
const megabytes = (bytes) => bytes / 1e6;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

const composer = await createComposer({
  templatesFolder: path.join(root, 'templates'),
  signingKeys: [{ id: 'bench', seed: new Uint8Array(32).fill(1) }],
});
const readings = [];
for (let number = 1; number <= documents; number += 1) {
  const composed = await composer.compose(order(number));
  if (!composed.ok) throw new Error(composed.error.message);
  // As in service, where each order comes as a message of its own.
  await setImmediate();
  if (number % Math.ceil(documents / STEPS) !== 0) continue;
  const { rss, heapUsed, external } = process.memoryUsage();
  readings.push(megabytes(rss));
  const { user } = process.cpuUsage();
  console.log(
    `${number} documents: ${megabytes(rss).toFixed(0)} MB resident, ${megabytes(heapUsed).toFixed(0)} MB of objects, ` +
      `${megabytes(external).toFixed(0)} MB outside of them, ${(user / 1e6).toFixed(0)} s of processor`,
  );
}
await composer.close();

const half = Math.floor(readings.length / 2);
const [before, after] = [mean(readings.slice(0, half)), mean(readings.slice(half))];
const growth = after - before;
const grows = growth > 2 + before / 100;
console.log(
  `first half ${before.toFixed(1)} MB, second half ${after.toFixed(1)} MB: ${grows ? 'it grows' : 'it does not grow'}`,
);
process.exitCode = grows ? 1 : 0;
