import { expect, test } from 'vitest';
import { countResults } from './summary-reporter.ts';

type Modules = Parameters<typeof countResults>[0];

interface Part {
  tests?: string[];
  fileErrors?: number;
  suiteErrors?: number;
}

/** Files as Vitest reports them, as far as the count looks at them. */
function filesWith(parts: Part[]): Modules {
  const files = parts.map(({ tests = [], fileErrors = 0, suiteErrors = 0 }) => ({
    errors: () => Array.from({ length: fileErrors }, () => ({ message: 'broken' })),
    children: {
      allSuites: () => [{ errors: () => Array.from({ length: suiteErrors }, () => ({ message: 'broken' })) }],
      allTests: () => tests.map((state) => ({ result: () => ({ state }) })),
    },
  }));
  // These are all the members that the count uses.
  return files as unknown as Modules;
}

test('tests that passed and failed are counted, skipped ones are not', () => {
  expect(countResults(filesWith([{ tests: ['passed', 'failed', 'skipped'] }, { tests: ['passed'] }]), 0)).toEqual({ passed: 2, failed: 1 });
});

test('a file that cannot be loaded, a failed hook and an error outside all tests count as failures', () => {
  expect(countResults(filesWith([{ fileErrors: 1 }, { suiteErrors: 2, tests: ['passed'] }]), 3)).toEqual({ passed: 1, failed: 6 });
});
