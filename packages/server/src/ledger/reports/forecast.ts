import { advance } from '../account/advance.ts';
import { availableOf, nextDueMs, type AccountState, type GrantState } from '../account/account-state.ts';
import { takeAvailable } from '../account/burn-down.ts';

/** Credits used over a time, from which the pace follows. */
export interface Pace {
  /** In micro-credits, 0 or more. */
  readonly used: bigint;
  readonly spanMs: number;
}

export interface Forecast {
  /** When what is available runs out at this pace; `null` when it does not by `untilMs`. */
  readonly runsOutAtMs: number | null;
  /** How far the forecast goes: to the end of the credits, or as far as it looks. */
  readonly untilMs: number;
  /** What expires unused until then, in micro-credits. */
  readonly expires: bigint;
  /** The parts of `expires` of grants that the account has now, in the order in which they expire. */
  readonly expiring: readonly { readonly grantId: string; readonly amount: bigint; readonly atMs: number }[];
}

/**
 * Spends the available credits at an even pace, in burn-down order, while time does what it does anyway: grants expire and take effect.
 * What holds keep counts as used already. Pure and exact: by each moment, `floor(used × time / span)` has been spent.
 */
export function forecast(now: AccountState, nowMs: number, { used, spanMs }: Pace, horizonMs: number): Forecast {
  const known = new Set(now.grants.map((grant) => grant.id));
  const expiring: { grantId: string; amount: bigint; atMs: number }[] = [];
  let state = withoutHolds(now);
  let [atMs, spent, expires] = [nowMs, 0n, 0n];
  while (availableOf(state) > 0n) {
    const dueMs = Math.min(nextDueMs(state) ?? Infinity, horizonMs);
    const available = availableOf(state);
    const runsOutAtMs = used === 0n ? Infinity : nowMs + Number(divideUp((spent + available) * BigInt(spanMs), used));
    if (runsOutAtMs < dueMs) return { runsOutAtMs, untilMs: runsOutAtMs, expires, expiring };
    if (dueMs === horizonMs) return { runsOutAtMs: null, untilMs: horizonMs, expires, expiring };
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
  return { runsOutAtMs: atMs, untilMs: atMs, expires, expiring };
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
