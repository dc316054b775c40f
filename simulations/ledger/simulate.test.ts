import { describe, expect, test } from 'vitest';
import { simulate } from '../seeds/play-seeds.ts';
import { ledgerSimulation } from './simulation.ts';

/** Two cores play so many in about two minutes. A busy machine may be asked for fewer. */
const seedCount = Number(process.env['SIMULATION_SEEDS'] ?? '1000');
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
