// Learns templates/rules/learned-danger.json from the frames that may be tuned on: node test/bench/classification/learn-danger.mjs
// [--each N] [--without FILE,FILE] [--output OUT.json]. Loads the build (dist/). The same frames and rules give the same bytes; it is
// run again after either changed. Danger is learned as it is heard: of a message as a whole, and of its loudest sentence, so that
// an alarming one teaches alarm, and the most alarming of a calm message calm.
import { parseArgs } from 'node:util';
import { seeded } from '../nir/make-texts.mjs';
import { shuffled } from './choose.mjs';
import { numberFeatures, numbersOf } from './known-features.mjs';
import { featuresOfWords, load, messagesToLearn, ruleFile, wordsOf } from './messages-to-learn.mjs';
import { writeWeights } from './write-weights.mjs';

const { values } = parseArgs({
  options: {
    each: { type: 'string', default: '3' },
    without: { type: 'string', default: '' },
    output: { type: 'string', default: ruleFile('learned-danger.json') },
  },
});
const { shareOf } = load('classification/learned/learned-text.js');
const { DANGER } = load('classification/learned/learned-weights.js');
const { DANGER_PASSAGE } = load('classification/learned/find-learned-danger.js');
const { passagesOf } = load('classification/learned/passages.js');

const SEED = 20_261_123;
const ROUNDS = 8;
const SHRINK = 0.00002;
const FIRST_SQUARE = 0.01;
const RATE = 0.15;
/** What is nearly right teaches nothing more. */
const LEAST_ERROR = 0.005;

const messages = messagesToLearn(SEED, { ...values, joined: false });
const read = messages.map((message) => {
  const words = wordsOf(message);
  const passages = passagesOf(words, DANGER_PASSAGE).map(({ from, to }) => words.slice(from, to));
  return { message, parts: [words, ...passages].map((part) => featuresOfWords(part, true)) };
});
const numbers = numberFeatures(read.map(({ message: { frame }, parts: [features] }) => ({ frame, features })));
const examples = read.map(({ message: { danger }, parts: [whole, ...passages] }) => ({
  wanted: Number(danger),
  whole: Uint32Array.from(numbersOf(whole, numbers)),
  passages: passages.map((features) => Uint32Array.from(numbersOf(features, numbers))),
}));

const weights = new Float64Array(numbers.size);
const squares = new Float64Array(numbers.size).fill(FIRST_SQUARE);
let bias = 0;
let biasSquare = FIRST_SQUARE;

function loudness(features) {
  let sum = 0;
  for (const feature of features) sum += weights[feature];
  return bias + sum * shareOf(features.length);
}

function learn(features, wanted) {
  const error = 1 / (1 + Math.exp(-loudness(features))) - wanted;
  if (Math.abs(error) < LEAST_ERROR) return;
  biasSquare += error ** 2;
  bias -= (RATE * error) / Math.sqrt(biasSquare);
  const share = shareOf(features.length);
  for (const feature of features) {
    const slope = error * share + SHRINK * weights[feature];
    squares[feature] += slope * slope;
    weights[feature] -= (RATE * slope) / Math.sqrt(squares[feature]);
  }
}

const random = seeded(SEED);
for (let round = 0; round < ROUNDS; round++)
  for (const { wanted, whole, passages } of shuffled(random, examples)) {
    learn(whole, wanted);
    // Which sentence of an alarming message is the alarming one is only known after a first round.
    if (passages.length === 0 || (round === 0 && wanted === 1)) continue;
    const loud = passages.map(loudness);
    learn(passages[loud.indexOf(Math.max(...loud))], wanted);
  }

writeWeights(values.output, {
  messages: messages.length,
  kinds: [DANGER],
  names: [...numbers.keys()],
  weights,
  bias: [bias],
});
