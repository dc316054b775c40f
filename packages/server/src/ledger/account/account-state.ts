import { amountMax } from '../../kernel/index.ts';
import type { AccountRules } from '../account-rules.ts';
import { nextWarningMs, type Warned } from './expiry-warnings.ts';
import type { GrantKind } from '../grants.ts';
import type { HoldEnd } from '../holds.ts';
import type { Usage } from '../usage.ts';

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
  /** Which warnings of its expiry are over. */
  readonly warned: Warned;
}

export interface HoldPart {
  /** The number of the grant, or `creditLine`. */
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
  /** `null` while nothing is settled. */
  readonly rules: AccountRules | null;
}

/** What the first entry of each account is chained to. */
const firstHash = '0'.repeat(64);

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
    rules: null,
  };
}

export function availableOf(state: AccountState): bigint {
  return state.balance - state.held;
}

/** What cycles of recurring grants may still add before the account would be full; no number of them comes near it. */
const recurringRoom = 10n ** 18n;

/** How much more the account can take in: what is promised counts as taken, and recurring grants keep room of their own. */
export function roomFor(state: AccountState): bigint {
  const promised = state.grants.reduce((sum, grant) => sum + grant.scheduled, state.balance);
  const kept = state.rules !== null && state.rules.recurring.some(({ cyclesLeft }) => cyclesLeft !== 0) ? recurringRoom : 0n;
  return amountMax - promised - kept;
}

/** What is still set aside by a hold. */
export function remainingOf(hold: HoldState): bigint {
  return hold.parts.reduce((sum, part) => sum + part.amount, 0n);
}

/** The next moment at which time alone books an entry, or `null`. */
export function nextDueMs(state: AccountState): number | null {
  let next = Infinity;
  for (const hold of state.holds) next = Math.min(next, hold.deadlineMs);
  for (const grant of state.grants) {
    if (grant.scheduled > 0n) next = Math.min(next, grant.effectiveAtMs);
    else if (grant.available > 0n && grant.expiresAtMs !== null) next = Math.min(next, grant.expiresAtMs);
  }
  for (const { cyclesLeft, nextAtMs } of state.rules?.recurring ?? []) if (cyclesLeft !== 0) next = Math.min(next, nextAtMs);
  return next === Infinity ? null : next;
}

/** The next moment at which time alone does something to the account, be it only to tell of an expiry ahead; or `null`. */
export function nextWakeMs(state: AccountState): number | null {
  let next = nextDueMs(state) ?? Infinity;
  for (const grant of state.grants) next = Math.min(next, nextWarningMs(grant) ?? Infinity);
  return next === Infinity ? null : next;
}
