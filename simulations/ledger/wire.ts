import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Arena, Connection } from './arena.ts';
import type { Counts } from './counts.ts';
import type { PlantedFault } from './planted-fault.ts';
import type { Turns } from './turns.ts';

export class Crashed extends Error {}

/** More statements than this in one step, and the ledger goes in a circle. */
const statementsMax = 400;

type Statement = 'begin' | 'commit' | 'rollback' | 'lock' | 'write' | 'rows alongside' | 'read';

/** What a statement is to the shell around the ledger's decisions. */
function statementOf(text: string): Statement {
  if (text === 'begin' || text === 'commit' || text === 'rollback') return text;
  if (text.includes('with saved as')) return 'write';
  if (text.includes('for update')) return 'lock';
  return /^\s*insert into outbox/u.test(text) ? 'rows alongside' : 'read';
}

interface Lease {
  /** Only while a transaction is open: a statement by itself may run on any connection. */
  connection: Connection | undefined;
}

/** One server's way to PostgreSQL. The server can be made to crash before or after any of its statements. */
export class Wire {
  readonly #arena: Arena;
  readonly #turns: Turns;
  readonly #name: string;
  readonly #fault: PlantedFault;
  readonly #counts: Counts;
  /** How many more statements until the crash, and whether that statement still reaches PostgreSQL. */
  #crash: { left: number; readonly after: boolean } | undefined;
  #statements = 0;
  readonly #ending = new Set<Promise<void>>();
  crashed = false;

  constructor(arena: Arena, turns: Turns, name: string, fault: PlantedFault, counts: Counts) {
    this.#arena = arena;
    this.#turns = turns;
    this.#name = name;
    this.#fault = fault;
    this.#counts = counts;
  }

  crashAt(statement: number, after: boolean): void {
    this.#crash = { left: statement, after };
  }

  /** Waits until nothing of a crash is under way in PostgreSQL, and leaves no crash for the next step. */
  async calm(): Promise<void> {
    await Promise.all(this.#ending);
    this.#crash = undefined;
    this.#statements = 0;
  }

  asPool(): PostgresPool {
    return {
      options: {},
      connect: () => Promise.resolve(this.#connect()),
      end: () => Promise.resolve(),
    };
  }

  #connect(): PostgresPoolClient {
    const lease: Lease = { connection: undefined };
    const query = (text: string, values: readonly unknown[]): Promise<unknown> => this.#inTurn(text, values, lease);
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

  async #inTurn(text: string, values: readonly unknown[], lease: Lease): Promise<unknown> {
    await this.#turns.take(this.#name);
    try {
      const crash = this.#stepToCrash();
      const where = `${statementOf(text)}${lease.connection ? ' in a transaction' : ''}`;
      if (crash === 'before') throw this.#die(`before ${where}`);
      const result = await this.#run(text, values, lease);
      if (crash === 'after') throw this.#die(`after ${where}`);
      return result;
    } finally {
      this.#turns.giveBack();
    }
  }

  async #run(text: string, values: readonly unknown[], lease: Lease): Promise<unknown> {
    for (;;) {
      if (this.crashed) throw new Crashed();
      this.#statements += 1;
      if (this.#statements > statementsMax) throw new Error('the ledger goes in a circle');
      const result = await this.#unlessBlocked(this.#fault.rewrite?.(text) ?? text, values, lease);
      if (result !== 'blocked') return this.#fault.change === undefined ? result : { ...result, rows: this.#fault.change(result.rows) };
      this.#counts.add(`wait for a lock`);
      await this.#turns.giveBackBlocked(this.#name);
    }
  }

  async #unlessBlocked(text: string, values: readonly unknown[], lease: Lease) {
    const statement = statementOf(text);
    const inTransaction = lease.connection !== undefined;
    const connection = lease.connection ?? (await this.#arena.lend());
    // Only another open transaction can have locked something. A statement that failed would end its own transaction.
    const maySuspend = inTransaction && this.#turns.transactions > 1 && (statement === 'lock' || statement === 'write');
    if (maySuspend) await connection.query('savepoint before_lock');
    if (statement === 'begin') {
      lease.connection = connection;
      this.#turns.transactions += 1;
    }
    const discard = !inTransaction && this.#fault.discards?.(text) === true;
    if (discard) await connection.query('begin');
    try {
      return await connection.query(text, values);
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      if (maySuspend) await connection.query('rollback to savepoint before_lock');
      return 'blocked' as const;
    } finally {
      if (discard) await connection.query('rollback');
      if (statement === 'commit' || statement === 'rollback') {
        lease.connection = undefined;
        this.#turns.endTransaction();
      }
      if (lease.connection === undefined) this.#arena.giveBack(connection);
    }
  }

  #stepToCrash(): 'before' | 'after' | undefined {
    if (this.#crash === undefined) return undefined;
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
