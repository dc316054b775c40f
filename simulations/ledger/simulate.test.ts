import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cluster } from './cluster.ts';
import { plantedFaults } from './planted-faults.ts';
import { findFault, simulate } from '../seeds/play-seeds.ts';
import { ledgerSimulation } from './simulation.ts';

/** Two cores play so many in about two minutes. A busy machine may be asked for fewer. */
const seedCount = Number(process.env['SIMULATION_SEEDS'] ?? '1000');
/** So few seeds are enough to notice any of the planted faults. */
const seedsToNotice = 60;

/** What must have happened in so many seeds: a simulation of nothing would find nothing. */
const mustHappen = [
  ...['begin', 'commit in a transaction', 'lock in a transaction', 'read', 'write', 'write in a transaction'].map(
    (where) => `crash after ${where}`,
  ),
  ...['begin', 'commit in a transaction', 'lock in a transaction', 'read', 'write', 'write in a transaction'].map(
    (where) => `crash before ${where}`,
  ),
  ...['adjust', 'capture', 'close-period', 'expire by time', 'extend', 'grant', 'grant by time', 'hold', 'refund', 'reverse'].map(
    (kind) => `entry ${kind}`,
  ),
  ...['rollover by time', 'set-alert-level', 'set-budget', 'set-credit-limit', 'set-reserve', 'settle', 'spend'].map(
    (kind) => `entry ${kind}`,
  ),
  ...['extend-recurring-grant', 'start-recurring-grant', 'stop-recurring-grant', 'transfer', 'void'].map((kind) => `entry ${kind}`),
  ...['already_reversed', 'balance_too_large', 'command_id_reused', 'credits_not_transferable', 'grant_held', 'hold_expired'].map(
    (code) => `refused ${code}`,
  ),
  ...[
    'budget_exceeded',
    'insufficient_credits',
    'invalid_command',
    'not_refundable',
    'transfer_limit_reached',
    'transfer_too_small',
    'unknown_hold',
  ].map((code) => `refused ${code}`),
  'clock stepped back',
  'clock stepped forth',
  'wait for a lock',
];

describe('the ledger under random histories with crashes', () => {
  test('answers, journal, events and reads are those of the model', { timeout: 1_800_000 }, async () => {
    const { report, counts } = await simulate(
      ledgerSimulation,
      Array.from({ length: seedCount }, (_, index) => index + 1),
    );
    expect(report.failures).toEqual([]);
    expect(report.seeds).toBe(seedCount);
    // What is rare may be missing in few seeds.
    if (seedCount >= 300) expect(mustHappen.filter((name) => counts[name] === undefined)).toEqual([]);
  });
});

describe('the simulation notices', () => {
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
