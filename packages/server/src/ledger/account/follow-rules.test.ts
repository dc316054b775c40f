import { describe, expect, test } from 'vitest';
import { auditPlayed } from '../testing/audited-rows.ts';
import { playAll } from '../testing/histories.ts';

const credit = [
  { command: 'open-account' },
  { command: 'grant', kind: 'bonus', amount: 2n },
  { command: 'set-credit-limit', amount: 10n },
  { command: 'spend', amount: 5n },
] as const;

describe('credit that is given back', () => {
  test('after it was billed and paid is owed to the account, also when it has no credit limit any more', () => {
    const { state, booked } = playAll([
      ...credit,
      { command: 'close-period' },
      { command: 'settle', amount: 3n },
      { command: 'set-credit-limit', amount: null },
      { command: 'reverse', commandId: 'c3' },
    ]);
    expect(state?.rules?.credit).toEqual({ limit: 0n, unbilled: -3n, billed: 0n });
    expect(state?.balance).toBe(2n);
    if (state) auditPlayed(state, booked);
  });

  test('pays for what is used next, which is not billed again', () => {
    const { state, outcomes, booked } = playAll([
      ...credit,
      { command: 'close-period' },
      { command: 'settle', amount: 3n },
      { command: 'set-credit-limit', amount: null },
      { command: 'reverse', commandId: 'c3' },
      { command: 'spend', amount: 6n },
      { command: 'spend', amount: 5n },
      { command: 'close-period' },
    ]);
    expect(outcomes.slice(-3).map(({ outcome }) => outcome)).toEqual(['refused', 'booked', 'refused']);
    expect(state?.rules).toBeNull();
    if (state) auditPlayed(state, booked);
  });

  test('is counted while a hold keeps as much', () => {
    const { state, booked } = playAll([
      ...credit,
      { command: 'close-period' },
      { command: 'settle', amount: 3n },
      { command: 'reverse', commandId: 'c3' },
      { command: 'hold', holdId: 'h', amount: 5n, timeoutMs: 1000 },
      { command: 'set-credit-limit', amount: null },
      { command: 'void', holdId: 'h' },
    ]);
    expect(state?.rules?.credit).toEqual({ limit: 0n, unbilled: -3n, billed: 0n });
    if (state) auditPlayed(state, booked);
  });
});

test('a hold on credit never makes a balance that no account can hold', () => {
  const max = 2n ** 63n - 1n;
  const { outcomes, state } = playAll([
    { command: 'open-account' },
    { command: 'grant', kind: 'bonus', amount: max },
    { command: 'set-reserve', amount: max },
    { command: 'set-credit-limit', amount: 10n },
    { command: 'hold', holdId: 'h', amount: 5n, timeoutMs: 1000 },
    { command: 'spend', amount: 5n },
  ]);
  expect(outcomes.at(-2)).toMatchObject({ outcome: 'refused', problem: { code: 'balance_too_large' } });
  expect(outcomes.at(-1)).toMatchObject({ outcome: 'booked' });
  expect(state?.balance).toBe(max);
});
