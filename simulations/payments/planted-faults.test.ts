import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cluster } from '../ledger/cluster.ts';
import { findFault, playSound } from '../seeds/play-seeds.ts';
import { plantedFaults } from './planted-faults.ts';
import { paymentsSimulation } from './simulation.ts';

/** So few seeds are enough to notice any of the planted faults. */
const seedsToNotice = 30;

describe('the simulation of payments notices', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await Cluster.open();
  });
  afterAll(() => cluster.close());

  test.each(Object.entries(plantedFaults))('%s', { timeout: 600_000 }, async (name, { often }) => {
    const { seed = 0 } = (await findFault(paymentsSimulation, cluster, name, seedsToNotice)) ?? {};
    expect(seed).toBeGreaterThan(0);
    // It is the defect that was noticed, and not what happens more often because of it.
    if (often !== undefined) expect(await playSound(paymentsSimulation, cluster, name, seed)).toBeUndefined();
  });

  test('and a seed that fails fails again in the same way', { timeout: 600_000 }, async () => {
    const fault = 'a jump to the head after an absence';
    const first = await findFault(paymentsSimulation, cluster, fault, seedsToNotice);
    expect(await findFault(paymentsSimulation, cluster, fault, seedsToNotice)).toEqual(first);
  });
});
