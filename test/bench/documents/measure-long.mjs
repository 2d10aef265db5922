// Attestations of 10, 200 and 1,000 pages, written page after page into a document store: node test/bench/documents/measure-long.mjs
// Prints, for each in a process of its own, pages, bytes, seconds of processor, and what is resident and held more than before it was drawn, at
// most; the heap is collected every hundred pieces to see what is held. Exits 1 where the longest holds 16 MB more than the shortest (a table of its objects takes some).
// Loads the build (dist/); everyone in it is invented.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { benefits, order } from './attestation-order.mjs';

const PAGES = [10, 200, 1000];
/** Months of eleven benefits on a page. */
const MONTHS_A_PAGE = 2;
const MOST_MORE = 16;
const megabytes = (bytes) => bytes / 1e6;

if (process.argv[2] === undefined) {
  const measured = PAGES.map((pages) => {
    const args = ['--expose-gc', fileURLToPath(import.meta.url), String(pages)];
    const told = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
    console.log(
      `${told.pages} pages, ${megabytes(told.bytes).toFixed(2)} MB: ${told.seconds.toFixed(2)} s of processor, ` +
        `${told.before.toFixed(0)} MB resident before, at most ${told.resident.toFixed(1)} MB more, of them held ${told.held.toFixed(1)}`,
    );
    return told;
  });
  const growth = measured.at(-1).held - measured[0].held;
  console.log(`from ${measured[0].pages} to ${measured.at(-1).pages} pages: ${growth.toFixed(1)} MB more held`);
  process.exitCode = growth > MOST_MORE ? 1 : 0;
} else await measure(Number(process.argv[2]));

async function measure(pages) {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
  const load = (file) => createRequire(import.meta.url)(path.join(root, 'dist', file));
  const { attestationsOf } = load('composition/attestations-of-order.js');
  const { composeAttestation } = load('composition/compose-attestation.js');
  const { loadFaces } = load('composition/pdf/face.js');
  const { renderInPieces } = load('composition/pdf/render-document.js');
  const { DocumentStore } = load('persistence/document-store/document-store.js');
  const { LookupHash } = load('platform/keys/field-encryption.js');
  const folder = mkdtempSync(path.join(tmpdir(), 'courrier-bench-long-'));
  const store = new DocumentStore({
    folder,
    keys: [{ id: 'k1', key: Buffer.alloc(32, 1) }],
    hash: new LookupHash(Buffer.alloc(32, 2)),
    ids: { next: () => 'bench' },
    clock: { now: () => new Date('2026-06-29T00:00:00Z') },
  });
  const signing = { key: { id: 'bench', seed: new Uint8Array(32).fill(1) }, twoDDoc: null, attachData: false };
  const faces = loadFaces();
  const attested = (months) => {
    const given = orderOf(months);
    return composeAttestation(given, attestationsOf(given).value[0], signing).value;
  };
  await store.put(Readable.from(renderInPieces(attested(2 * MONTHS_A_PAGE), faces)));
  const document = attested(pages * MONTHS_A_PAGE);
  const [before, heldBefore] = collected();
  const { user } = process.cpuUsage();
  let written = 0;
  let [resident, held, count] = [before, heldBefore, 0];
  function* pieces() {
    const drawn = renderInPieces(document, faces);
    for (;;) {
      const { done, value } = drawn.next();
      if (done) {
        written = value;
        return;
      }
      count += 1;
      resident = Math.max(resident, process.memoryUsage().rss);
      if (count % 100 === 0) held = Math.max(held, collected()[1]);
      yield value;
    }
  }
  const { bytes } = await store.put(Readable.from(pieces()));
  rmSync(folder, { recursive: true });
  const seconds = (process.cpuUsage().user - user) / 1e6;
  const more = { resident: megabytes(resident - before), held: megabytes(held - heldBefore) };
  console.log(JSON.stringify({ pages: written, bytes, seconds, before: megabytes(before), ...more }));
}

/** What is resident and what is held once what nobody needs is gone. */
function collected() {
  global.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  return [rss, heapUsed + external];
}

function orderOf(count) {
  const one = order(1);
  const months = Array.from({ length: count }, (_, index) => {
    const year = 2026 - Math.floor(index / 12);
    return `${year}-${String(12 - (index % 12)).padStart(2, '0')}`;
  });
  const payments = months.flatMap((month) =>
    benefits.map((benefit, index) => ({ month, benefit, cents: 10_000 + index, nature: 'droit' })),
  );
  return { ...one, months, file: { ...one.file, payments } };
}
