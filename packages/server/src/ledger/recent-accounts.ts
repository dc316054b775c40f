import type { AccountState } from './account-state.ts';

/** Who comes back after longer than this is read like a stranger. */
const keptForMs = 600_000;
/** Some 50 MB at most; with more accounts than this in use at once, the longest unused are read again. */
const accountsMax = 20_000;
/** An account with more than this to remember is read again; a few of them would take the place of all others. */
const partsMax = 1_000;

/** One write in vain costs as much as so many readings. */
const costOfLoss = 10;
/** When memory has cost so much more than it saved, it rests. */
const costMax = 100;
/** For so many questions memory rests, then it is tried again. */
const restMax = 2_000;

interface Kept {
  readonly state: AccountState;
  readonly atMs: number;
}

/**
 * Accounts as this process has lately written them, so that the next command needs no reading. They may be out of date: whoever decides on
 * one has the write refused unless the account is still that version, with the same end of its chain. While another process writes the same accounts, most of what is
 * remembered is out of date: then memory rests, and everything is read.
 */
export class RecentAccounts {
  readonly #kept = new Map<string, Kept>();
  /** What writes in vain have cost, less what reading would have. */
  #cost = 0;
  #rest = 0;

  find(accountId: string, nowMs: number): AccountState | undefined {
    const kept = this.#kept.get(accountId);
    if (kept === undefined) return undefined;
    if (this.#rest > 0) {
      this.#rest -= 1;
      return undefined;
    }
    const ageMs = nowMs - kept.atMs;
    return ageMs >= 0 && ageMs < keptForMs ? kept.state : undefined;
  }

  /** Remembers an account as it stands now, with the version that it has. */
  keep(state: AccountState, nowMs: number): void {
    this.#kept.delete(state.accountId);
    if (state.grants.length + state.holds.length > partsMax) return;
    this.#kept.set(state.accountId, { state, atMs: nowMs });
    if (this.#kept.size <= accountsMax) return;
    const [longest] = this.#kept.keys();
    if (longest !== undefined) this.#kept.delete(longest);
  }

  /** Tells what became of a write that was decided on what was remembered. */
  note(stored: boolean): void {
    this.#cost = Math.max(0, this.#cost + (stored ? -1 : costOfLoss));
    if (this.#cost < costMax) return;
    this.#rest = restMax;
    // The first losses after the rest end the next try.
    this.#cost = costMax - 2 * costOfLoss;
  }

  forget(accountId: string): void {
    this.#kept.delete(accountId);
  }
}

/** An account as it is after it was written. How holds ended and which grant ids were used is asked of the past again. */
export function settledState(written: AccountState): AccountState {
  return { ...written, version: written.version + 1, endedHolds: new Map(), usedGrantIds: new Set() };
}
