import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.mjs';
import { runDockerTests } from './docker-tests.mjs';
import { LaunchFailure } from './failure.mjs';
import { installIfStale } from './install.mjs';
import { withLaunchLock } from './launch-lock.mjs';
import { runNode } from './run-program.mjs';
import { runTests } from './tests.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const COMMANDS = {
  bench: (rest) => runNode(ROOT, ['test/bench/run-bench.mjs', ...rest]),
  chaos: (rest) => runNode(ROOT, ['test/chaos/run-chaos.mjs', ...rest]),
  demo: (rest) => runNode(ROOT, ['dist/demo/run-demo.js', ...rest]),
  start: (rest) => runNode(ROOT, ['dist/main.js', ...rest]),
  test: (rest) => runTests(ROOT, rest),
  'test:docker': (rest) => runDockerTests(ROOT, rest),
};

/** Sets the exit code; anything unexpected is thrown. */
export async function runCommand(name, rest) {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    process.stderr.write(`Commande attendue\u00a0: ${Object.keys(COMMANDS).join(', ')}.\n`);
    process.exitCode = 2;
    return;
  }
  try {
    await withLaunchLock(ROOT, async () => {
      await installIfStale(ROOT);
      await buildIfStale(ROOT);
    });
    process.exitCode = await command(rest);
  } catch (error) {
    if (!(error instanceof LaunchFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}
