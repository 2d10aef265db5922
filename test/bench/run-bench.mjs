// npm run bench [-- row… --quick --quiet --list]: every measure of the service's speed beside a floor, in one table, printed and written
// into the README. Rows that are named are measured alone, the others keep what was measured last; `--quick` takes small numbers and
// writes nothing; `--quiet` says that the machine had nothing else to do.
// Needs a redis-server on PATH. Real: everything that is measured. Everyone is invented; messages are made from a fixed seed.
import { parseArgs } from 'node:util';
import { ROWS } from './table/rows.mjs';
import { machineLine, printLines, writeTable } from './table/write-table.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !ROWS.has(name));
if (values.list || unknown.length > 0) {
  for (const name of unknown) process.stderr.write(`${name}: no such row\n`);
  for (const [name, { title }] of ROWS) console.log(`${name.padEnd(16)}${title}`);
  process.exit(unknown.length > 0 ? 2 : 0);
}

const names = positionals.length > 0 ? positionals : [...ROWS.keys()];
let failed = false;
console.log(machineLine());
for (const name of names) {
  const { title, run } = ROWS.get(name);
  console.log(`\n${name}: ${title}`);
  try {
    const lines = await run({ quick: values.quick, say: (text) => console.log(`  ${text}`) });
    printLines(lines);
    if (!values.quick) writeTable(name, lines, values.quiet);
  } catch (error) {
    failed = true;
    console.log(`  not measured: ${error.message}`);
  }
}
process.exit(failed ? 1 : 0);
