/**
 * `courrier nir --json` as people run it: megabytes for a second of processor and most memory held, on a million lines, on one line of 100 MB, on
 * bytes that are no text. Needs a build and Linux (memory is read from /proc); `node test/bench/nir/measure-nir-command.mjs`.
 * Real: the built command, its pipes. Made up: every text, from a fixed seed. Ends with 1 where the memory or an answer fails.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ordinaryText, seeded } from './make-texts.mjs';

const CLI = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../dist/cli.js');
const MB = 1_000_000;
const MILLION = 1_000_000;
/** Resident megabytes that a million lines may hold. */
const MOST_RESIDENT = 150;

/** Most memory held by a process so far, in megabytes; 0 once it has ended. */
function residentMost(pid) {
  try {
    const [, kilobytes = '0'] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}

/** Seconds of processor that a process has used so far (clock ticks are hundredths on Linux); 0 once it has ended. */
function processorOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

/** Writes the pieces to the command as fast as it takes them. */
function run(pieces) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, 'nir', '--json'], { stdio: ['pipe', 'pipe', 'pipe'] });
    let resident = 0;
    let processor = 0;
    let bytes = 0;
    let lines = 0;
    let err = '';
    child.stdout.on('data', (chunk) => {
      resident = Math.max(resident, residentMost(child.pid));
      processor = Math.max(processor, processorOf(child.pid));
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('error', reject);
    child.stdin.on('error', () => undefined);
    child.on('close', (code) => {
      resolve({ code, lines, err, resident, rate: bytes / MB / processor });
    });
    const iterator = pieces[Symbol.iterator]();
    const write = () => {
      for (let next = iterator.next(); !next.done; next = iterator.next()) {
        bytes += next.value.length;
        if (child.stdin.write(next.value)) continue;
        child.stdin.once('drain', write);
        return;
      }
      child.stdin.end();
    };
    write();
  });
}

function* ordinaryLines(count) {
  const lines = ordinaryText(seeded(7), 4 * MB).split('\n');
  for (let from = 0; from < count; from += 5000) {
    const size = Math.min(5000, count - from);
    const piece = Array.from({ length: size }, (_, at) => lines[(from + at) % lines.length]).join('\n');
    yield Buffer.from(`${piece}\n`);
  }
}

function* repeated(unit, times, last = '') {
  const piece = Buffer.from(unit);
  for (let turn = 0; turn < times; turn += 1) yield piece;
  yield Buffer.from(last);
}

function* noise(count) {
  const random = seeded(3);
  for (let turn = 0; turn < count; turn += 1)
    yield Buffer.from(Array.from({ length: 65_536 }, () => Math.floor(random() * 256)));
}

let failed = false;
async function measure(name, pieces, holds) {
  const outcome = await run(pieces);
  const { code, lines, resident, rate, err } = outcome;
  const held = code === 0 && holds(outcome);
  failed ||= !held;
  console.log(
    `  ${name.padEnd(44)} ${rate.toFixed(1).padStart(7)} Mo/s  ${resident.toFixed(0).padStart(5)} Mo  ${String(lines).padStart(8)} lignes  ${held ? '' : `MANQUÉ (code ${code} ${err})`}`,
  );
}

const text = ordinaryText(seeded(7), MB).replaceAll('\n', ' ');
console.log('courrier nir --json : Mo par seconde de processeur, mémoire la plus haute, lignes répondues');
await measure(
  'un million de lignes ordinaires',
  ordinaryLines(MILLION),
  ({ lines, resident }) => lines === MILLION && resident < MOST_RESIDENT,
);
await measure(
  'un million de lignes avec un numéro',
  repeated('mon NIR 2690549588157 80\n'.repeat(1000), 1000),
  ({ lines, resident }) => lines === MILLION && resident < MOST_RESIDENT,
);
await measure(
  'un million de clés fausses',
  repeated('2690549588157 81\n'.repeat(1000), 1000),
  ({ lines, resident }) => lines === MILLION && resident < MOST_RESIDENT,
);
await measure('100 Mo en une ligne, texte ordinaire', repeated(text, 100), ({ lines }) => lines === 1);
await measure('100 Mo en une ligne, chiffres', repeated('1234567890'.repeat(100_000), 100), ({ lines }) => lines === 1);
await measure(
  '100 Mo en une ligne, un chiffre, une espace',
  repeated('1 '.repeat(500_000), 100),
  ({ lines }) => lines === 1,
);
await measure('20 Mo d’octets au hasard', noise(300), ({ lines }) => lines > 0);
process.exitCode = failed ? 1 : 0;
