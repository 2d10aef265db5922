// What it takes to let long attestations leave: node test/bench/documents/measure-sending.mjs
// Attestations of 10, 200 and 1,000 pages, each in a process of its own: by e-mail (signed with DKIM, to a server in another process) and in a
// merged batch of one letter. Prints how much more is resident and held than before, at most, while the heap is collected five times a second.
// Loads the build (dist/). Real: the store with its encryption, SMTP, the batch's files. Everybody is invented.
import { execFileSync, fork } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { benefits, order } from './attestation-order.mjs';

const PAGES = [10, 200, 1000];
const MONTHS_A_PAGE = 2;
const own = fileURLToPath(import.meta.url);
const root = path.resolve(path.dirname(own), '../../..');
const require = createRequire(import.meta.url);
const load = (file) => require(path.join(root, 'dist', file));
const mb = (bytes) => (bytes / 1e6).toFixed(1);
const [task] = process.argv.slice(2);

if (task === undefined)
  for (const pages of PAGES)
    process.stdout.write(execFileSync(process.execPath, ['--expose-gc', own, String(pages)], { encoding: 'utf8' }));
else if (task === 'server') serve();
else await measure(Number(task));

/** Takes mail and keeps none of it. */
function serve() {
  const { SMTPServer } = require('smtp-server');
  const onData = (stream, _session, done) => stream.on('end', done).resume();
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], onData, size: 1e9 });
  server.listen(0, '127.0.0.1', () => process.send(server.server.address().port));
  process.once('disconnect', () => process.exit());
}

async function measure(pages) {
  const { DocumentStore } = load('persistence/document-store/document-store.js');
  const { LookupHash } = load('platform/keys/field-encryption.js');
  const folder = mkdtempSync(path.join(tmpdir(), 'courrier-bench-sending-'));
  const store = new DocumentStore({
    ...{ folder, keys: [{ id: 'k1', key: Buffer.alloc(32, 1) }], hash: new LookupHash(Buffer.alloc(32, 2)) },
    ...{ ids: { next: () => 'bench' }, clock: { now: () => new Date('2026-06-29T00:00:00Z') } },
  });
  const short = await attestation(store, 2);
  const long = await attestation(store, pages);
  const server = fork(own, ['server']);
  const [port] = await once(server, 'message');
  const byMail = await mailer(store, port);
  const inBatch = await printer(store, folder);
  for (const [name, leave] of [
    ['by e-mail', byMail],
    ['in a batch', inBatch],
  ]) {
    await leave(short);
    const { resident, held, seconds } = await watched(() => leave(long));
    console.log(
      `${long.pages} pages, ${mb(long.bytes)} MB, ${name}: ${seconds.toFixed(2)} s, ` +
        `at most ${mb(resident)} MB more resident, of them held ${mb(held)}`,
    );
  }
  server.disconnect();
  rmSync(folder, { recursive: true });
}

async function attestation(store, pages) {
  const { attestationsOf } = load('composition/attestations-of-order.js');
  const { composeAttestation } = load('composition/compose-attestation.js');
  const { loadFaces } = load('composition/pdf/face.js');
  const { renderInPieces } = load('composition/pdf/render-document.js');
  const months = Array.from({ length: pages * MONTHS_A_PAGE }, (_, index) => {
    return `${2026 - Math.floor(index / 12)}-${String(12 - (index % 12)).padStart(2, '0')}`;
  });
  const payments = months.flatMap((month) =>
    benefits.map((benefit, index) => ({ month, benefit, cents: 10_000 + index, nature: 'droit' })),
  );
  const given = { ...order(1), months, file: { ...order(1).file, payments } };
  const document = composeAttestation(given, attestationsOf(given).value[0], { key: null, twoDDoc: null }).value;
  let drawn = 0;
  const faces = loadFaces();
  const pieces = function* () {
    drawn = yield* renderInPieces(document, faces);
  };
  const { storeKey, bytes } = await store.put(Readable.from(pieces()));
  return { storeKey, bytes, pages: drawn, fileName: 'attestation.pdf' };
}

async function mailer(store, port) {
  const { composeEmail } = load('dispatch/compose-email.js');
  const { DkimSigner } = load('dispatch/dkim-signer.js');
  const { filesOfReply } = load('dispatch/reply-to-send.js');
  const { SmtpClient } = load('dispatch/smtp-client.js');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const dkim = new DkimSigner('bench', 'caf.invalid', privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const sender = { name: 'Caf', address: 'courrier@caf.invalid', dkim, readsTags: false };
  const client = new SmtpClient(`smtp://127.0.0.1:${port}`);
  const to = 'jeanne.dupont@exemple.invalid';
  return async (file) => {
    const text = { subject: 'Votre demande', text: 'Bonjour', html: '<p>Bonjour</p>' };
    const content = {
      destination: { kind: 'email', address: to },
      ...text,
      inReplyTo: null,
      references: [],
      files: [file],
    };
    const entry = { messageId: '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a', content };
    const message = await composeEmail(entry, filesOfReply(entry, store), sender, new Date(0));
    await client.send(message, to, async () => undefined);
  };
}

async function printer(store, folder) {
  const { BatchWriter } = load('dispatch/print-batch/write-batch.js');
  const writer = new BatchWriter(folder, store, true);
  let count = 0;
  return async (file) => {
    count += 1;
    const id = `00000000-0000-7000-8000-${String(count).padStart(12, '0')}`;
    const letter = { id, reference: 'C-2026-000001', address: ['MADAME JEANNE DUPONT', '75000 PARIS'], files: [file] };
    await writer.write({ id, day: '2026-11-23', mode: 'merged' }, [letter], new AbortController().signal);
  };
}

/** What is resident and held more than before while work goes on. */
async function watched(work) {
  const now = () => {
    global.gc();
    const { rss, heapUsed, external } = process.memoryUsage();
    return [rss, heapUsed + external];
  };
  const [rss, heap] = now();
  let [resident, held] = [0, 0];
  const watch = setInterval(() => {
    resident = Math.max(resident, process.memoryUsage.rss() - rss);
    held = Math.max(held, now()[1] - heap);
  }, 200);
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  clearInterval(watch);
  return { resident: Math.max(resident, process.memoryUsage.rss() - rss), held, seconds };
}
