// One process that does for each message what nobody can leave out, and nothing else: parse, compose, write encrypted and synced,
// insert and commit, add a job and process it, send. Told by messages of its parent: { first, count } → { ms, processorMs }.
import { createCipheriv, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { fromBuild, ROOT } from '../../chaos/house/from-build.mjs';
import { order } from '../documents/attestation-order.mjs';
import { benchMail, makeAttachment } from './make-mails.mjs';

const { postgresUrl, redisUrl, smtpUrl, folder, concurrency } = JSON.parse(process.argv[2]);
const { createComposer } = fromBuild('composition/compose-reply.js');

const attachment = await makeAttachment();
const composer = await createComposer({
  templatesFolder: path.join(ROOT, 'templates'),
  signingKeys: [{ id: 'bench', seed: new Uint8Array(32).fill(1) }],
});
const database = new pg.Pool({ connectionString: postgresUrl, max: concurrency });
await database.query('create table if not exists bench_floor (id bigint primary key, head text, body bytea)');
const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
const queue = new Queue('floor', { connection, prefix: '{floor}' });
const transport = createTransport({ url: smtpUrl, pool: true, maxConnections: concurrency, maxMessages: 1_000 });
const key = randomBytes(32);
const sent = new Map();
const worker = new Worker(
  'floor',
  async ({ data: { id } }) => {
    const { message } = sent.get(id);
    await transport.sendMail(message);
  },
  { connection: connection.duplicate(), prefix: '{floor}', concurrency },
);
worker.on('completed', ({ data: { id } }) => sent.get(id).resolve());
worker.on('failed', (job, error) => sent.get(job.data.id).reject(error));
await worker.waitUntilReady();

async function keep(name, bytes) {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const file = await open(path.join(folder, name), 'w');
  try {
    await file.writev([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function answer(n) {
  const { from, bytes } = benchMail(n, attachment);
  const parsed = await simpleParser(bytes);
  await keep(`${n}.eml`, bytes);
  await database.query('insert into bench_floor (id, head, body) values ($1, $2, $3)', [
    n,
    parsed.subject,
    parsed.text,
  ]);
  const composed = await composer.compose(order(n));
  const { subject, text, html, files } = composed.value;
  const attachments = files.map((file) => ({ filename: file.fileName, content: Buffer.from(file.bytes) }));
  const message = { from: 'contact@caf-exemple.invalid', to: from, subject, text, html, attachments };
  await new Promise((resolve, reject) => {
    sent.set(n, { message, resolve, reject });
    queue.add('send', { id: n }, { removeOnComplete: true }).catch(reject);
  });
  sent.delete(n);
}

async function run({ first, count }) {
  let next = first;
  const lane = async () => {
    while (next < first + count) await answer(next++);
  };
  const started = performance.now();
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: concurrency }, lane));
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - started, processorMs: (user + system) / 1000 };
}

process.on('message', (round) => {
  run(round).then(
    (result) => process.send(result),
    (error) => process.send({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send('ready');
