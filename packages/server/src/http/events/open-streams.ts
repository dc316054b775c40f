import { tooManyStreams } from '../problems.ts';

/** Tabs and programs of one account; more is a client that does not close what it opens. */
const streamsPerAccountMax = 20;
/** Each stream holds a socket. */
const streamsMax = 2_000;

/** The live streams of this server: counted, and ended together when it closes. */
export class OpenStreams {
  readonly #ending = new AbortController();
  readonly #byAccount = new Map<string, number>();
  #count = 0;

  /** Fires when the server closes. */
  get ended(): AbortSignal {
    return this.#ending.signal;
  }

  /** Takes a place, or refuses with `too_many_streams`. The answer gives the place back; call it once. */
  take(accountId: string): () => void {
    const ofAccount = this.#byAccount.get(accountId) ?? 0;
    if (ofAccount >= streamsPerAccountMax || this.#count >= streamsMax) {
      throw tooManyStreams('There are too many live streams open. Close some of them, or try again in a minute.', {
        retryAfterSeconds: 60,
      });
    }
    this.#count += 1;
    this.#byAccount.set(accountId, ofAccount + 1);
    return () => {
      this.#count -= 1;
      const left = (this.#byAccount.get(accountId) ?? 1) - 1;
      if (left === 0) this.#byAccount.delete(accountId);
      else this.#byAccount.set(accountId, left);
    };
  }

  endAll(): void {
    this.#ending.abort();
  }
}
