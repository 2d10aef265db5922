// The hand-written frames, and which of them are held apart: node test/bench/classification/read-frames.mjs prints those that
// may be read while the rules are tuned, never the others.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'frames');
const { parse } = createRequire(import.meta.url)('yaml');
const read = (file) => parse(readFileSync(file, 'utf8'));
const hashOf = (name, { text }) => createHash('sha256').update(`${name}\n${text}`).digest('hex');

/** What fills the braces of a frame. */
export const readSlots = () => read(path.join(folder, 'slots.yaml'));

/**
 * Every frame: `{name, kinds, danger, text, heldOut}`. Of each list the third whose hashes come first is held apart, so that
 * no kind is without. What stands under frames/tuning/ was written after the split, to tune on, and is never held apart.
 */
export function readFrames() {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== 'slots.yaml');
  const tuning = path.join(folder, 'tuning');
  return [
    ...files.flatMap((name) => listsOf(path.join(folder, name))).flatMap(split),
    ...readdirSync(tuning)
      .flatMap((name) => listsOf(path.join(tuning, name)))
      .flatMap(({ frames }) => frames.map((frame) => ({ ...frame, heldOut: false }))),
  ];
}

function listsOf(file) {
  const content = read(file);
  if (Array.isArray(content))
    return [{ name: 'several', frames: content.map(({ genres, texte }) => frame('several', genres, texte)) }];
  return Object.entries(content).map(([name, texts]) => ({
    name,
    frames: texts.map((text) => frame(name, name, text)),
  }));
}

/** Of a message of danger the kinds are not told: a person reads it whatever they are. */
function frame(name, kinds, text) {
  const isDanger = name === 'danger' || name === 'no-danger';
  return { name, kinds: isDanger ? null : kinds.split(' ').sort(), danger: name === 'danger', text };
}

function split({ name, frames }) {
  const hashes = frames.map((one) => hashOf(name, one)).sort();
  const held = new Set(hashes.slice(0, Math.round(frames.length / 3)));
  return frames.map((one) => ({ ...one, heldOut: held.has(hashOf(name, one)) }));
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { name, kinds, text, heldOut } of readFrames())
    if (!heldOut)
      console.log(`${name}${name === 'several' ? ` (${kinds.join(' ')})` : ''}\t${text.trim().replace(/\n/g, '\n\t')}`);
