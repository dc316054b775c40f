/**
 * The connections between simulated servers and the real PostgreSQL. Only one of them is used at a time, chosen by the seed, so that a
 * seed replays exactly. A server can be made to crash before or after any of its statements.
 */
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Random } from '../random.ts';

/** A defect planted between the ledger and PostgreSQL, to see that the simulation notices. */
export interface PlantedFault {
  readonly rewrite?: (text: string) => string;
  /** Which statements that stand alone are rolled back after PostgreSQL has answered them. */
  readonly discards?: (text: string) => boolean;
  /** Changes what PostgreSQL answered. */
  readonly change?: (rows: Record<string, unknown>[]) => Record<string, unknown>[];
}

export class Crashed extends Error {}

type Waiting = () => void;

/** Lets one connection at a time talk to PostgreSQL. */
export class Turns {
  readonly #random: Random;
  readonly #waiting: { readonly name: string; readonly go: Waiting }[] = [];
  #busy = false;
  #choosing = false;

  constructor(random: Random) {
    this.#random = random;
  }

  async take(name: string): Promise<void> {
    const turn = new Promise<void>((resolve) => this.#waiting.push({ name, go: resolve }));
    void this.#choose().catch(() => undefined);
    await turn;
  }

  giveBack(): void {
    this.#busy = false;
    void this.#choose().catch(() => undefined);
  }

  async #choose(): Promise<void> {
    if (this.#busy || this.#choosing) return;
    this.#choosing = true;
    // Everything that will ask without waiting for PostgreSQL has asked by then.
    for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    this.#choosing = false;
    if (this.#waiting.length === 0) return;
    this.#waiting.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    const [chosen] = this.#waiting.splice(this.#random.below(this.#waiting.length), 1);
    this.#busy = true;
    chosen?.go();
  }
}

/** One server's way to PostgreSQL. */
export class Wire {
  readonly #pool: PostgresPool;
  readonly #turns: Turns;
  readonly #name: string;
  readonly #fault: PlantedFault;
  /** How many more statements until the crash, and whether that statement still reaches PostgreSQL. */
  #crash: { left: number; readonly after: boolean } | undefined;
  crashed = false;

  constructor(pool: PostgresPool, turns: Turns, name: string, fault: PlantedFault) {
    this.#pool = pool;
    this.#turns = turns;
    this.#name = name;
    this.#fault = fault;
  }

  crashAt(statement: number, after: boolean): void {
    this.#crash = { left: statement, after };
  }

  /** No crash is left over for the next step. */
  calm(): void {
    this.#crash = undefined;
  }

  asPool(): PostgresPool {
    return {
      options: this.#pool.options,
      connect: () => this.#connect(),
      end: () => Promise.resolve(),
    };
  }

  async #connect(): Promise<PostgresPoolClient> {
    // A connection keeps its turn until it is let go, so that a transaction never waits for a row that another one has.
    await this.#turns.take(this.#name);
    if (this.crashed) {
      this.#turns.giveBack();
      throw new Crashed();
    }
    const client = await this.#pool.connect();
    let inTransaction = false;
    const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
      const crash = this.#stepToCrash();
      if (crash === 'before' || this.crashed) throw this.#die();
      if (text === 'begin') inTransaction = true;
      const discard = !inTransaction && this.#fault.discards?.(text) === true;
      if (discard) await client.query('begin', []);
      // The pool's clients take a text with values, and give rows.
      const result = (await client.query(this.#fault.rewrite?.(text) ?? text, values)) as { rows: Record<string, unknown>[] };
      if (discard) await client.query('rollback', []);
      if (crash === 'after') throw this.#die();
      if (this.#fault.change) result.rows = this.#fault.change(result.rows);
      return result;
    };
    return {
      // Kysely calls it with text and values only.
      query: query as PostgresPoolClient['query'],
      release: () => {
        // A crashed server's connection closes, and PostgreSQL rolls back what was open.
        client.release(this.crashed);
        this.#turns.giveBack();
      },
    };
  }

  #stepToCrash(): 'before' | 'after' | undefined {
    if (this.#crash === undefined) return undefined;
    this.#crash.left -= 1;
    if (this.#crash.left > 0) return undefined;
    return this.#crash.after ? 'after' : 'before';
  }

  #die(): Crashed {
    this.crashed = true;
    return new Crashed();
  }
}
