// Documents a second on one thread, then on two: node test/bench/documents/bench-documents.mjs [seconds]
// Loads the build (dist/). One attestation of one page with 11 payment rows, everyone in it invented.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { handAssembled, pdfkitAsFirstWritten } from './peers.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const require = createRequire(import.meta.url);
const { createComposer } = require(path.join(root, 'dist/composition/compose-reply.js'));
const { createComposerPool } = require(path.join(root, 'dist/composition/composition-pool.js'));
const templatesFolder = path.join(root, 'templates');
const seconds = Number(process.argv[2] ?? 5);
// With the signed code on the page, as in service.
const signingKeys = [{ id: 'bench', seed: new Uint8Array(32).fill(1) }];

const benefits = ['AF', 'CF', 'PAJE', 'ASF', 'AEEH', 'AJPP', 'ARS', 'APL', 'RSA', 'PPA', 'MVA'];
const order = (number) => ({
  reference: `C-2026-${String(number).padStart(6, '0')}`,
  letter: 'attestation-envoyee',
  attestations: ['attestation-paiement'],
  destination: { kind: 'email', address: 'jeanne.dupont@example.org', personalData: true },
  file: {
    numeroAllocataire: '0260311',
    caf: '751',
    status: 'actif',
    email: 'jeanne.dupont@example.org',
    address: ['MADAME JEANNE DUPONT', '', '', '1 RUE DE LA PAIX', '', '75000 PARIS', ''],
    persons: [
      {
        role: 'allocataire',
        nir: '2690549588157',
        title: 'Madame',
        firstName: 'Jeanne',
        lastName: 'Dupont',
        birthName: null,
        birthDate: '1969-05-12',
        sex: 'F',
      },
    ],
    payments: benefits.map((benefit, index) => ({
      month: '2026-05',
      benefit,
      cents: 10_000 + number * 7 + index,
      nature: 'droit',
    })),
    quotientFamilial: { month: '2026-05', value: 623 },
    montantNetSocial: [],
  },
  personIndex: 0,
  nirKind: 'nir',
  receivedOn: '2026-06-27',
  writtenOn: '2026-06-29',
  office: {
    name: 'Caf de démonstration',
    address: ['1 rue de l’Exemple', '75000 Paris'],
    phone: '00 00 00 00 00',
    email: 'courrier@caf.invalid',
    website: 'caf.fr',
    code: '751',
    logo: null,
  },
  requestKinds: ['attestation-paiement'],
  original: null,
});

async function measure(name, composer, lanes) {
  let number = 0;
  let bytes = 0;
  const work = async (until) => {
    while (performance.now() < until) {
      number += 1;
      const composed = await composer.compose(order(number));
      if (!composed.ok) throw new Error(composed.error.message);
      bytes = composed.value.files[0].bytes.length;
    }
  };
  const run = async (duration) => {
    number = 0;
    const start = performance.now();
    const cpu = process.cpuUsage();
    await Promise.all(Array.from({ length: lanes }, () => work(start + duration * 1000)));
    const { user, system } = process.cpuUsage(cpu);
    return { rate: number / ((performance.now() - start) / 1000), perCpu: number / ((user + system) / 1e6) };
  };
  await run(1);
  const { rate, perCpu } = await run(seconds);
  // The second figure does not suffer from what else the machine does.
  console.log(
    `${name}: ${rate.toFixed(0)} documents/s, ${perCpu.toFixed(0)} per second of processor, ${(bytes / 1000).toFixed(1)} kB each`,
  );
  await composer.close();
  return perCpu;
}

/** Documents for a second of processor, one after the other. */
async function measurePeer(name, make) {
  let number = 0;
  let bytes = 0;
  for (let warm = 0; warm < 3; warm += 1) await make(warm);
  const end = performance.now() + seconds * 1000;
  const cpu = process.cpuUsage();
  while (performance.now() < end) {
    number += 1;
    bytes = (await make(number)).length;
  }
  const { user, system } = process.cpuUsage(cpu);
  const perCpu = number / ((user + system) / 1e6);
  console.log(`${name}: ${perCpu.toFixed(0)} per second of processor, ${(bytes / 1000).toFixed(1)} kB each`);
  return perCpu;
}

const ours = await measure('one thread, in process', await createComposer({ templatesFolder, signingKeys }), 1);
const sample = await createComposer({ templatesFolder, signingKeys });
const finished = await sample.compose(order(1));
const floor = await measurePeer('floor, assembled by hand', handAssembled(finished.value.files[0].bytes));
const first = await measurePeer('pdfkit as first written', (number) => pdfkitAsFirstWritten(order(number)));
console.log(
  `ours: ${(ours / floor).toFixed(2)} of the floor, ${(ours / first).toFixed(1)} times pdfkit as first written`,
);
await measure('pool of 1', await createComposerPool({ size: 1, templatesFolder, signingKeys }), 2);
await measure('pool of 2', await createComposerPool({ size: 2, templatesFolder, signingKeys }), 4);
