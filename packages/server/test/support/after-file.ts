import { afterAll } from 'vitest';

const endings: (() => unknown)[] = [];

afterAll(async () => {
  const failures: unknown[] = [];
  for (const end of endings.toReversed()) {
    try {
      await end();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'not all that this test file began has ended');
});

/**
 * Ends something after the test file, the last that began first, from wherever it is called: Vitest takes an `afterAll` while it collects
 * the tests and silently forgets one that comes later, in a `beforeAll` or in a test.
 */
export function afterFile(end: () => unknown): void {
  endings.push(end);
}
