import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runNode } from './run-program.mjs';

/** Ours, not jest's: a run with a skipped test fails, but for those that need the mail corpora. */
const REFUSE_SKIPPED = '--refuse-skipped';
const MAY_BE_SKIPPED = /corp(us|ora)/i;

/** Runs jest; the last line counts what ran, whatever happened. */
export async function runTests(root, rest, env = process.env) {
  const folder = mkdtempSync(path.join(tmpdir(), 'courrier-tests-'));
  const countsFile = path.join(folder, 'counts.json');
  try {
    const code = await runNode(
      root,
      [
        'node_modules/jest/bin/jest.js',
        // First: an option that takes a list would swallow a path behind it.
        ...rest.filter((argument) => argument !== REFUSE_SKIPPED),
        '--config=test/jest.config.json',
        '--reporters=default',
        `--reporters=${path.join(root, 'src/launcher/count-reporter.mjs')}`,
      ],
      { ...env, NODE_ENV: 'test', TEST_COUNTS_FILE: countsFile },
    );
    const counts = readCounts(countsFile);
    const refused = rest.includes(REFUSE_SKIPPED)
      ? counts.skippedNames.filter((name) => !MAY_BE_SKIPPED.test(name))
      : [];
    for (const name of refused) process.stderr.write(`Test sauté, et nul ne devait l’être\u00a0: ${name}\n`);
    const failed = counts.failed > 0 || code === 0 ? counts.failed : 1;
    // The run is over only when its output is written: this line is its last.
    await new Promise((resolve) =>
      process.stdout.write(`${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped\n`, resolve),
    );
    // Jest's own code has been seen to be 0 beside a failed test: what was counted has the last word.
    return code !== 0 ? code : failed > 0 || refused.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Jest stopped before its reporters were told anything.
    return { passed: 0, failed: 0, skipped: 0, skippedNames: [] };
  }
}
