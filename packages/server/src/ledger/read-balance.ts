import { advance } from './advance.ts';
import { invalidRange } from './problems.ts';
import { currentAccountOf, loadAccount, type ReadPlace } from './read-account.ts';
import { stateFromRow } from './rows.ts';

/** How far ahead a balance is told: time does its work cycle by cycle, and nobody plans for longer. */
const aheadMsMax = 366 * 86_400_000;

/** Amounts in micro-credits. */
export interface Balance {
  readonly balance: bigint;
  /** What open holds keep. */
  readonly held: bigint;
  /** `balance − held`: what can be spent. */
  readonly available: bigint;
  readonly asOfMs: number;
}

/** The balances of these accounts now, in their order; `null` for an account that there is not. */
export async function readBalances(place: ReadPlace, accountIds: readonly string[]): Promise<readonly (Balance | null)[]> {
  const rows = await place.queries.loadAccounts(place.database.sql, [...new Set(accountIds)]);
  const balances = new Map(
    rows.map((row) => {
      const { state, asOfMs } = currentAccountOf(stateFromRow(row), place.clock.nowMs());
      return [row.account_id, balanceOf(state.balance, state.held, asOfMs)];
    }),
  );
  return accountIds.map((accountId) => balances.get(accountId) ?? null);
}

/** The balance at a moment. */
export async function readBalanceAt(place: ReadPlace, accountId: string, atMs: number): Promise<Balance> {
  const latestMs = place.clock.nowMs() + aheadMsMax;
  if (!Number.isSafeInteger(atMs) || atMs > latestMs) {
    throw invalidRange(`Give a moment in whole milliseconds since 1970, at most ${new Date(latestMs).toISOString()}.`);
  }
  const stored = await loadAccount(place, accountId);
  if (stored.lastAtMs <= atMs) {
    const { state } = advance(stored, atMs);
    return balanceOf(state.balance, state.held, atMs);
  }
  // An entry stands later than atMs, so everything due by then had been booked before it: the journal is complete up to there.
  const last = await place.queries.loadLastEntryBy(place.database.sql, accountId, Math.max(0, atMs), stored.lastNumber);
  return last ? balanceOf(last.balance_after, last.held_after, atMs) : balanceOf(0n, 0n, atMs);
}

function balanceOf(balance: bigint, held: bigint, asOfMs: number): Balance {
  return { balance, held, available: balance - held, asOfMs };
}
