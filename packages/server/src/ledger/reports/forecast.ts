import { advance } from '../account/advance.ts';
import { availableOf, nextDueMs, type AccountState, type GrantState } from '../account/account-state.ts';
import { takeAvailable } from '../account/burn-down.ts';
import { creditLeftOf } from '../account/funds.ts';

/** Credits used over a time, from which the pace follows. */
export interface Pace {
  /** In micro-credits, 0 or more. */
  readonly used: bigint;
  readonly spanMs: number;
}

export interface Forecast {
  /** When what is available runs out at this pace; `null` when it does not by `untilMs`. */
  readonly runsOutAtMs: number | null;
  /**
   * Until when what is used at this pace would be booked: the reserve is kept, and the credit line is used after the own credits. `null` when
   * that does not end by the horizon. What is granted after the own credits have run out is not foreseen.
   */
  readonly lastsUntilMs: number | null;
  /** How far the forecast goes: to the end of the credits, or as far as it looks. */
  readonly untilMs: number;
  /** What expires unused until then, in micro-credits. */
  readonly expires: bigint;
  /** The parts of `expires` of grants that the account has now, in the order in which they expire. */
  readonly expiring: readonly { readonly grantId: string; readonly amount: bigint; readonly atMs: number }[];
}

/**
 * Spends the available credits at an even pace, in burn-down order, while time does what it does anyway: grants expire and take effect.
 * What holds keep counts as used already. The walk goes on below the reserve, which the account may allow itself to use. Pure and exact: by each moment, `floor(used × time / span)` has been spent.
 */
export function forecast(now: AccountState, nowMs: number, { used, spanMs }: Pace, horizonMs: number): Forecast {
  const known = new Set(now.grants.map((grant) => grant.id));
  const expiring: { grantId: string; amount: bigint; atMs: number }[] = [];
  let state = withoutHolds(now);
  let [atMs, spent, expires] = [nowMs, 0n, 0n];
  // What can be used beyond the own credits; below zero where the reserve is more than the credit line.
  const beyond = creditLeftOf(now) - (now.rules?.reserve ?? 0n);
  let lastsUntilMs: number | undefined;
  const whenSpent = (amount: bigint): number => (used === 0n ? Infinity : nowMs + Number(divideUp(amount * BigInt(spanMs), used)));
  while (availableOf(state) > 0n) {
    const dueMs = Math.min(nextDueMs(state) ?? Infinity, horizonMs);
    const available = availableOf(state);
    const runsOutAtMs = whenSpent(spent + available);
    const endsAtMs = Math.max(atMs, available + beyond <= 0n ? atMs : whenSpent(spent + available + beyond));
    if (endsAtMs < dueMs || (beyond > 0n && runsOutAtMs < dueMs)) lastsUntilMs ??= endsAtMs;
    if (runsOutAtMs < dueMs) return { runsOutAtMs, lastsUntilMs: orNull(lastsUntilMs, horizonMs), untilMs: runsOutAtMs, expires, expiring };
    if (dueMs === horizonMs) {
      return { runsOutAtMs: null, lastsUntilMs: orNull(lastsUntilMs, horizonMs), untilMs: horizonMs, expires, expiring };
    }
    const spentByThen = (used * BigInt(dueMs - nowMs)) / BigInt(spanMs);
    const amount = spentByThen - spent < available ? spentByThen - spent : available;
    const advanced = advance(spend(state, amount), dueMs);
    for (const { entry } of advanced.booked) {
      if (entry.kind !== 'expire') continue;
      expires -= entry.balanceChange;
      for (const part of entry.parts)
        if (known.has(part.grantId)) expiring.push({ grantId: part.grantId, amount: part.amount, atMs: dueMs });
    }
    [state, spent, atMs] = [advanced.state, spent + amount, dueMs];
  }
  lastsUntilMs ??= beyond > 0n ? Math.max(atMs, whenSpent(spent + beyond)) : atMs;
  return { runsOutAtMs: atMs, lastsUntilMs: orNull(lastsUntilMs, horizonMs), untilMs: atMs, expires, expiring };
}

/** Nothing is said of what lies behind the horizon. */
function orNull(ms: number | undefined, horizonMs: number): number | null {
  return ms === undefined || ms > horizonMs ? null : ms;
}

/** The account as if its open holds had been captured. */
function withoutHolds(state: AccountState): AccountState {
  const grants = state.grants.map((grant) => ({ ...grant, held: 0n })).filter(isLeft);
  return { ...state, grants, holds: [], balance: state.balance - state.held, held: 0n };
}

/** The account after a spend that nobody books. */
function spend(state: AccountState, amount: bigint): AccountState {
  const taken = new Map(takeAvailable(state.grants, amount).map((part) => [part.grant, part.amount]));
  const grants = state.grants.map((grant) => ({ ...grant, available: grant.available - (taken.get(grant.number) ?? 0n) })).filter(isLeft);
  return { ...state, grants, balance: state.balance - amount };
}

function isLeft({ scheduled, available, held }: GrantState): boolean {
  return scheduled > 0n || available > 0n || held > 0n;
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
