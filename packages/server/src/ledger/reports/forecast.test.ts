import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noRules, type AccountRules } from '../account-rules.ts';
import { unopenedAccount, type AccountState, type GrantState } from '../account/account-state.ts';
import { insertByBurnDown } from '../account/burn-down.ts';
import { forecast } from './forecast.ts';

const day = 86_400_000;
const nowMs = Date.UTC(2026, 0, 31);
const horizonMs = nowMs + 365 * day;

interface Given {
  readonly available?: bigint;
  readonly scheduled?: bigint;
  readonly held?: bigint;
  readonly inDays?: number;
  readonly forDays?: number | undefined;
  readonly kind?: GrantState['kind'];
}

function account(...given: readonly Given[]): AccountState {
  let state = { ...unopenedAccount('acct_1'), lastAtMs: nowMs };
  for (const [index, { available = 0n, scheduled = 0n, held = 0n, inDays = 0, forDays, kind = 'purchased' }] of given.entries()) {
    const effectiveAtMs = nowMs + inDays * day;
    const grants = insertByBurnDown(state.grants, {
      number: index + 1,
      id: `grant_${String(index)}`,
      kind,
      priority: 50,
      effectiveAtMs,
      expiresAtMs: forDays === undefined ? null : effectiveAtMs + forDays * day,
      createdAtMs: nowMs,
      originKind: null,
      scheduled,
      available,
      held,
      warned: 0,
    });
    state = { ...state, grants, balance: state.balance + available + held, held: state.held + held };
  }
  return state;
}

/** 10 a day. */
const pace = { used: 300n, spanMs: 30 * day };

describe('forecast', () => {
  it('says when credits that never expire run out', () => {
    expect(forecast(account({ available: 100n }), nowMs, pace, horizonMs)).toEqual({
      runsOutAtMs: nowMs + 10 * day,
      lastsUntilMs: nowMs + 10 * day,
      untilMs: nowMs + 10 * day,
      expires: 0n,
      expiring: [],
    });
  });

  it('says that credits without use last, as far as it looks', () => {
    const still = { used: 0n, spanMs: 30 * day };
    expect(forecast(account({ available: 100n }), nowMs, still, horizonMs)).toMatchObject({ runsOutAtMs: null, untilMs: horizonMs });
  });

  it('has no credits when there are none', () => {
    expect(forecast(account({ held: 5n }), nowMs, pace, horizonMs)).toMatchObject({ runsOutAtMs: nowMs, expires: 0n });
  });

  it('lets expire what is not used in time, and goes on with the rest', () => {
    const state = account({ available: 100n, forDays: 4 }, { available: 50n });
    expect(forecast(state, nowMs, pace, horizonMs)).toEqual({
      runsOutAtMs: nowMs + 9 * day,
      lastsUntilMs: nowMs + 9 * day,
      untilMs: nowMs + 9 * day,
      expires: 60n,
      expiring: [{ grantId: 'grant_0', amount: 60n, atMs: nowMs + 4 * day }],
    });
  });

  it('ends when the last credits expire, also without any use', () => {
    const still = { used: 0n, spanMs: 7 * day };
    expect(forecast(account({ available: 8n, forDays: 3 }), nowMs, still, horizonMs)).toMatchObject({
      runsOutAtMs: nowMs + 3 * day,
      expires: 8n,
    });
  });

  it('counts on a grant that takes effect before the rest is used, and not on a later one', () => {
    expect(forecast(account({ available: 100n }, { scheduled: 20n, inDays: 10 }), nowMs, pace, horizonMs).runsOutAtMs).toBe(
      nowMs + 12 * day,
    );
    expect(forecast(account({ available: 100n }, { scheduled: 20n, inDays: 11 }), nowMs, pace, horizonMs).runsOutAtMs).toBe(
      nowMs + 10 * day,
    );
  });

  it('keeps the reserve back, and uses the credit line', () => {
    const accountWith = (change: Partial<AccountRules>, ...given: readonly Given[]): AccountState => {
      return { ...account(...given), rules: { ...noRules, ...change } };
    };
    const line = (limit: bigint) => ({ credit: { limit, unbilled: 0n, billed: 0n } });
    const lastsDays = (state: AccountState, at = pace): number | null => {
      const { lastsUntilMs } = forecast(state, nowMs, at, horizonMs);
      return lastsUntilMs === null ? null : (lastsUntilMs - nowMs) / day;
    };
    expect(lastsDays(accountWith({ reserve: 40n }, { available: 100n }))).toBe(6);
    expect(forecast(accountWith({ reserve: 40n }, { available: 100n }), nowMs, pace, horizonMs).runsOutAtMs).toBe(nowMs + 10 * day);
    expect(lastsDays(accountWith({ reserve: 100n }, { available: 100n }))).toBe(0);
    expect(lastsDays(accountWith(line(30n), { available: 100n }))).toBe(13);
    expect(lastsDays(accountWith({ reserve: 40n, ...line(30n) }, { available: 100n }))).toBe(9);
    expect(lastsDays(accountWith({ reserve: 40n, ...line(50n) }, { available: 100n }))).toBe(11);
    // What expires takes the account below its reserve at that moment.
    expect(lastsDays(accountWith({ reserve: 40n }, { available: 45n }, { available: 55n, forDays: 1, kind: 'purchased' }))).toBe(1.5);
    expect(lastsDays(accountWith({ reserve: 46n }, { available: 45n }, { available: 55n, forDays: 1, kind: 'purchased' }))).toBe(1);
    expect(lastsDays(accountWith(line(30n)))).toBe(3);
    expect(lastsDays(accountWith(line(10_000n), { available: 100n }))).toBeNull();
    expect(lastsDays(accountWith(line(30n), { available: 100n }), { used: 0n, spanMs: day })).toBeNull();
  });

  it('spends and loses together all that there was', () => {
    const grants = fc.record({
      available: fc.bigInt(1n, 500n),
      forDays: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
      kind: fc.constantFrom<GrantState['kind']>('purchased', 'bonus', 'trial'),
    });
    fc.assert(
      fc.property(fc.array(grants, { minLength: 1, maxLength: 6 }), fc.bigInt(1n, 900n), (given, used) => {
        const state = account(...given);
        const result = forecast(state, nowMs, { used, spanMs: 7 * day }, nowMs + 100_000 * day);
        expect(result.runsOutAtMs).not.toBeNull();
        expect(result.lastsUntilMs).toBe(result.runsOutAtMs);
        const spent = (used * BigInt((result.runsOutAtMs ?? 0) - nowMs)) / BigInt(7 * day);
        expect(result.expires).toBe(result.expiring.reduce((sum, { amount }) => sum + amount, 0n));
        // At the last moment, the pace may ask for a credit or more that is not there.
        expect(spent + result.expires).toBeGreaterThanOrEqual(state.balance);
        expect(result.expires).toBeLessThanOrEqual(state.balance);
        if (given.every(({ forDays }) => forDays === undefined)) expect(spent).toBe(state.balance);
      }),
    );
  });
});
