// The hand-written frames, and which of them are held apart: node test/bench/classification/read-frames.mjs prints those that
// may be read while the rules are tuned, never the others.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'frames');
const { parse } = createRequire(import.meta.url)('yaml');
const read = (file) => parse(readFileSync(file, 'utf8'));

/** What fills the braces of a frame. */
export const readSlots = () => read(path.join(folder, 'slots.yaml'));

/**
 * Every frame: `{name, kinds, danger, text, file, heldOut}`. What stands under frames/held-apart/ was written by somebody who had
 * read neither the rules nor the other frames, and is only ever measured; all the others may be tuned on.
 */
export const readFrames = () => [
  ...framesIn('.', false),
  ...framesIn('tuning', false),
  ...labelledMessages(),
  ...framesIn('held-apart', true),
];

const framesIn = (name, heldOut) =>
  readdirSync(path.join(folder, name))
    .filter((file) => file.endsWith('.yaml') && file !== 'slots.yaml')
    .flatMap((file) =>
      framesOf(path.join(folder, name, file)).map((one) => ({ ...one, file: path.basename(file, '.yaml') })),
    )
    .map((one) => ({ ...one, heldOut }));

/** The short messages by which the rules are tested one by one. */
const labelledMessages = () =>
  JSON.parse(readFileSync(path.join(folder, '../labelled-messages.json'), 'utf8')).messages.map(
    ({ kinds, message }) => ({
      ...frame(kinds === '!' ? 'danger' : 'several', kinds, message),
      file: 'labelled-messages',
      heldOut: false,
    }),
  );

function framesOf(file) {
  const content = read(file);
  if (Array.isArray(content)) return content.map(({ genres, texte }) => frame(genres, genres, texte));
  return Object.entries(content).flatMap(([name, texts]) => texts.map((text) => frame(name, name, text)));
}

/** Of a message of danger the kinds are not told: a person reads it whatever they are. */
function frame(name, kinds, text) {
  const isDanger = name === 'danger' || name === 'no-danger';
  return { name, kinds: isDanger ? null : kinds.split(' ').sort(), danger: name === 'danger', text };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { name, kinds, text, heldOut } of readFrames())
    if (!heldOut)
      console.log(`${name}${name === 'several' ? ` (${kinds.join(' ')})` : ''}\t${text.trim().replace(/\n/g, '\n\t')}`);
