/**
 * Mails of the folder that MAIL_CORPUS names, broken at random by a fixed seed (bytes turned, cut, doubled, spliced; what is inside base64
 * too), read by a reading process: none may crash it, make it fail or hold it up.
 * Needs a build; `MAIL_CORPUS=… node test/bench/reading/fuzz-reading.mjs [seconds, 120] [seed, 1]`.
 * Ends with 1 where one did; the mail is left in the folder of temporary files.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { corpusFolder, corpusMessages } from './corpus-messages.mjs';
import { MeasuredChild } from './reading-child.mjs';

const SECONDS = Number(process.argv[2] ?? 120);
const SEED = Number(process.argv[3] ?? 1);
/** Bigger ones are slow to break and break the same way. */
const MOST_BYTES = 120_000;
const MOST_MILLISECONDS = 20_000;
const TOKENS = [
  '\r\n\r\n',
  '\r',
  '\n',
  '\0',
  '--',
  '--\r\n',
  '\r\n--b\r\n',
  '=',
  '=?utf-8?B?',
  '?=',
  '=?utf-7?Q?+AA',
  '"',
  '(',
  ')',
  '<',
  '>',
  ';',
  '\\',
  ',',
  'Content-Type: multipart/mixed; boundary="b"\r\n',
  'Content-Type: message/rfc822\r\n',
  'Content-Type: application/ms-tnef\r\n',
  'Content-Type: application/pkcs7-mime\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Transfer-Encoding: quoted-printable\r\n',
  'Content-Transfer-Encoding: x-uuencode\r\n',
  'Content-Type: text/html; charset=utf-7\r\n',
  'Content-Type: text/rtf\r\n{\\rtf1',
  'begin 644 a\n',
  '=ybegin line=128 size=9 name=a\r\n',
  '\r\n=yend',
  '<table><tr><td>',
  '</td>',
  '<blockquote>',
  '<style>.a{display:none}',
  '> ',
  'Le 2 nov. 2026 à 10:12, x a écrit :\r\n',
  '-----BEGIN PGP MESSAGE-----\r\n',
  'charset=gb18030',
  'charset=iso-2022-jp',
  '\x1b$B',
  '\x1b(B',
  'format=flowed; delsp=yes',
  "name*0*=utf-8''%",
  'filename*1=',
  '%PDF-1.7',
  'PK\x03\x04',
  '\x89PNG\r\n\x1a\n',
  '\xff\xd8\xff',
  'BEGIN:VEVENT\r\nSUMMARY:',
];

const MUTATIONS = [
  turned,
  insideBase64,
  insideBase64,
  (bytes) => spliced(bytes, ...span(bytes, 400), Buffer.alloc(0)),
  (bytes) => bytes.subarray(0, below(bytes.length + 1)),
  (bytes) => {
    const [start, end] = span(bytes, 300);
    return spliced(bytes, end, end, Buffer.concat(Array(1 + below(60)).fill(bytes.subarray(start, end))));
  },
  (bytes) => {
    const at = below(bytes.length + 1);
    return spliced(
      bytes,
      at,
      at,
      Buffer.from(TOKENS[below(TOKENS.length)].repeat(random() < 0.1 ? 2_000 : 1), 'latin1'),
    );
  },
  (bytes) => {
    const other = seeds[below(seeds.length)];
    return spliced(bytes, ...span(bytes, 4_000), other.subarray(...span(other, 4_000)));
  },
  (bytes) => Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, ['\r', '\n', '\r\n'][below(3)]), 'latin1'),
];
const random = seeded(SEED);
const below = (count) => Math.floor(random() * count);
const seeds = corpusMessages(corpusFolder())
  .map(({ file }) => readFileSync(file))
  .filter((bytes) => bytes.length > 0 && bytes.length <= MOST_BYTES);
const child = new MeasuredChild(MOST_MILLISECONDS);
const until = performance.now() + SECONDS * 1000;
const faults = [];
let count = 0;
let slowest = 0;
let heaviest = 0;
const states = new Map();
while (performance.now() < until) {
  const bytes = broken(seeds[below(seeds.length)]);
  const { item, stopped, name, seconds, megabytes, errors } = await child.read(bytes);
  count++;
  slowest = Math.max(slowest, seconds);
  heaviest = Math.max(heaviest, megabytes);
  const state = item?.readability ?? stopped;
  states.set(state, (states.get(state) ?? 0) + 1);
  if (item !== undefined && megabytes < 512) continue;
  const left = path.join(os.tmpdir(), `courrier-fuzz-${SEED}-${count}.eml`);
  writeFileSync(left, bytes);
  faults.push(
    `${state} ${name ?? ''} ${seconds.toFixed(1)} s ${megabytes.toFixed(0)} Mo ${left} ${(errors ?? '').slice(-300)}`,
  );
}
child.stop();
console.log(
  `${count} messages abîmés (graine ${SEED}) : ${[...states].map(([state, times]) => `${state} ${times}`).join(', ')}`,
);
console.log(`le plus long ${slowest.toFixed(2)} s, le plus lourd ${heaviest.toFixed(0)} Mo`);
for (const fault of faults) console.log(`✗ ${fault}`);
console.log(faults.length === 0 ? '✓ aucun arrêt' : `✗ ${faults.length} arrêts`);
process.exit(faults.length === 0 ? 0 : 1);

function broken(seed) {
  let bytes = Buffer.from(seed);
  for (let times = 1 + below(8); times > 0; times--) bytes = MUTATIONS[below(MUTATIONS.length)](bytes);
  return bytes.subarray(0, 400_000);
}

function span(bytes, most) {
  const start = below(bytes.length + 1);
  return [start, Math.min(bytes.length, start + below(most) + 1)];
}

function spliced(bytes, start, end, between) {
  return Buffer.concat([bytes.subarray(0, start), between, bytes.subarray(end)]);
}

function turned(bytes) {
  const copy = Buffer.from(bytes);
  for (let times = 1 + below(20); times > 0 && copy.length > 0; times--) copy[below(copy.length)] = below(256);
  return copy;
}

/** Bytes of a run of base64 lines turned or cut inside their own form. */
function insideBase64(bytes) {
  const runs = [...bytes.toString('latin1').matchAll(/(?:[A-Za-z0-9+/]{40,}={0,2}\r?\n){2,}/g)];
  if (runs.length === 0) return turned(bytes);
  const { 0: run, index } = runs[below(runs.length)];
  const inside = Buffer.from(run, 'base64');
  const changed = random() < 0.3 ? inside.subarray(0, below(inside.length)) : turned(inside);
  const lines = changed.toString('base64').replace(/.{76}/g, '$&\r\n');
  return spliced(bytes, index, index + run.length, Buffer.from(`${lines}\r\n`));
}

function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
