/** How many turns without anybody else's write show that an account is ours alone again. */
const calmTurns = 8;
/** More accounts than this cannot all be hot; the longest known are forgotten. */
const accountsMax = 1000;

interface Turn {
  /** The version that our last turn left. */
  readonly version: number;
  /** How many turns in a row began with the version that the one before had left. */
  readonly calm: number;
}

/**
 * The accounts over which this process competes with another one. Whoever reads such an account without its row loses again and again,
 * with everything it has decided; waiting for the row costs less.
 */
export class ContestedAccounts {
  readonly #turns = new Map<string, Turn>();

  has(accountId: string): boolean {
    return this.#turns.has(accountId);
  }

  /** A batch was lost to somebody else. */
  add(accountId: string): void {
    this.#turns.delete(accountId);
    this.#turns.set(accountId, { version: -1, calm: 0 });
    const [longest] = this.#turns.keys();
    if (this.#turns.size > accountsMax && longest !== undefined) this.#turns.delete(longest);
  }

  /**
   * A turn with the row found it at one version and left it at another. Gives whether nobody else had written it since our last turn;
   * `undefined` when it is not contested.
   */
  note(accountId: string, found: number, left: number): boolean | undefined {
    const before = this.#turns.get(accountId);
    if (before === undefined) return undefined;
    const calm = found === before.version ? before.calm + 1 : 0;
    if (calm === calmTurns) this.#turns.delete(accountId);
    else this.#turns.set(accountId, { version: left, calm });
    return calm > 0;
  }
}
