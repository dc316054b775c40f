import { writeSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Makes `npm test` end with the line `N passed, N failed`. A test file that cannot be loaded, a suite whose hook fails
 * and an error outside all tests each count as one failure, so that the line never says less than the exit code.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const { passed, failed } = countResults(modules, unhandledErrors.length);
    // The other reporters write their own summaries in this moment; this line comes when all is said.
    process.once('exit', (code) => {
      writeSync(1, `${passed} passed, ${code !== 0 && failed === 0 ? 1 : failed} failed\n`);
    });
  }
}

type Counted = Pick<TestModule, 'errors' | 'children'>;

/** Counts tests, and the errors of files and suites that belong to no test. */
export function countResults(modules: readonly Counted[], unhandledErrors: number): { passed: number; failed: number } {
  let passed = 0;
  let failed = unhandledErrors;
  for (const module of modules) {
    failed += module.errors().length;
    for (const suite of module.children.allSuites()) failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed += 1;
      if (state === 'failed') failed += 1;
    }
  }
  return { passed, failed };
}
