// What the rules get right on the labelled messages, and messages a second through identification, classification and
// decision on one core: node test/bench/classification/measure-triage.mjs [seconds of the processor]. Loads the build (dist/).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const require = createRequire(import.meta.url);
const load = (name) => require(path.join(root, 'dist', name));
const { classifyRequests } = load('classification/classify-requests.js');
const { loadRequestRules } = load('classification/load-rules.js');
const { decideReply } = load('decision/decide-reply.js');
const { identifySender } = load('identification/identify-sender.js');
const { InMemoryDirectory } = load('domain/directory/in-memory-directory.js');
const { parseDirectoryLine } = load('persistence/directory-line.schema.js');

const WARMING_SECONDS = 3;
const seconds = Number(process.argv[2] ?? 5);
const rules = loadRequestRules(path.join(root, 'templates/rules/requests.yaml'));
const read = (name) => readFileSync(path.join(root, name), 'utf8');
const { messages } = JSON.parse(read('test/bench/classification/labelled-messages.json'));
const lines = read('test/fixtures/demo/directory.ndjson').trim().split('\n');
const files = lines.map(parseDirectoryLine).flatMap((file) => (file.ok ? [file.value] : []));
const directory = new InMemoryDirectory(files);

/** New ones for each round: in service nothing is read twice, and what was cut up for one item is kept with it. */
const itemsOf = () =>
  messages.map(({ message }, index) => {
    const file = files[index % files.length];
    const [person] = file.persons;
    const body = `Bonjour,\n${message}\nMon numéro de sécurité sociale : ${person.nir}\nCordialement,\n${person.firstName} ${person.lastName}`;
    const from = { name: '', address: 'quelquun@exemple.invalid' };
    return {
      channel: 'email',
      readability: 'read',
      unreadable: [],
      automatic: null,
      automaticBecause: [],
      mayAutoReply: true,
      mayNotAutoReplyBecause: [],
      from,
      replyTo: from,
      recipients: [],
      subject: '',
      date: null,
      messageId: null,
      inReplyTo: null,
      references: [],
      text: body,
      texts: [{ source: 'body', name: null, text: body }],
      attachments: [],
      authentication: { authenticated: false, by: 'none', because: '' },
      scan: null,
    };
  });

const counts = new Map();
const count = (kind, what) => {
  const row = counts.get(kind) ?? { right: 0, missed: 0, invented: 0 };
  row[what]++;
  counts.set(kind, row);
};
for (const { kinds, message } of messages) {
  const { requests, danger } = classifyRequests(
    { ...itemsOf()[0], texts: [{ source: 'body', name: null, text: message }] },
    rules,
  );
  if (kinds === '!') {
    count('danger', danger.length > 0 ? 'right' : 'missed');
    continue;
  }
  if (danger.length > 0) count('danger', 'invented');
  const [wanted, found] = [new Set(kinds.split(' ')), new Set(requests.map(({ kind }) => kind))];
  for (const kind of wanted) count(kind, found.has(kind) ? 'right' : 'missed');
  for (const kind of found) if (!wanted.has(kind)) count(kind, 'invented');
}
const f1 = ({ right, missed, invented }) => (2 * right) / (2 * right + missed + invented);
for (const [kind, row] of [...counts].sort()) {
  console.log(
    `${kind.padEnd(28)} right ${row.right}  missed ${row.missed}  invented ${row.invented}  F1 ${f1(row).toFixed(3)}`,
  );
}
const macro = [...counts.values()].reduce((sum, row) => sum + f1(row), 0) / counts.size;
console.log(
  `macro-F1 ${macro.toFixed(3)} over ${messages.length} messages (the rules were tuned on them: no measure of the unseen)`,
);

// Of the processor's time: what else runs on the machine does not count.
const processorMicros = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
/** One after the other for each message, as the stage runs them. */
async function work(items) {
  for (const item of items) {
    const found = await identifySender(item, directory);
    decideReply({ ...found, item, classification: classifyRequests(item, rules) });
  }
}
/** Each by itself over all messages, in the order of the stages. */
async function workApart(items, spent) {
  const started = processorMicros();
  const found = [];
  for (const item of items) found.push(await identifySender(item, directory));
  const identified = processorMicros();
  const classifications = items.map((item) => classifyRequests(item, rules));
  const classified = processorMicros();
  for (const [index, item] of items.entries())
    decideReply({ ...found[index], item, classification: classifications[index] });
  spent[0] += identified - started;
  spent[1] += classified - identified;
  spent[2] += processorMicros() - classified;
}
/** A service runs for weeks: what its first seconds cost, while its code is compiled, is told apart. */
async function measured(until) {
  let [done, cost] = [0, 0];
  const spent = [0, 0, 0];
  while (cost < until * 1_000_000) {
    const [items, others] = [itemsOf(), itemsOf()];
    const before = processorMicros();
    await work(items);
    cost += processorMicros() - before;
    done += items.length;
    await workApart(others, spent);
  }
  return { perSecond: Math.round((done * 1_000_000) / cost), each: spent.map((total) => Math.round(total / done)) };
}
const cold = await measured(WARMING_SECONDS);
const { perSecond, each } = await measured(seconds);
console.log(
  `${perSecond} messages a second of one core: identification ${each[0]} µs, classification ${each[1]} µs, decision ${each[2]} µs each apart (${cold.perSecond} a second in the first ${WARMING_SECONDS} seconds)`,
);
