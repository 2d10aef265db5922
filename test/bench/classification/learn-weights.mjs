// Learns templates/rules/learned-weights.json from the frames that may be tuned on: node test/bench/classification/learn-weights.mjs
// [--each N] [--without FILE,FILE] [--output OUT.json]. Loads the build (dist/). The same frames and rules give the same bytes; it is
// run again after either changed. With --without the frames of those files are left out, to be measured on. Danger is learned by
// learn-danger.mjs.
import { parseArgs } from 'node:util';
import { seeded } from '../nir/make-texts.mjs';
import { shuffled } from './choose.mjs';
import { numberFeatures, numbersOf } from './known-features.mjs';
import { featuresOfWords, load, messagesToLearn, ruleFile, rules, wordsOf } from './messages-to-learn.mjs';
import { writeWeights } from './write-weights.mjs';

const { values } = parseArgs({
  options: {
    each: { type: 'string', default: '3' },
    without: { type: 'string', default: '' },
    output: { type: 'string', default: ruleFile('learned-weights.json') },
    rounds: { type: 'string', default: '10' },
    shrink: { type: 'string', default: '0.00002' },
    average: { type: 'string', default: '4' },
  },
});
const { weighClues } = load('classification/weigh-clues.js');
const { shareOf } = load('classification/learned/learned-text.js');
const { featuresOfRules } = load('classification/learned/text-features.js');

const SEED = 20_261_123;
const FIRST_SQUARE = 0.01;
/** Slow enough that no frame is learned by heart: what it says of frames of other hands is then the most right. */
const RATE = 0.03;
/** What is nearly right teaches nothing more. */
const LEAST_ERROR = 0.005;
const messages = messagesToLearn(SEED, { ...values, joined: true }).filter((message) => message.kinds !== null);
const kinds = rules.kinds.filter((kind) => !rules.silentKinds.has(kind));
const size = kinds.length;

function readMessage(message) {
  const words = wordsOf(message);
  const weighed = weighClues({ text: { words, shown: words }, hits: rules.clues.findAll(words), year: 2026 }, rules);
  return { message, text: featuresOfWords(words, false), heard: featuresOfRules(weighed) };
}

const read = messages.map(readMessage);
const numbers = numberFeatures(
  read.map(({ message: { frame }, text, heard }) => ({ frame, features: [...text, ...heard] })),
);
const examples = read.map(({ message, text, heard }) => {
  const known = numbersOf(text, numbers);
  const share = shareOf(known.length);
  const aside = numbersOf(heard, numbers);
  return {
    features: Uint32Array.from([...known, ...aside]),
    values: Float64Array.from([...known.map(() => share), ...aside.map(() => 1)]),
    wanted: Int8Array.from(kinds, (kind) => Number(message.kinds.includes(kind))),
  };
});

const weights = new Float64Array(numbers.size * size);
const squares = new Float64Array(numbers.size * size).fill(FIRST_SQUARE);
const bias = new Float64Array(size);
const biasSquares = new Float64Array(size).fill(FIRST_SQUARE);
const random = seeded(SEED);
const errors = new Float64Array(size);
const wrong = new Uint8Array(size);

function learn({ features, values: shares, wanted }) {
  errors.set(bias);
  for (let f = 0; f < features.length; f++) {
    const from = features[f] * size;
    for (let k = 0; k < size; k++) errors[k] += weights[from + k] * shares[f];
  }
  let busy = 0;
  for (let k = 0; k < size; k++) {
    errors[k] = 1 / (1 + Math.exp(-errors[k])) - wanted[k];
    if (Math.abs(errors[k]) < LEAST_ERROR) continue;
    wrong[busy++] = k;
    biasSquares[k] += errors[k] ** 2;
    bias[k] -= (RATE * errors[k]) / Math.sqrt(biasSquares[k]);
  }
  for (let f = 0; f < features.length; f++) {
    const from = features[f] * size;
    for (let at = 0; at < busy; at++) {
      const k = wrong[at];
      const slope = errors[k] * shares[f] + Number(values.shrink) * weights[from + k];
      squares[from + k] += slope * slope;
      weights[from + k] -= (RATE * slope) / Math.sqrt(squares[from + k]);
    }
  }
}

/** Of the last rounds, so that no message that came last speaks louder than the others. */
const averaged = new Float64Array(weights.length);
const averagedBias = new Float64Array(size);
const rounds = Number(values.rounds);
const last = Number(values.average);
for (let round = 0; round < rounds; round++) {
  for (const example of shuffled(random, examples)) learn(example);
  if (round < rounds - last) continue;
  for (let at = 0; at < weights.length; at++) averaged[at] += weights[at] / last;
  for (let k = 0; k < size; k++) averagedBias[k] += bias[k] / last;
}

writeWeights(values.output, {
  messages: messages.length,
  kinds,
  names: [...numbers.keys()],
  weights: averaged,
  bias: averagedBias,
});
