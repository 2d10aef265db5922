import { parseArgs } from 'node:util';

export const HELP = `npm run chaos -- [--items N] [--faults N] [--seed N] [--queue redis|postgres] [--json] [--keep]
npm run chaos -- --short                     at most five minutes
npm run chaos -- --preset ${'NAME'}`;

const SIZES = { whole: { items: 10_000, faults: 200 }, short: { items: 700, faults: 24 } };

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
      preset: { type: 'string' },
      json: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const size = values.short ? SIZES.short : SIZES.whole;
  if (!['redis', 'postgres'].includes(values.queue)) throw new TypeError('--queue: redis or postgres');
  return {
    ...values,
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
