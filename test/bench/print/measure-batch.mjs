// node test/bench/print/measure-batch.mjs [letters]: writes one merged batch of a day's letters and says how long it takes and
// what it holds in memory. Loads the build (dist/). Real: letters of ours, each another, the writer, the disk. The
// store is files in clear: decryption is not what is measured here. Everybody is invented.
import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const load = (file) => createRequire(import.meta.url)(path.join(root, 'dist', file));
const { createComposer } = load('composition/compose-reply.js');
const { BatchWriter, batchName } = load('dispatch/print-batch/write-batch.js');

const count = Number(process.argv[2] ?? 2000);
const composer = await createComposer({ templatesFolder: path.join(root, 'templates') });
// Other letters in each name, so that no two letters embed the same glyphs.
const nameOf = (at) => String.fromCharCode(...[1, 5, 11, 17, 23].map((step) => 65 + ((at * step + (at >> 3)) % 26)));
const address = (at) => [`MADAME INVENTEE ${nameOf(at)}`, '', '', `${at} RUE DE LA PAIX`, '', '75002 PARIS', ''];
const orderOf = (at) => ({
  reference: `C-2026-${String(at).padStart(6, '0')}`,
  letter: 'attestation-envoyee',
  attestations: ['attestation-paiement'],
  destination: { kind: 'post', address: address(at) },
  file: {
    ...{ numeroAllocataire: '0260311', caf: '751', status: 'actif', email: null, address: address(at) },
    persons: [
      {
        ...{
          role: 'allocataire',
          nir: '2690549588157',
          title: 'MADAME',
          firstName: 'Inventée',
          lastName: nameOf(at),
        },
        ...{ birthName: null, birthDate: '1969-05-12', sex: 'F' },
      },
    ],
    payments: [{ month: '2026-05', benefit: 'APL', cents: 10_000 + at, nature: 'droit' }],
    ...{ quotientFamilial: null, montantNetSocial: [] },
  },
  ...{ personIndex: 0, nirKind: 'nir', receivedOn: '2026-06-27', writtenOn: '2026-06-29', original: null },
  requestKinds: ['attestation-paiement'],
  office: {
    ...{ name: 'Caf de démonstration', address: ['1 rue de l’Exemple', '75000 Paris'], phone: '00 00 00 00 00' },
    ...{ email: 'courrier@caf.invalid', website: 'caf.fr', code: '751', logo: null },
  },
});

const folder = mkdtempSync(path.join(tmpdir(), 'courrier-lot-'));
const place = (key) => path.join(folder, `${key}.kept`);
const letters = [];
for (let at = 1; at <= count; at += 1) {
  const composed = await composer.compose(orderOf(at));
  if (!composed.ok) throw new Error(composed.error.message);
  const files = composed.value.files.map(({ bytes, pages }, index) => {
    writeFileSync(place(`${at}-${index}`), bytes);
    return { fileName: 'lettre.pdf', storeKey: `${at}-${index}`, bytes: bytes.length, pages };
  });
  const id = `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`;
  letters.push({ id, reference: orderOf(at).reference, address: address(at).filter(Boolean), files });
}
await composer.close();

const batch = { id: '00000000-0000-7000-8000-0123456789ab', day: '2026-11-23', mode: 'merged' };
let most = 0;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 20);
globalThis.gc?.();
const before = process.memoryUsage.rss();
const start = performance.now();
const manifest = await new BatchWriter(folder, { stream: (key) => createReadStream(place(key)) }, true).write(
  batch,
  letters,
  new AbortController().signal,
);
const seconds = (performance.now() - start) / 1000;
clearInterval(watch);
const mb = (bytes) => (bytes / 1e6).toFixed(0);
const size = statSync(path.join(folder, batchName(batch), 'lettres.pdf')).size;
console.log(
  `${manifest.letters.length} letters, ${manifest.merged.pages} pages, ${mb(size)} MB: ${seconds.toFixed(1)} s, ` +
    `resident ${mb(before)} MB before, ${mb(most)} MB at most`,
);
rmSync(folder, { recursive: true });
