import {
  databaseOnCallersPool,
  databaseWithin,
  type CallersDatabaseOptions,
  type Database,
  type PgClient,
  type PgPool,
} from '../../database/index.ts';
import { systemClock, type Clock } from '../../kernel/index.ts';
import { audit, type AuditOptions, type AuditReport } from '../audit/index.ts';
import { Ledger as LedgerOfRoom } from '../ledger.ts';
import { migrateLedger } from './migrate-ledger.ts';
import { purgeEvents, readEvents, type EventsQuestion, type LedgerEvent } from './read-events.ts';
import { checkSchemaName } from './schema-name.ts';

export interface LedgerOptions {
  /** A pool of the package `pg`. It stays yours: the ledger borrows connections and never ends it. */
  readonly pool: PgPool;
  /**
   * The PostgreSQL schema that holds everything of the ledger; `imprest` when left out. Lower-case letters, digits and underscores, 63 at
   * most. Several ledgers may share a database in schemas of their own.
   */
  readonly schema?: string | undefined;
  /** Where the time comes from; the system's clock when left out. For tests. */
  readonly clock?: Clock | undefined;
  /** `false` behind a pooler that does not keep prepared statements; `true` when left out. */
  readonly preparedStatements?: boolean | undefined;
}

/** The commands and reads of a ledger, inside a transaction of the caller. */
export type LedgerWithin = Omit<LedgerOfRoom, 'bookDue' | 'close'>;

/**
 * Prepaid credits on your own PostgreSQL. Every change is a command with an id that you make, answered with an entry or refused with a
 * `Problem`; both answers are durable when they come, and the same for ever: when an answer did not arrive, send the same command again.
 * Amounts are `bigint`, in micro-credits. Any number of processes may use one database.
 *
 *     const ledger = new Ledger({ pool });
 *     await ledger.migrate();
 *
 * Throws a `StartError` for a schema whose name is not plain.
 */
export class Ledger extends LedgerOfRoom {
  readonly #pool: PgPool;
  readonly #schema: string;
  readonly #clock: Clock;
  readonly #connections: CallersDatabaseOptions;
  readonly #database: Database;

  constructor({ pool, schema = 'imprest', clock = systemClock, preparedStatements }: LedgerOptions) {
    checkSchemaName(schema);
    const connections = { prepared: preparedStatements };
    const database = databaseOnCallersPool(pool, connections);
    super({ database, clock, schema, outbox: outboxIn(schema) });
    this.#pool = pool;
    this.#schema = schema;
    this.#clock = clock;
    this.#connections = connections;
    this.#database = database;
  }

  /**
   * Makes the schema and its tables, or brings them to the form that this version needs, in one transaction. Call it at each start: it does
   * nothing when nothing is missing, and several processes may call it at once. The pool's user must own the schema, or may create it.
   * Throws a `StartError`, one line that says what to do, for a schema of a newer version, a schema that holds something else, and a
   * PostgreSQL older than 15.
   */
  async migrate(): Promise<void> {
    await migrateLedger(this.#pool, this.#schema);
  }

  /**
   * The same commands and reads inside a transaction that you have begun on `client`: they are committed and rolled back with it, and
   * nobody sees them or their events before. A command locks its account's row until your transaction ends. A refusal throws its
   * `Problem` and leaves your transaction usable: commit, and the refusal is remembered; roll back, and it was never asked. Any other
   * error leaves your transaction as it was before the call.
   *
   * Keep such transactions short, and touch several accounts in the order of their ids (as `<` compares texts), or be ready to
   * repeat the transaction when PostgreSQL reports a deadlock (40P01). While it is open, do not wait for a command of the same account
   * that is not within it.
   */
  within(client: PgClient): LedgerWithin {
    const schema = this.#schema;
    const database = databaseWithin(client, this.#connections);
    return new LedgerOfRoom({ database, clock: this.#clock, schema, outbox: outboxIn(schema), alone: true });
  }

  /**
   * What happened, oldest first: one `entry.booked` for each entry, and alerts, once their transaction is committed. Keep the id of the
   * last event that you have dealt with and give it as `after` the next time; what you do with an event may then happen twice after a crash, and is never
   * missed. An event waits while any older transaction of the PostgreSQL server is open. Refuses `invalid_cursor`.
   */
  readEvents(question: EventsQuestion = {}): Promise<readonly LedgerEvent[]> {
    return readEvents(this.#database, outboxIn(this.#schema), question);
  }

  /**
   * Removes events that nobody needs any more: up to and with that of the id `upTo`, oldest first, at most `limit` (10 000 when left out)
   * of them; gives how many. The journal keeps everything. Refuses `invalid_cursor`.
   */
  purgeEvents(upTo: string, limit = 10_000): Promise<number> {
    return purgeEvents(this.#database, outboxIn(this.#schema), upTo, limit);
  }

  /**
   * Recomputes everything from the journal alone, as of one moment, and compares it with what is stored. Gives the first difference, or
   * `null` for one. May run beside a working ledger.
   */
  audit(options: Omit<AuditOptions, 'schema'> = {}): Promise<AuditReport> {
    return audit(this.#database, { ...options, schema: this.#schema });
  }
}

function outboxIn(schema: string): string {
  return `${schema}.outbox`;
}
