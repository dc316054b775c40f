import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Each of them keeps all cores busy with processes of its own, and has a time in which it must end: nothing runs beside it. */
const simulations = 'simulations/*/simulate.test.ts';
/** They take longest. They begin first, so that nothing waits for one of them at the end. */
const long = /\/(?:planted-faults|crash)\.test\.ts$/u;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => Number(long.test(b.moduleId)) - Number(long.test(a.moduleId)));
  }
}

export default defineConfig({
  test: {
    // Real PostgreSQL and anvil processes start inside tests; a slow machine must not fail them.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ['packages/server/test/support/postgres-setup.ts'],
    // The second one ends the run with `N passed, N failed`.
    reporters: ['default', './setup/summary-reporter.ts'],
    sequence: { sequencer: LongFirst },
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: { name: 'simulations', include: [simulations], maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['packages/*/{src,test}/**/*.test.{ts,tsx}', '{setup,simulations}/**/*.test.ts'],
          exclude: [simulations],
          // They often wait for PostgreSQL, a chain or a browser: one more than the two cores of a small machine.
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
