/** A window begins with the first request that is counted in it. */
const windowMs = 60_000;
/** How many are counted at once; the longest silent are forgotten first. */
const keysMax = 10_000;

interface Window {
  readonly endsAtMs: number;
  count: number;
}

/** Counts requests by key, each key in windows of a minute. */
export class RequestTally {
  readonly #max: number;
  readonly #windows = new Map<string, Window>();
  #latest = '';

  /** `max` requests of a key are let through in a window. */
  constructor(max: number) {
    this.#max = max;
  }

  /** Counts a request at `nowMs`. Gives 0 when it may pass, else in how many milliseconds the next one may. */
  count(key: string, nowMs: number): number {
    const last = this.#windows.get(key);
    const isOpen = last !== undefined && nowMs < last.endsAtMs && last.endsAtMs - nowMs <= windowMs;
    const window = isOpen ? last : { endsAtMs: nowMs + windowMs, count: 0 };
    window.count += 1;
    // Who asks several times in a row is the last already.
    if (key !== this.#latest || !isOpen) {
      this.#windows.delete(key);
      this.#windows.set(key, window);
      this.#latest = key;
    }
    if (this.#windows.size > keysMax) {
      const [longest] = this.#windows.keys();
      if (longest !== undefined) this.#windows.delete(longest);
    }
    return window.count <= this.#max ? 0 : window.endsAtMs - nowMs;
  }
}
