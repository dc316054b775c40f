import type { AccountState } from '../account/account-state.ts';

/** Who comes back after longer than this is read like a stranger. */
const keptForMs = 600_000;
/** Some 50 MB at most; with more accounts than this in use at once, the longest unused are read again. */
const accountsMax = 20_000;
/** Among so many other accounts, whoever does not come back is not worth remembering: it costs more than to read it once again. */
const comersMax = 20_000;
/** An account with more than this to remember is read again; a few of them would take the place of all others. */
const partsMax = 1_000;

/** One write in vain costs as much as asking so many times whether an account has changed. */
const costOfLoss = 10;
/** When memory has cost so much more than it saved, what is remembered is doubted, until that is made up for. */
const costMax = 100;

interface Kept {
  readonly state: AccountState;
  readonly atMs: number;
  /** The turn of this process in which nobody else has written it. */
  readonly turn: number | undefined;
}

/** An account with the version that is remembered. */
export interface KnownVersion {
  readonly accountId: string;
  readonly version: number;
}

/**
 * Accounts as this process has lately written them, so that the next command needs no reading. They may be out of date: whoever decides on
 * one has the write refused unless the account is still that version, with the same end of its chain. While another process writes the same
 * accounts, much of what is remembered is out of date: then it is doubted, and asked first which of them have changed.
 */
export class RecentAccounts {
  readonly #kept = new Map<string, Kept>();
  /** Who came lately, and before that. */
  #comers = new Set<string>();
  #earlierComers: ReadonlySet<string> = new Set();
  /** What changes of others have cost, less what asking would have. */
  #cost = 0;
  #doubting = false;

  find(accountId: string, nowMs: number): AccountState | undefined {
    const kept = this.#kept.get(accountId);
    if (kept === undefined) return undefined;
    const ageMs = nowMs - kept.atMs;
    return ageMs >= 0 && ageMs < keptForMs ? kept.state : undefined;
  }

  /** Whether other processes write what is remembered here. */
  get isDoubted(): boolean {
    return this.#doubting;
  }

  /** Those of the accounts that are remembered and may well have been changed by others: outside this turn, or while there is doubt. */
  doubtful(accountIds: readonly string[], turn: number | undefined): readonly KnownVersion[] {
    if (turn === undefined && !this.#doubting) return [];
    const doubtful: KnownVersion[] = [];
    for (const accountId of accountIds) {
      const kept = this.#kept.get(accountId);
      if (kept && (turn === undefined || kept.turn !== turn)) doubtful.push({ accountId, version: kept.state.version });
    }
    return doubtful;
  }

  /** What was asked of `doubtful` accounts: those that have changed, as they stand now. */
  refresh(asked: readonly KnownVersion[], changed: readonly AccountState[], nowMs: number, turn: number | undefined): void {
    const states = new Map(changed.map((state) => [state.accountId, state]));
    for (const { accountId } of asked) {
      const changedState = states.get(accountId);
      const state = changedState ?? this.#kept.get(accountId)?.state;
      if (state) this.keep(state, nowMs, turn);
      this.note(changedState === undefined);
    }
  }

  /** Remembers an account as it stands now, with the version that it has, when it has come before. */
  keep(state: AccountState, nowMs: number, turn?: number): void {
    this.#kept.delete(state.accountId);
    if (!this.#comesAgain(state.accountId) || state.grants.length + state.holds.length > partsMax) return;
    this.#kept.set(state.accountId, { state, atMs: nowMs, turn });
    if (this.#kept.size <= accountsMax) return;
    const [longest] = this.#kept.keys();
    if (longest !== undefined) this.#kept.delete(longest);
  }

  /** Tells whether what was remembered of an account was still so. */
  note(unchanged: boolean): void {
    this.#cost = Math.min(2 * costMax, Math.max(0, this.#cost + (unchanged ? -1 : costOfLoss)));
    if (this.#cost >= costMax) this.#doubting = true;
    else if (this.#cost === 0) this.#doubting = false;
  }

  forget(accountId: string): void {
    this.#kept.delete(accountId);
  }

  #comesAgain(accountId: string): boolean {
    const again = this.#comers.has(accountId) || this.#earlierComers.has(accountId);
    this.#comers.add(accountId);
    if (this.#comers.size === comersMax) {
      this.#earlierComers = this.#comers;
      this.#comers = new Set();
    }
    return again;
  }
}

/** An account as it is after it was written. How holds ended and which grant ids were used is asked of the past again. */
export function settledState(written: AccountState): AccountState {
  return { ...written, version: written.version + 1, endedHolds: new Map(), usedGrantIds: new Set() };
}
