// What a large message costs in resident memory: node test/bench/intake/measure-memory.mjs [megabytes]
// Sends messages of 25 MB in several shapes by SMTP, and a scan batch of a thousand pages by HTTP, through the processes as they
// serve (intake, web, worker, its reading process), started anew each time and warmed by small messages. Prints by how much the
// peak of each (VmHWM) rose, in megabytes and in sizes of what was sent. Exits 1 where intake or reading take four sizes of a
// message or more, or a thousand pages cost more than they hold together. Linux only; loads the build (dist/); everyone in it is
// invented.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { buildHouse } from '../../chaos/house/build-house.mjs';
import { SmtpClient } from '../../chaos/load/smtp-client.mjs';
import { OFFICE } from '../../fixtures/demo/make/mail.mjs';
import { pdfPage } from '../../fixtures/demo/make/pdf-page.mjs';

const MOST_SIZES = 4;
const [ITEMS, PAGES_OF_ITEM] = [100, 10];
const size = Number(process.argv[2] ?? 25) * 1024 * 1024;
const megabytes = (bytes) => bytes / 1024 / 1024;

const head = (n) =>
  `From: Personne <p${n}@exemple.invalid>\r\nTo: ${OFFICE}\r\nMessage-ID: <${n}@exemple.invalid>\r\nDate: Mon, 23 Nov 2026 08:12:41 +0100\r\nSubject: Demande\r\nMIME-Version: 1.0\r\n`;
const asked = 'Bonjour, une attestation de paiement svp.\r\n\r\nPersonne Inventée\r\n';
const base64Lines = (bytes) =>
  `${randomBytes(Math.floor((bytes / 78) * 57))
    .toString('base64')
    .match(/.{1,76}/g)
    .join('\r\n')}\r\n`;
const withFile = (n, bytes) =>
  `${head(n)}Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${asked}--B\r\nContent-Type: application/octet-stream; name="donnees.bin"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(bytes)}--B--\r\n`;
const line = 'Je vous écris au sujet de mon dossier, car je n’ai pas de réponse depuis des semaines.\r\n';
const lines = (bytes) => line.repeat(Math.ceil(bytes / Buffer.byteLength(line)));
const SHAPES = {
  'a file of it': (n) => withFile(n, size),
  'a file in a message attached': (n) =>
    `${head(n)}Content-Type: multipart/mixed; boundary=A\r\n\r\n--A\r\nContent-Type: text/plain\r\n\r\nVoir le message joint.\r\n--A\r\nContent-Type: message/rfc822\r\n\r\n${withFile(n + 100, size)}\r\n--A--\r\n`,
  'plain text': (n) => `${head(n)}Content-Type: text/plain; charset=utf-8\r\n\r\n${asked}${lines(size)}`,
  'four files': (n) =>
    `${head(n)}Content-Type: multipart/mixed; boundary=B\r\n\r\n${['a', 'b', 'c', 'd'].map((name) => `--B\r\nContent-Type: application/zip; name="${name}.zip"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(size / 4)}`).join('')}--B--\r\n`,
};

const folder = mkdtempSync(path.join(tmpdir(), 'courrier-memory-'));
const house = await buildHouse({
  folder,
  redisProgram: null,
  items: [],
  workers: 1,
  settings: { READING_PROCESSES: '1' },
});
const database = new pg.Pool({ connectionString: house.postgres.url, max: 1 });
let failed = false;
try {
  await house.start();
  const send = (text) =>
    new SmtpClient(house.smtpPort).send({ from: 'p@exemple.invalid', to: OFFICE, bytes: Buffer.from(text) });
  let number = 0;
  for (const [shape, write] of Object.entries(SHAPES)) {
    await startAnew(send);
    const bytes = write(++number);
    await measured(
      `${megabytes(bytes.length).toFixed(1)} MB, ${shape}`,
      megabytes(bytes.length),
      () => send(bytes),
      MOST_SIZES,
    );
  }
  await startAnew(send);
  const batch = await thousandPages();
  await measured(
    `${ITEMS * PAGES_OF_ITEM} pages, ${batch.megabytes.toFixed(1)} MB`,
    batch.megabytes,
    () => upload(batch.form),
    1,
  );
} finally {
  await database.end();
  await house.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

/** What one message left held would hide what the next one needs: each meets processes that have read only a few small ones. */
async function startAnew(send) {
  await Promise.all(Object.values(house.processes).map((process) => process.kill(0)));
  for (let n = 0; n < 5; n += 1) await send(`${head(`petit-${randomBytes(6).toString('hex')}`)}\r\n${asked}`);
  await allRead();
}

/** @param most in sizes, of intake and reading, which hold what comes from outside; of the worker it is told */
async function measured(name, whole, work, most) {
  const before = Object.fromEntries(Object.entries(pids()).map(([process, pid]) => [process, [pid, forgetPeak(pid)]]));
  await work();
  await allRead();
  const rose = Object.entries(before).map(([process, [pid, was]]) => [process, peak(pid) - was]);
  const told = rose.map(([process, rise]) => `${process} +${rise.toFixed(0)} MB (${(rise / whole).toFixed(1)})`);
  const over = rose.filter(([process, rise]) => process !== 'worker' && rise > most * whole);
  failed ||= over.length > 0;
  console.log(`${name}: ${told.join(', ')}${over.length > 0 ? `  OVER ${most} sizes` : ''}`);
}

function pids() {
  const { intake, web, 'worker a': worker } = house.processes;
  const [reading] = readdirSync(`/proc/${worker.pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${worker.pid}/task/${thread}/children`, 'latin1').trim().split(' ').filter(Boolean),
  );
  return { intake: intake.pid, web: web.pid, worker: worker.pid, reading };
}

/** The peak is counted anew from here (proc(5), clear_refs). @returns megabytes now */
function forgetPeak(pid) {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return resident(pid);
}

function resident(pid) {
  return statusOf(pid, 'VmRSS');
}

function peak(pid) {
  return statusOf(pid, 'VmHWM');
}

/** In megabytes. */
function statusOf(pid, field) {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)[1]) / 1024;
}

async function allRead() {
  for (;;) {
    const { rows } = await database.query(
      `select (select count(*) from correspondences where state in ('received', 'reading', 'triage'))::int as open, (select count(*) from outbox)::int as waiting`,
    );
    if (rows[0].open + rows[0].waiting === 0) return;
    await wait(250);
  }
}

/** Pages of text under ten kilobytes would show nothing: each carries noise besides. */
async function thousandPages() {
  const form = new FormData();
  const items = [];
  let bytes = 0;
  for (let item = 0; item < ITEMS; item += 1) {
    const pages = [];
    for (let page = 1; page <= PAGES_OF_ITEM; page += 1) {
      const name = `${item}-${page}.pdf`;
      const pdf = await pdfPage([`Courrier ${item}, page ${page}`, '', 'Je vous écris au sujet de mon dossier.']);
      const whole = Buffer.concat([pdf, Buffer.from('%'), Buffer.from(randomBytes(75_000).toString('base64'))]);
      form.append('page', new Blob([whole]), name);
      pages.push(name);
      bytes += whole.length;
    }
    items.push({ itemId: String(item), receivedOn: '2026-11-23', pages });
  }
  const described = { batchId: 'MILLE', scannedAt: '2026-11-23T10:42:00+01:00', operator: 'mesure', items };
  form.append('batch', new Blob([JSON.stringify(described)]), 'batch.json');
  return { form, megabytes: megabytes(bytes) };
}

async function upload(body) {
  const headers = { authorization: `Bearer ${house.apiKey}` };
  const response = await fetch(`${house.httpUrl}/api/correspondences`, { method: 'POST', headers, body });
  if (response.status !== 202) throw new Error(`HTTP ${response.status} ${await response.text()}`);
}
