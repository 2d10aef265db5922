import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** Jest reporter: leaves the counts in the file that TEST_COUNTS_FILE names. */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    const file = process.env.TEST_COUNTS_FILE;
    if (file === undefined) return;
    const skippedNames = results.testResults.flatMap((suite) =>
      suite.testResults
        .filter(({ status }) => status === 'pending' || status === 'todo' || status === 'disabled')
        .map(({ fullName }) => `${path.basename(suite.testFilePath)} › ${fullName}`),
    );
    writeFileSync(
      file,
      JSON.stringify({
        passed: results.numPassedTests,
        // A file that could not even be loaded counts as one failure.
        failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
        skipped: results.numPendingTests + results.numTodoTests,
        skippedNames,
      }),
    );
  }
}
