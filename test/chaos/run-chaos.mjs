// A mixed load through the real house while everything under it breaks, and the account at the end:
//   npm run chaos -- --items 10000 --faults 200 --seed 7      npm run chaos -- --short      npm run chaos -- --preset kill
//   npm run chaos -- --flood                                  npm run chaos -- --race [--items 500]
// Real: PostgreSQL, Redis, SMTP both ways, HTTP, the product's processes as built. Invented: everybody who writes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { printAccount } from './account/print-account.mjs';
import { drawFaults, runFaults } from './faults/run-faults.mjs';
import { findRedis } from './house/redis.mjs';
import { HELP, readOptions } from './options.mjs';
import { playScene } from './play-scene.mjs';
import { flood } from './presets/flood.mjs';
import { PRESETS } from './presets/presets.mjs';
import { printRaceAccount } from './race/race-account.mjs';
import { runRace } from './race/run-race.mjs';

const exitCode = await main().catch((error) => {
  process.stderr.write(`${error instanceof TypeError ? `${error.message}\n${HELP}` : error.stack}\n`);
  return error instanceof TypeError ? 2 : 1;
});
process.exit(exitCode);

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  if (options.race)
    return (await inFolder(options.queue, options, (place) => runRace({ ...place, ...options }), printRaceAccount))
      ? 0
      : 1;
  const script = scriptOf(options);
  let whole = true;
  for (const queue of script.queues)
    whole =
      (await inFolder(queue, options, (place) => playScene({ ...place, ...options, script }), printAccount)) && whole;
  return whole ? 0 : 1;
}

function scriptOf(options) {
  if (options.flood) return flood(options.items);
  return options.preset === undefined ? faultsInStep(options) : PRESETS[options.preset];
}

/** The load of the options, struck by the faults of the options. */
function faultsInStep({ queue, items, faults, strikingMs }) {
  return {
    queues: [queue],
    load: { items },
    async course(scene) {
      const names = drawFaults(scene.house, { count: faults, seed: scene.seed });
      return { struck: await runFaults({ ...scene, names, strikingMs }), breaches: [] };
    },
  };
}

/** Runs it in a folder of its own, which stays where the account has a breach. @returns whether it has none */
async function inFolder(queue, { seed, json, keep }, run, print) {
  const redisProgram = queue === 'redis' ? findRedis() : null;
  if (queue === 'redis' && redisProgram === null) throw new TypeError('no redis-server on PATH');
  const folder = mkdtempSync(path.join(tmpdir(), 'courrier-chaos-'));
  let whole = false;
  try {
    const account = await run({ folder, redisProgram });
    process.stdout.write(json ? `${JSON.stringify(account)}\n` : print(account));
    whole = account.breaches.length === 0;
  } finally {
    if (whole && !keep) rmSync(folder, { recursive: true, force: true });
    else process.stderr.write(`seed ${seed}; logs and data are in ${folder}\n`);
  }
  return whole;
}
