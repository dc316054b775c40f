import { advance } from '../account/advance.ts';
import { invalidRange } from '../problems.ts';
import { loadAccount, type CurrentAccount, type ReadPlace } from './read-account.ts';

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

/** The balance of an account as it is now. */
export function balanceOfAccount({ state, asOfMs }: CurrentAccount): Balance {
  return balanceOf(state.balance, state.held, asOfMs);
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
