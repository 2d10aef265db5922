// Learns templates/rules/learned-weights.json from the frames that may be tuned on: node test/bench/classification/learn-weights.mjs
// [--each N] [--without FILE,FILE] [--output OUT.json]. Loads the build (dist/). The same frames and rules give the same bytes; it is
// run again after either changed. With --without the frames of those files are left out, to be measured on.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seeded } from '../nir/make-texts.mjs';
import { shuffled } from './choose.mjs';
import { itemOf } from './make-items.mjs';
import { readFrames, readSlots } from './read-frames.mjs';
import { bareMessages, joinedMessages, writeMessages } from './write-messages.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const { values } = parseArgs({
  options: {
    each: { type: 'string', default: '3' },
    without: { type: 'string', default: '' },
    output: { type: 'string', default: path.join(root, 'templates/rules/learned-weights.json') },
    rounds: { type: 'string', default: '8' },
    shrink: { type: 'string', default: '0.00002' },
  },
});
const require = createRequire(import.meta.url);
const load = (name) => require(path.join(root, 'dist', name));
const { loadRequestRules } = load('classification/load-rules.js');
const { splitQuotedText } = load('reading/text/split-quoted-text.js');
const { readTexts, readWords } = load('classification/written-texts.js');
const { weighClues } = load('classification/weigh-clues.js');
const { shareOf } = load('classification/learned/learned-text.js');
const { DANGER } = load('classification/learned/learned-weights.js');
const { featureOfPair, featuresOfRules, featuresOfWord, isLearnable } = load('classification/learned/text-features.js');

const SEED = 20_261_123;
/** A feature of fewer frames is somebody's own. */
const LEAST_FRAMES = 2;
const LEAST_WEIGHT = 0.02;
const FIRST_SQUARE = 0.01;
const RATE = 0.15;
/** What is nearly right teaches nothing more. */
const LEAST_ERROR = 0.005;
const rules = loadRequestRules(path.join(root, 'templates/rules/requests.yaml'));
const left = new Set(values.without.split(',').filter(Boolean));
const frames = readFrames().filter(({ heldOut, file }) => !heldOut && !left.has(file));
const slots = readSlots();
const messages = [
  ...writeMessages(SEED, frames, slots, Number(values.each)),
  ...bareMessages(SEED, frames, slots),
  ...joinedMessages(seeded(SEED), frames, slots, Math.round(frames.length / 2)),
];
const kinds = [...rules.kinds.filter((kind) => !rules.silentKinds.has(kind)), DANGER];

/** The features of a message, as often as they speak: every word's once, every pair's once. */
function featuresOf(message) {
  const { written } = readTexts(itemOf(message, splitQuotedText));
  const { asked } = readWords(written, rules);
  const words = new Set(asked.words.filter(isLearnable));
  const pairs = new Set();
  asked.words.forEach((word, at) => {
    const next = asked.words[at + 1] ?? '';
    if (isLearnable(word) && isLearnable(next)) pairs.add(featureOfPair(word, next));
  });
  const year = 2026;
  const heard = featuresOfRules(weighClues({ text: asked, hits: rules.clues.findAll(asked.words), year }, rules));
  return { text: [...[...words].flatMap(featuresOfWord), ...pairs], heard };
}

const read = messages.map((message) => ({ message, ...featuresOf(message) }));
const framesOf = new Map();
for (const { message, text, heard } of read)
  for (const feature of [...text, ...heard]) {
    const seen = framesOf.get(feature);
    if (seen === undefined) framesOf.set(feature, new Set([message.frame.text]));
    else if (seen.size < LEAST_FRAMES) seen.add(message.frame.text);
  }
const names = [...framesOf]
  .filter(([, seen]) => seen.size >= LEAST_FRAMES)
  .map(([name]) => name)
  .sort();
const numbers = new Map(names.map((name, number) => [name, number]));
const size = kinds.length;
/** The last kind; the rules’ clues for requests tell nothing about it. */
const danger = size - 1;
const examples = read.map(({ message, text, heard }) => {
  const known = text.map((feature) => numbers.get(feature)).filter((number) => number !== undefined);
  const share = shareOf(known.length);
  const aside = heard.map((feature) => numbers.get(feature)).filter((number) => number !== undefined);
  return {
    features: Uint32Array.from([...known, ...aside]),
    values: Float64Array.from([...known.map(() => share), ...aside.map(() => 1)]),
    words: known.length,
    /** 1 asked for, 0 not, -1 not told. */
    wanted: Int8Array.from(kinds, (kind) =>
      kind === DANGER ? Number(message.danger) : message.kinds === null ? -1 : Number(message.kinds.includes(kind)),
    ),
  };
});

const weights = new Float64Array(names.length * size);
const squares = new Float64Array(names.length * size).fill(FIRST_SQUARE);
const bias = new Float64Array(size);
const biasSquares = new Float64Array(size).fill(FIRST_SQUARE);
const random = seeded(SEED);
const errors = new Float64Array(size);
const wrong = new Uint8Array(size);
for (let round = 0; round < Number(values.rounds); round++) {
  for (const { features, values: shares, words, wanted } of shuffled(random, examples)) {
    errors.set(bias);
    for (let f = 0; f < features.length; f++) {
      const from = features[f] * size;
      const last = f < words ? size : danger;
      for (let k = 0; k < last; k++) errors[k] += weights[from + k] * shares[f];
    }
    let busy = 0;
    for (let k = 0; k < size; k++) {
      errors[k] = wanted[k] < 0 ? 0 : 1 / (1 + Math.exp(-errors[k])) - wanted[k];
      if (Math.abs(errors[k]) < LEAST_ERROR) continue;
      wrong[busy++] = k;
      biasSquares[k] += errors[k] ** 2;
      bias[k] -= (RATE * errors[k]) / Math.sqrt(biasSquares[k]);
    }
    for (let f = 0; f < features.length; f++) {
      const from = features[f] * size;
      for (let at = 0; at < busy; at++) {
        const k = wrong[at];
        if (k === danger && f >= words) continue;
        const slope = errors[k] * shares[f] + Number(values.shrink) * weights[from + k];
        squares[from + k] += slope * slope;
        weights[from + k] -= (RATE * slope) / Math.sqrt(squares[from + k]);
      }
    }
  }
}

const most = weights.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0);
const step = most / 127;
const features = {};
names.forEach((name, number) => {
  const own = Int8Array.from(weights.subarray(number * size, (number + 1) * size), (weight) =>
    Math.round(weight / step),
  );
  if (own.some((weight) => Math.abs(weight) * step >= LEAST_WEIGHT))
    features[name] = Buffer.from(own.buffer).toString('base64');
});
const file = {
  format: 'courrier-weights/1',
  messages: examples.length,
  kinds,
  step,
  bias: [...bias].map((value) => Math.round(value * 1_000) / 1_000),
  features,
};
writeFileSync(values.output, `${JSON.stringify(file, null, 0).replaceAll('","', '",\n"')}\n`);
console.log(
  `${examples.length} messages of ${frames.length} frames, ${Object.keys(features).length} features, largest weight ${most.toFixed(2)}`,
);
