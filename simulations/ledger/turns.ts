import type { Random } from '../random.ts';

/** Whoever asks without waiting for PostgreSQL asks within so many turns of the event loop after another one. */
const loopTurns = 3;

interface Waiting {
  readonly name: string;
  readonly go: () => void;
  readonly fail: (error: Error) => void;
}

/** Lets one statement at a time run in PostgreSQL, chosen by the seed, so that a seed replays exactly. */
export class Turns {
  readonly #random: Random;
  readonly #waiting: Waiting[] = [];
  /** Those who wait for a row that another transaction has locked. */
  #blocked: Waiting[] = [];
  #busy = false;
  #choosing = false;
  /** How many turns of the event loop are left until one is chosen. */
  #left = 0;
  /** How many are open. */
  transactions = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  take(name: string): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.#waiting.push({ name, go: resolve, fail: reject });
      this.#chooseSoon();
    });
  }

  giveBack(): void {
    this.#busy = false;
    this.#chooseSoon();
  }

  /** Gives the turn back, and resolves with a new one after some transaction has ended. Rejects when they all wait for each other. */
  giveBackBlocked(name: string): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.#blocked.push({ name, go: resolve, fail: reject });
      this.giveBack();
    });
  }

  endTransaction(): void {
    this.transactions -= 1;
    this.unblock();
  }

  /** Who waited for a row tries again. */
  unblock(): void {
    this.#waiting.push(...this.#blocked);
    this.#blocked = [];
  }

  /** Nobody is chosen before everyone has asked who will, however long they took to begin. */
  #chooseSoon(): void {
    this.#left = loopTurns;
    if (this.#busy || this.#choosing) return;
    this.#choosing = true;
    const wait = (): void => {
      this.#left -= 1;
      if (this.#left > 0) setImmediate(wait);
      else this.#choose();
    };
    setImmediate(wait);
  }

  #choose(): void {
    this.#choosing = false;
    if (this.#waiting.length === 0) {
      for (const each of this.#blocked.splice(0)) each.fail(new Error('deadlock: every transaction waits for another one'));
      return;
    }
    // The same order of names, whoever came first; those of one name stay in their order.
    this.#waiting.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    const [chosen] = this.#waiting.splice(this.#random.below(this.#waiting.length), 1);
    this.#busy = true;
    chosen?.go();
  }
}
