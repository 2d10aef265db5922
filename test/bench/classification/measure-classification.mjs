// What the rules make of the labelled messages written from the frames: node test/bench/classification/measure-classification.mjs
// [--held-out] [--seed N] [--each N] [--wrong KIND|danger|all] [--model MODEL.json]. Loads the build (dist/). With --settled
// OUT.ndjson the messages of one kind are left there for `courrier classification train`.
// The frames held apart are measured with --held-out alone, and then only their figures are printed, never a message.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seeded } from '../nir/make-texts.mjs';
import { itemOf } from './make-items.mjs';
import { readFrames, readSlots } from './read-frames.mjs';
import { joinedMessages, writeMessages } from './write-messages.mjs';

const { values } = parseArgs({
  options: {
    'held-out': { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    each: { type: 'string', default: '6' },
    wrong: { type: 'string' },
    model: { type: 'string' },
    settled: { type: 'string' },
  },
});
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const require = createRequire(import.meta.url);
const load = (name) => require(path.join(root, 'dist', name));
const { classifyRequests } = load('classification/classify-requests.js');
const { loadRequestRules } = load('classification/load-rules.js');
const { splitQuotedText } = load('reading/text/split-quoted-text.js');

const heldOut = values['held-out'];
const show = heldOut ? undefined : values.wrong;
const random = seeded(Number(values.seed));
const slots = readSlots();
const rules = loadRequestRules(path.join(root, 'templates/rules/requests.yaml'));
const frames = readFrames().filter((frame) => frame.heldOut === heldOut);
const messages = writeMessages(Number(values.seed), frames, slots, Number(values.each));
const model = values.model === undefined ? null : load('classification/model/read-model.js').readModel(values.model);
const classify = (message) => classifyRequests(itemOf(message, splitQuotedText), rules, model);
if (values.settled !== undefined)
  writeFileSync(
    values.settled,
    messages
      .filter(({ kinds }) => kinds?.length === 1)
      .map(({ kinds: [kind], subject, body, page, attachment }) =>
        JSON.stringify({ kind, subject, text: [body, page, attachment].join('\n') }),
      )
      .join('\n'),
  );

/** Kinds that the machine answers, or is about to. */
const ANSWERED = ['attestation-paiement', 'attestation-qf', 'attestation-mns', 'acces-compte'];
const rows = new Map();
const row = (kind) =>
  rows.get(kind) ?? rows.set(kind, { right: 0, missed: 0, invented: 0, sure: 0, sureRight: 0 }).get(kind);
const danger = { right: 0, missed: 0, invented: 0, calm: 0 };
const complete = { right: 0, of: 0 };

const told = new Set();
/** Each frame once for the same fault. */
const tell = (what, message, { requests, danger: found }) => {
  const fault = `${what} ${message.frame.text}`;
  if (show === undefined || told.has(fault)) return;
  told.add(fault);
  const said = requests.map(({ kind, confidence, because }) => `${kind} ${confidence} ${because.join(', ')}`);
  console.log(
    `--- ${what}: wanted ${message.kinds?.join(' ') ?? (message.danger ? 'danger' : 'no danger')}\n    frame: ${message.frame.text.trim()}`,
  );
  console.log(
    `    ${[message.subject, message.body, message.page, message.attachment].filter(Boolean).join(' | ').replace(/\n/g, ' / ')}`,
  );
  console.log(`    ${said.join('; ')}${found.length > 0 ? ` DANGER ${found.join(', ')}` : ''}`);
};

for (const message of messages) {
  const found = classify(message);
  const flagged = found.danger.length > 0;
  if (message.danger) danger[flagged ? 'right' : 'missed']++;
  else {
    danger.calm++;
    if (flagged) danger.invented++;
  }
  if (message.danger !== flagged && ['all', 'danger'].includes(show)) tell('danger', message, found);
  if (message.kinds === null) continue;
  const said = new Map(found.requests.map((request) => [request.kind, request]));
  const wrong = [];
  for (const kind of message.kinds) {
    if (said.has(kind)) row(kind).right++;
    else {
      row(kind).missed++;
      wrong.push(kind);
    }
  }
  for (const [kind, { certainty }] of said) {
    const isRight = message.kinds.includes(kind);
    if (!isRight) {
      row(kind).invented++;
      wrong.push(kind);
    }
    if (certainty !== 'sure') continue;
    row(kind).sure++;
    if (isRight) row(kind).sureRight++;
    else if (show === 'sure') tell('sure and wrong', message, found);
  }
  complete.of++;
  if (wrong.length === 0) complete.right++;
  else if (show === 'all' || wrong.includes(show)) tell(wrong.join(' '), message, found);
}

const share = (part, whole) => (whole === 0 ? '  –  ' : (part / whole).toFixed(3));
console.log(`${heldOut ? 'held apart' : 'tuning'}: ${messages.length} messages, seed ${values.seed}`);
console.log('kind                        precision recall F1     sure (right)');
let macro = 0;
const sure = { right: 0, of: 0, answered: 0, answeredRight: 0 };
for (const [kind, { right, missed, invented, sure: of, sureRight }] of [...rows].sort()) {
  const f1 = (2 * right) / (2 * right + missed + invented);
  macro += f1 / rows.size;
  sure.right += sureRight;
  sure.of += of;
  if (ANSWERED.includes(kind)) {
    sure.answeredRight += sureRight;
    sure.answered += of;
  }
  console.log(
    `${kind.padEnd(28)}${share(right, right + invented)}     ${share(right, right + missed)}  ${f1.toFixed(3)}  ${of} (${share(sureRight, of)})`,
  );
}
console.log(`macro-F1 ${macro.toFixed(3)}; every kind right in ${share(complete.right, complete.of)} of the messages`);
console.log(
  `sure: ${sure.of}, right ${share(sure.right, sure.of)}; of the kinds that the machine answers: ${sure.answered}, right ${share(sure.answeredRight, sure.answered)}`,
);
console.log(
  `danger: ${danger.right} flagged, ${danger.missed} missed; false alarms ${danger.invented} in ${danger.calm} messages`,
);

// A machine's answer to the one half of a message must not hide the other.
const joined = joinedMessages(random, frames, slots, 1_000);
const hidden = joined.filter((message) => {
  const found = classify(message);
  const said = found.requests.map(({ kind }) => kind);
  const byMachine = found.requests.every(({ kind, certainty }) => ANSWERED.includes(kind) && certainty === 'sure');
  const isHidden = found.danger.length === 0 && byMachine && message.kinds.some((kind) => !said.includes(kind));
  if (isHidden && (show === 'all' || show === 'joined')) tell('hidden', message, found);
  return isHidden;
});
console.log(
  `two messages as one: in ${hidden.length} of ${joined.length} the machine would answer one half and nobody read the other`,
);
