import { describe, expect, test } from 'vitest';
import { simulate } from '../seeds/play-seeds.ts';
import { faults, logNames, quietNames } from './faults.ts';
import { networkIds } from './networks.ts';
import { paymentsSimulation } from './simulation.ts';
import { themes } from './themes.ts';

/** Two cores play so many in a minute. A busy machine may be asked for fewer. */
const seedCount = Math.min(200, Number(process.env['SIMULATION_SEEDS'] ?? '200'));
/** What must have happened in so many seeds: a simulation of nothing would find nothing. */
const mustHappen = [
  ...['begin', 'commit in a transaction', 'insert in a transaction', 'select', 'select in a transaction', 'update in a transaction'].map(
    (where) => `crash after ${where}`,
  ),
  ...['openView', 'readBlock', 'readFinal', 'readFinalTransfers', 'readLatest', 'readTransfers'].map((where) => `crash before ${where}`),
  ...Object.keys(faults).map((name) => `fault ${name}`),
  ...networkIds.flatMap((network) => [
    ...[...logNames, ...quietNames].map((name) => `fault ${name} on ${network}`),
    ...['credited', 'final', 'orphaned'].map((status) => `deposit ${status} on ${network}`),
  ]),
  ...['all at once', 'exact', 'late', 'never', 'over', 'split', 'twice', 'under'].map((manner) => `invoice paid ${manner}`),
  ...themes.map((theme) => `theme ${theme}`),
  ...networkIds.flatMap((network) => [
    ...['transaction', 'address', 'range'].map((how) => `rescan by ${how} on ${network}`),
    `refund on ${network}`,
    `payout sent on ${network}`,
    `proof whole on ${network}`,
    `proof names an address that holds more on ${network}`,
  ]),
  ...['address', 'range', 'transaction'].map((how) => `crash in a rescan by ${how}`),
  'sweep',
  'sweep of a part',
  'sweep to an address of ours',
  'payout canceled',
  'payout replaced',
  'payout marked',
  'payout sent at last',
  'payout sent twice',
  'payout sent wrong',
  'funds destroyed',
  'proof holds in the middle',
  'proof whole without destroyed funds',
  'both networks',
  'only ethereum',
  'only tron',
  'invoice paid on the other network',
  'a node without an index',
  'double spend',
  'payment dropped',
  'payment moved',
  'payment sent again',
  'change between two questions',
  'addBlackList',
  'fee on',
  'fake token',
  'multi-send',
  'transfer of nothing',
  'burst of blocks',
  'chain takes back what is final',
  'far behind',
  'one block behind',
  'clock stepped',
  'wait for a lock',
];

describe('payments under random chains, payers, providers and crashes', () => {
  test('what the servers have written down is what the chain says', { timeout: 1_800_000 }, async () => {
    const { report, counts } = await simulate(
      paymentsSimulation,
      Array.from({ length: seedCount }, (_, index) => index + 1),
    );
    expect(report.failures).toEqual([]);
    expect(report.seeds).toBe(seedCount);
    // What is rare may be missing in few seeds.
    if (seedCount >= 200) expect(mustHappen.filter((name) => counts[name] === undefined)).toEqual([]);
  });
});
