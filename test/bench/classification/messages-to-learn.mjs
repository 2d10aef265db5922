/** The messages that weights are learned from, read as the service reads them. Loads the build (dist/). */
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { seeded } from '../nir/make-texts.mjs';
import { itemOf } from './make-items.mjs';
import { readFrames, readSlots } from './read-frames.mjs';
import { bareMessages, joinedMessages, writeMessages } from './write-messages.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const require = createRequire(import.meta.url);
export const load = (name) => require(path.join(root, 'dist', name));
export const ruleFile = (name) => path.join(root, 'templates/rules', name);
export const rules = load('classification/load-rules.js').loadRequestRules(ruleFile('requests.yaml'));
const { splitQuotedText } = load('reading/text/split-quoted-text.js');
const { readTexts, readWords } = load('classification/written-texts.js');
const text = load('classification/learned/text-features.js');

/**
 * @param without files whose frames are left out, to be measured on; the frames held apart always are
 * @param joined whether two of them as one are learned from too
 */
export function messagesToLearn(seed, { each, without, joined }) {
  const left = new Set(without.split(',').filter(Boolean));
  const frames = readFrames().filter(({ heldOut, file }) => !heldOut && !left.has(file));
  const slots = readSlots();
  return [
    ...writeMessages(seed, frames, slots, Number(each)),
    ...bareMessages(seed, frames, slots),
    ...(joined ? joinedMessages(seeded(seed), frames, slots, Math.round(frames.length / 2)) : []),
  ];
}

/** A message's words, as the clues and the weights judge them. */
export const wordsOf = (message) => readWords(readTexts(itemOf(message, splitQuotedText)).written, rules).asked.words;

/**
 * The features of words as often as they speak: every word's once, every pair's once.
 * @param apart whether pairs of words with one between them count too
 */
export function featuresOfWords(words, apart) {
  const known = new Set(words.filter(text.isLearnable));
  const pairs = new Set();
  words.forEach((word, at) => {
    if (!text.isLearnable(word)) return;
    const [next = '', other = ''] = [words[at + 1], words[at + 2]];
    if (text.isLearnable(next)) pairs.add(text.featureOfPair(word, next));
    if (apart && next !== '' && text.isLearnable(other)) pairs.add(text.featureOfPairApart(word, other));
  });
  return [...[...known].flatMap(text.featuresOfWord), ...pairs];
}
