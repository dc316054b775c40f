import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/{src,test}/**/*.test.{ts,tsx}', '{setup,simulations}/**/*.test.ts'],
    // Real PostgreSQL and anvil processes start inside tests; a slow machine must not fail them.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ['packages/server/test/support/postgres-setup.ts'],
    // The second one ends the run with `N passed, N failed`.
    reporters: ['default', './setup/summary-reporter.ts'],
    pool: 'forks',
    maxWorkers: 2,
  },
});
