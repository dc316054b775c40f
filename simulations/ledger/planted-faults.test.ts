import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFault } from '../seeds/play-seeds.ts';
import { Cluster } from './cluster.ts';
import { plantedFaults } from './planted-faults.ts';
import { ledgerSimulation } from './simulation.ts';

/** So few seeds are enough to notice any of the planted faults. */
const seedsToNotice = 60;

describe('the simulation of the ledger notices', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await Cluster.open();
  });
  afterAll(() => cluster.close());

  test.each(Object.keys(plantedFaults))('%s', { timeout: 600_000 }, async (fault) => {
    expect(await findFault(ledgerSimulation, cluster, fault, seedsToNotice)).toBeDefined();
  });

  test('and a seed that fails fails again in the same way', { timeout: 600_000 }, async () => {
    const fault = 'grants that expire a millisecond late';
    const first = await findFault(ledgerSimulation, cluster, fault, seedsToNotice);
    expect(await findFault(ledgerSimulation, cluster, fault, seedsToNotice)).toEqual(first);
  });
});
