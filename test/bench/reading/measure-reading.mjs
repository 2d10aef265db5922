/**
 * How much of the text of real hostile mail is read: recall of words against Python's email package, beside bare
 * mailparser, for every source of the folder that MAIL_CORPUS names; and what a message costs its reading process.
 * Needs a build and python3; `MAIL_CORPUS=… node test/bench/reading/measure-reading.mjs [--worst]`.
 * Real: the messages, the reading process. Ends with 1 where a source is read worse than by mailparser, or a message takes
 * over 5 s or 512 MB.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { simpleParser } from 'mailparser';
import { corpusFolder, corpusMessages } from './corpus-messages.mjs';
import { MeasuredChild } from './reading-child.mjs';

const MOST_SECONDS = 5;
const MOST_MEGABYTES = 512;
const here = path.dirname(fileURLToPath(import.meta.url));

if (spawnSync('python3', ['-c', 'import email']).status !== 0) {
  console.log('python3 est absent : le rappel du texte ne peut pas être mesuré.');
  process.exit(0);
}
const messages = corpusMessages(corpusFolder());
const references = await referenceTexts(messages.map(({ file }) => file));
const rows = await measured();
printTable(rows);
if (process.argv.includes('--worst')) printWorst(rows);
process.exit(report(rows) ? 0 : 1);

async function referenceTexts(files) {
  const child = spawn('python3', [path.join(here, 'reference-text.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(`${files.join('\n')}\n`);
  const texts = new Map();
  for await (const line of createInterface({ input: child.stdout })) {
    const { file, text } = JSON.parse(line);
    texts.set(file, text);
  }
  return texts;
}

async function measured() {
  const child = new MeasuredChild();
  // What the first message pays for loading is no cost of its own.
  await child.read(Buffer.from('From: a@exemple.invalid\r\n\r\nessai\r\n'));
  const rows = [];
  for (const { source, name, file } of messages) {
    const bytes = readFileSync(file);
    const wanted = wordsOf(references.get(file) ?? '');
    const ours = await child.read(bytes);
    const found = wordsOf(ours.item?.text ?? '');
    const missing = [...wanted].filter((word) => !found.has(word));
    rows.push({
      source,
      name,
      words: wanted.size,
      ours: wanted.size - missing.length,
      theirs: shared(wanted, wordsOf(await byMailparser(bytes))),
      seconds: ours.seconds,
      megabytes: ours.megabytes,
      state: ours.item?.readability ?? ours.stopped,
      missing: missing.slice(0, 12),
    });
  }
  child.stop();
  return rows;
}

async function byMailparser(bytes) {
  try {
    const { text } = await simpleParser(bytes);
    return text ?? '';
  } catch {
    return '';
  }
}

function wordsOf(text) {
  return new Set(
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]{2,}/gu) ?? [],
  );
}

function shared(wanted, found) {
  return [...wanted].filter((word) => found.has(word)).length;
}

/** By message: the mean of each one's recall. By word: all words together. */
function recall(rows, key) {
  const counted = rows.filter(({ words }) => words > 0);
  const sum = (list, value) => list.reduce((total, row) => total + value(row), 0);
  return {
    messages: counted.length === 0 ? 1 : sum(counted, (row) => row[key] / row.words) / counted.length,
    words: counted.length === 0 ? 1 : sum(counted, (row) => row[key]) / sum(counted, (row) => row.words),
  };
}

function summary(source, rows) {
  const [ours, theirs] = [recall(rows, 'ours'), recall(rows, 'theirs')];
  const most = (key) => Math.max(...rows.map((row) => row[key]));
  return { source, count: rows.length, ours, theirs, seconds: most('seconds'), megabytes: most('megabytes') };
}

function summaries(rows) {
  const sources = [...new Set(rows.map(({ source }) => source))];
  return [
    ...sources.map((source) =>
      summary(
        source,
        rows.filter((row) => row.source === source),
      ),
    ),
    summary('tout', rows),
  ];
}

function printTable(rows) {
  const percent = (value) => `${(value * 100).toFixed(2).replace('.', ',')} %`.padStart(9);
  console.log(
    `${'source'.padEnd(22)} mess.  nous/mess.  mailparser  nous/mots  mailparser   le plus long  le plus lourd`,
  );
  for (const { source, count, ours, theirs, seconds, megabytes } of summaries(rows))
    console.log(
      `${source.padEnd(22)} ${String(count).padStart(5)}   ${percent(ours.messages)}   ${percent(theirs.messages)}  ${percent(ours.words)}   ${percent(theirs.words)}   ${seconds.toFixed(2).padStart(9)} s   ${megabytes.toFixed(0).padStart(9)} Mo`,
    );
  const sorted = rows.map(({ seconds }) => seconds).sort((one, other) => one - other);
  const rank = (share) => `${(sorted[Math.floor(share * (sorted.length - 1))] * 1000).toFixed(0)} ms`;
  console.log(`temps : médiane ${rank(0.5)}, 99e centile ${rank(0.99)}`);
}

function printWorst(rows) {
  const short = rows.filter(({ words, ours }) => ours < words).sort((a, b) => a.ours / a.words - b.ours / b.words);
  for (const { name, words, ours, theirs, state, missing } of short.slice(0, 60))
    console.log(`${name}: ${ours}/${words}, mailparser ${theirs}, ${state}: ${missing.join(' ')}`);
}

function report(rows) {
  const faults = [];
  for (const { source, ours, theirs } of summaries(rows))
    if (ours.messages < theirs.messages || ours.words < theirs.words)
      faults.push(`${source} : moins lu que par mailparser`);
  for (const { name, seconds, megabytes, state } of rows) {
    if (seconds > MOST_SECONDS || megabytes > MOST_MEGABYTES)
      faults.push(`${name} : ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} Mo`);
    if (!['read', 'partly', 'unreadable'].includes(state)) faults.push(`${name} : ${state}`);
  }
  for (const fault of faults) console.log(`✗ ${fault}`);
  if (faults.length === 0)
    console.log('✓ chaque source au moins aussi bien lue que par mailparser seul, dans les limites');
  return faults.length === 0;
}
