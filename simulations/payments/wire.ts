import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Counts } from '../ledger/counts.ts';
import type { Turns } from '../ledger/turns.ts';
import type { Arena, Connection } from './arena.ts';
import type { PlantedFault } from './planted-fault.ts';

export class Crashed extends Error {}

/** More steps than this in one act, and the server goes in a circle. */
const stepsMax = 6000;

/** Which steps count until a crash: all of them, what writes to PostgreSQL, or the questions to a chain. */
export type CrashAt = 'all' | 'writes' | 'questions';

const crashPlaces: Readonly<Record<CrashAt, RegExp>> = {
  all: /^/u,
  writes: /^(?:insert|update|commit)/u,
  questions: /^(?:openView|read|find)/u,
};

interface Lease {
  /** Only while a transaction is open: a statement by itself may run on any connection. */
  connection: Connection | undefined;
}

/**
 * One server's way to the world: to PostgreSQL and to the chain. One of all servers goes one step at a time, chosen by the seed; and the
 * server can be made to crash before or after any of its steps.
 */
export class Wire {
  readonly #arena: Arena;
  readonly #turns: Turns;
  readonly #name: string;
  readonly #fault: PlantedFault;
  readonly #counts: Counts;
  /** How many more steps until the crash, and whether that step is still made. */
  #crash: { left: number; readonly after: boolean; readonly at: CrashAt } | undefined;
  #steps = 0;
  readonly #ending = new Set<Promise<void>>();
  crashed = false;

  constructor(arena: Arena, turns: Turns, name: string, fault: PlantedFault, counts: Counts) {
    this.#arena = arena;
    this.#turns = turns;
    this.#name = name;
    this.#fault = fault;
    this.#counts = counts;
  }

  crashAt(step: number, after: boolean, at: CrashAt): void {
    this.#crash = { left: step, after, at };
  }

  /** Waits until nothing of a crash is under way in PostgreSQL, and leaves no crash for the next act. */
  async calm(): Promise<void> {
    await Promise.all(this.#ending);
    this.#crash = undefined;
    this.#steps = 0;
  }

  asPool(): PostgresPool {
    return { options: {}, connect: () => Promise.resolve(this.#connect()), end: () => Promise.resolve() };
  }

  /** Asks the chain. */
  ask<T>(what: string, question: () => Promise<T>): Promise<T> {
    return this.#inTurn(what, question);
  }

  #connect(): PostgresPoolClient {
    const lease: Lease = { connection: undefined };
    const query = (text: string, values: readonly unknown[]): Promise<unknown> => {
      const what = /^\s*(\w+)/u.exec(text)?.[1] ?? '';
      const where = `${what}${lease.connection ? ' in a transaction' : ''}`;
      return this.#inTurn(where, () => this.#run(text, values, lease));
    };
    return {
      // Kysely calls it with text and values only.
      query: query as PostgresPoolClient['query'],
      release: () => {
        // A crashed server's connection closes, and PostgreSQL rolls back what was open.
        if (lease.connection) this.#endSoon(lease.connection);
      },
    };
  }

  #endSoon(connection: Connection): void {
    const ending = this.#end(connection).finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  async #end(connection: Connection): Promise<void> {
    await this.#turns.take(this.#name);
    await connection.query('rollback');
    this.#arena.giveBack(connection);
    this.#turns.endTransaction();
    this.#turns.giveBack();
  }

  async #inTurn<T>(what: string, step: () => Promise<T>): Promise<T> {
    await this.#turns.take(this.#name);
    try {
      if (this.crashed) throw new Crashed();
      this.#steps += 1;
      if (this.#steps > stepsMax) throw new Error('the server goes in a circle');
      const crash = this.#stepToCrash(what);
      if (crash === 'before') throw this.#die(`before ${what}`);
      const result = await step();
      if (crash === 'after') throw this.#die(`after ${what}`);
      return result;
    } finally {
      this.#turns.giveBack();
    }
  }

  async #run(text: string, values: readonly unknown[], lease: Lease): Promise<unknown> {
    for (;;) {
      if (this.crashed) throw new Crashed();
      const result = await this.#unlessBlocked(this.#fault.rewrite?.(text) ?? text, values, lease);
      if (result !== 'blocked') {
        if (lease.connection && this.#fault.splitsAfter?.(text) === true) await lease.connection.query('commit; begin');
        return result;
      }
      this.#counts.add('wait for a lock');
      await this.#turns.giveBackBlocked(this.#name);
    }
  }

  async #unlessBlocked(text: string, values: readonly unknown[], lease: Lease) {
    const inTransaction = lease.connection !== undefined;
    const ends = text === 'commit' || text === 'rollback';
    const connection = lease.connection ?? (await this.#arena.lend());
    // Only another open transaction can have locked something. A statement that failed would end its own transaction.
    const maySuspend = inTransaction && !ends && this.#turns.transactions > 1 && !/^\s*select(?![^]*for update)/iu.test(text);
    if (maySuspend) await connection.query('savepoint before_lock');
    if (/^(?:begin|start transaction)\b/u.test(text)) {
      lease.connection = connection;
      this.#turns.transactions += 1;
    }
    try {
      return await connection.query(text, values);
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      if (maySuspend) await connection.query('rollback to savepoint before_lock');
      return 'blocked' as const;
    } finally {
      if (ends) {
        lease.connection = undefined;
        this.#turns.endTransaction();
      }
      if (lease.connection === undefined) this.#arena.giveBack(connection);
    }
  }

  #stepToCrash(what: string): 'before' | 'after' | undefined {
    if (this.#crash === undefined) return undefined;
    if (!crashPlaces[this.#crash.at].test(what)) return undefined;
    this.#crash.left -= 1;
    if (this.#crash.left !== 0) return undefined;
    return this.#crash.after ? 'after' : 'before';
  }

  #die(where: string): Crashed {
    if (!this.crashed) this.#counts.add(`crash ${where}`);
    this.crashed = true;
    // Those of its transactions that wait for a lock wait no longer.
    this.#turns.unblock();
    return new Crashed();
  }
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}
