import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The simulations take longest: they begin first, so that nothing waits for one of them at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSimulation = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith('/simulate.test.ts');
    return [...sorted.filter(isSimulation), ...sorted.filter((file) => !isSimulation(file))];
  }
}

export default defineConfig({
  test: {
    include: ['packages/*/{src,test}/**/*.test.{ts,tsx}', '{setup,simulations}/**/*.test.ts'],
    // Real PostgreSQL and anvil processes start inside tests; a slow machine must not fail them.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ['packages/server/test/support/postgres-setup.ts'],
    // The second one ends the run with `N passed, N failed`.
    reporters: ['default', './setup/summary-reporter.ts'],
    sequence: { sequencer: LongestFirst },
    pool: 'forks',
    maxWorkers: 2,
  },
});
