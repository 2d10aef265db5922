import { parseArgs } from 'node:util';
import { PRESETS } from './presets/presets.mjs';

export const HELP = `npm run chaos -- [--items N] [--faults N] [--seed N] [--queue redis|postgres] [--json] [--keep]
npm run chaos -- --short                     at most five minutes
npm run chaos -- --flood [--items N]         2,000 messages from 20 connections, PostgreSQL and then Redis away meanwhile
npm run chaos -- --race [--items N]          two agents answer one item at once, 500 times: one reply each time
npm run chaos -- --preset ${Object.keys(PRESETS).join('|')}`;

/** `strikingMs`: when the faults end at the latest; `minutes`: when a run that still moves is cut off, and says what is left. */
const SIZES = {
  whole: { items: 10_000, faults: 200, minutes: 120 },
  short: { items: 300, faults: 57, strikingMs: 75_000, minutes: 4.7 },
  flood: { items: 2_000, faults: 0, minutes: 60 },
  race: { items: 500, faults: 0, minutes: 60 },
};

/** What the command line asks for; throws a TypeError with one line where it makes no sense. */
export function readOptions(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      items: { type: 'string' },
      faults: { type: 'string' },
      seed: { type: 'string', default: '7' },
      queue: { type: 'string', default: 'redis' },
      short: { type: 'boolean', default: false },
      flood: { type: 'boolean', default: false },
      race: { type: 'boolean', default: false },
      preset: { type: 'string' },
      json: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const size = SIZES[['flood', 'race', 'short'].find((one) => values[one]) ?? 'whole'];
  if (!['redis', 'postgres'].includes(values.queue)) throw new TypeError('--queue: redis or postgres');
  if (values.preset !== undefined && !Object.hasOwn(PRESETS, values.preset))
    throw new TypeError(`--preset: ${Object.keys(PRESETS).join(', ')}`);
  return {
    ...values,
    minutes: size.minutes,
    strikingMs: size.strikingMs,
    items: numberOf('items', values.items, size.items),
    faults: numberOf('faults', values.faults, size.faults),
    seed: numberOf('seed', values.seed),
  };
}

function numberOf(name, text, byDefault) {
  if (text === undefined) return byDefault;
  if (!/^\d{1,6}$/.test(text)) throw new TypeError(`--${name}: a whole number`);
  return Number(text);
}
