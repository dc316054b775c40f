import { describe, expect, onTestFinished, test } from 'vitest';
import { openConnections } from '../../packages/server/src/database/connections.ts';
import { testDatabaseUrl } from '../../packages/server/test/support/database.ts';
import { plantedFaults } from './planted-faults.ts';
import { simulateLedger, type SimulationReport } from './simulate.ts';
import { simulateSeed } from './simulate-seed.ts';
import type { PlantedFault } from './wire.ts';

async function freshPool() {
  const url = await testDatabaseUrl();
  const pool = openConnections({ address: () => ({ connectionString: url }), unavailable: () => undefined, max: 4 });
  onTestFinished(() => pool.end());
  return pool;
}

/** Plays seeds until one fails. */
async function firstFailure(fault: PlantedFault): Promise<string | undefined> {
  const pool = await freshPool();
  for (let seed = 1; seed <= 12; seed += 1) {
    const { failure } = await simulateSeed(pool, seed, fault);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

describe('the ledger under random histories with crashes', () => {
  test('answers, journal and reads are those of the model', async () => {
    const report = await simulateLedger(await freshPool(), [1, 2, 3, 4, 5, 6, 7, 8]);
    expect(report).toEqual<SimulationReport>({ simulation: 'ledger', seeds: 8, steps: 320, failures: [] });
  });

  test('a failing seed fails again in the same way', async () => {
    const fault = plantedFaults['grants that expire a millisecond late'] ?? {};
    const first = await firstFailure(fault);
    expect(first).toBeDefined();
    expect(await firstFailure(fault)).toBe(first);
  });
});

describe('the simulation notices', () => {
  test.each(Object.entries(plantedFaults))('%s', async (_, fault) => {
    expect(await firstFailure(fault)).toBeDefined();
  });
});
