import type { GrantKind } from './grants.ts';
import type { HoldEnd } from './holds.ts';
import type { Usage } from './usage.ts';

/** What is left of a grant that still matters: something is scheduled, available or held. Amounts in micro-credits. */
export interface GrantState {
  /** The number of the entry that granted it; how moves name the grant. */
  readonly number: number;
  readonly id: string;
  readonly kind: GrantKind;
  readonly priority: number;
  readonly effectiveAtMs: number;
  readonly expiresAtMs: number | null;
  readonly createdAtMs: number;
  /** Of transferred credits: the kind of grant that they first came by. */
  readonly originKind: GrantKind | null;
  /** Enters the balance at `effectiveAtMs`. */
  readonly scheduled: bigint;
  readonly available: bigint;
  readonly held: bigint;
}

export interface HoldPart {
  /** The number of the grant. */
  readonly grant: number;
  readonly amount: bigint;
}

/** A hold that is open. */
export interface HoldState {
  readonly id: string;
  /** The number of the entry that opened it. */
  readonly number: number;
  readonly amount: bigint;
  readonly captured: bigint;
  readonly openedAtMs: number;
  readonly deadlineMs: number;
  /** How many captures and extensions have left it open. */
  readonly steps: number;
  /** What is still held, in the order in which it was taken. */
  readonly parts: readonly HoldPart[];
  /** What it is for. */
  readonly usage: Usage | null;
}

/** All that a decision about an account needs. */
export interface AccountState {
  readonly accountId: string;
  /** How many times the account's row was written; the guard against a write in between. */
  readonly version: number;
  readonly lastNumber: number;
  readonly lastAtMs: number;
  readonly lastHash: string;
  readonly balance: bigint;
  readonly held: bigint;
  /** How many refusals are remembered for the account. */
  readonly refusals: number;
  /** In burn-down order. */
  readonly grants: readonly GrantState[];
  /** In the order in which they were opened. */
  readonly holds: readonly HoldState[];
  /** How holds ended: of all holds that the commands at hand name, at least. */
  readonly endedHolds: ReadonlyMap<string, HoldEnd>;
  /** Grant ids that are taken: of all that the commands at hand name, at least. */
  readonly usedGrantIds: ReadonlySet<string>;
}

/** What the first entry of each account is chained to. */
export const firstHash = '0'.repeat(64);

/** An account before its first entry. */
export function unopenedAccount(accountId: string): AccountState {
  return {
    accountId,
    version: 0,
    lastNumber: 0,
    lastAtMs: 0,
    lastHash: firstHash,
    balance: 0n,
    held: 0n,
    refusals: 0,
    grants: [],
    holds: [],
    endedHolds: new Map(),
    usedGrantIds: new Set(),
  };
}

export function availableOf(state: AccountState): bigint {
  return state.balance - state.held;
}

/** What is still set aside by a hold. */
export function remainingOf(hold: HoldState): bigint {
  return hold.parts.reduce((sum, part) => sum + part.amount, 0n);
}

/** The next moment at which time alone changes the account, or `null`. */
export function nextDueMs(state: AccountState): number | null {
  let next = Infinity;
  for (const hold of state.holds) next = Math.min(next, hold.deadlineMs);
  for (const grant of state.grants) {
    if (grant.scheduled > 0n) next = Math.min(next, grant.effectiveAtMs);
    else if (grant.available > 0n && grant.expiresAtMs !== null) next = Math.min(next, grant.expiresAtMs);
  }
  return next === Infinity ? null : next;
}
