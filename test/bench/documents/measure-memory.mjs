// Resident memory of one process over many documents: node test/bench/documents/measure-memory.mjs [documents]
// Composes whole replies of several templates in turn (letter, text, HTML, PDFs), by post and by e-mail, one in fifty in large letters, each of
// another reference, name and amounts, and prints the resident memory after 1,000, 10,000, 50,000 and 100,000 of them. Exits 1 where it grows: the
// mean of the last fifth of a hundred readings above that of the second fifth by more than a hundredth and 4 MB.
// Loads the build (dist/); everyone in it is invented.
import { createRequire } from 'node:module';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { order } from './attestation-order.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const { createComposer } = createRequire(import.meta.url)(path.join(root, 'dist/composition/compose-reply.js'));
const documents = Number(process.argv[2] ?? 100_000);
const TOLD = new Set([1000, 10_000, 50_000, 100_000, documents]);
const READINGS = 100;
const megabytes = (bytes) => bytes / 1e6;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

const ATTESTED = { letter: 'attestation-envoyee', attestations: ['attestation-paiement'] };
const ANSWER = { answerBy: '2026-07-31', missingPieces: ['la copie de votre bail'], firstWrittenOn: '2026-06-01' };
/** In the proportions of a day's mail, more or less. */
const KINDS = [
  ATTESTED,
  { letter: 'nir-manquant' },
  { letter: 'acces-compte' },
  ATTESTED,
  { letter: 'accuse-reception' },
  { letter: 'pieces-manquantes', details: ANSWER },
  ATTESTED,
  { letter: 'relance', details: { ...ANSWER, numberAsked: true } },
  { letter: 'numero-allocataire-seul' },
  { letter: 'contestation-remise-dette' },
];
/** Accents, Greek and Cyrillic are among them: no two embed quite the same letters. */
const LETTERS = [...'abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùûüÿœæñõășžłαβγδеждл'];
const nameOf = (number) =>
  `A${[1, 7, 31, 61].map((step) => LETTERS[Math.floor(number / step) % LETTERS.length]).join('')}`;

function orderOf(number) {
  const one = order(number);
  const kind = KINDS[number % KINDS.length];
  const byPost = number % 3 === 0;
  return {
    ...{ ...one, attestations: [], ...kind },
    destination: byPost ? { kind: 'post', address: one.file.address } : one.destination,
    file: { ...one.file, persons: [{ ...one.file.persons[0], lastName: nameOf(number) }] },
    largePrint: number % 50 === 0,
  };
}

const composer = await createComposer({
  templatesFolder: path.join(root, 'templates'),
  signingKeys: [{ id: 'bench', seed: new Uint8Array(32).fill(1) }],
});
const readings = [];
let pages = 0;
for (let number = 1; number <= documents; number += 1) {
  const composed = await composer.compose(orderOf(number));
  if (!composed.ok) throw new Error(composed.error.message);
  for (const file of composed.value.files) pages += file.pages;
  // As in service, where each order comes as a message of its own.
  await setImmediate();
  if (number % Math.ceil(documents / READINGS) === 0) readings.push(megabytes(process.memoryUsage.rss()));
  if (!TOLD.has(number)) continue;
  const { rss, heapUsed, external } = process.memoryUsage();
  console.log(
    `${number} replies, ${pages} pages: ${megabytes(rss).toFixed(0)} MB resident, ${megabytes(heapUsed).toFixed(0)} MB of objects, ` +
      `${megabytes(external).toFixed(0)} MB outside of them, ${(process.cpuUsage().user / 1e6).toFixed(0)} s of processor`,
  );
}
await composer.close();

const fifth = Math.floor(readings.length / 5);
const [before, after] = [mean(readings.slice(fifth, 2 * fifth)), mean(readings.slice(-fifth))];
const grows = after - before > 4 + before / 100;
const told = `second fifth ${before.toFixed(1)} MB, last fifth ${after.toFixed(1)} MB`;
console.log(`${told}: ${grows ? 'it grows' : 'it does not grow'}`);
process.exitCode = grows ? 1 : 0;
