import type { Database } from '../database/index.ts';
import type { EventPosition } from './event-position.ts';
import { selectEventsAfter, selectHorizon, type OutboxRow } from './queries.ts';

export interface OutboxReaderOptions {
  readonly database: Database;
  /** Told where reading begins, each time that it begins. */
  readonly started: (position: EventPosition) => void;
  /** Given the events in order, each once. */
  readonly read: (rows: readonly OutboxRow[]) => void;
}

/** Another process may write without waking us. */
const pollMs = 500;
/** A committed event can wait behind an older transaction that is still open; usually for a moment. */
const unsettledFirstMs = 5;
/** The database is restarting, or away. */
const failureMs = 1000;
const page = 500;

/**
 * Follows the outbox while it is started. Transactions commit in another order than they got their ids, so an event is read only when
 * every transaction with a lower id has ended: nothing can then appear before it, and a place in the order is enough to resume from.
 */
export class OutboxReader {
  readonly #options: OutboxReaderOptions;
  readonly #stopListening: () => void;
  /** Everything up to here was read; `undefined` while nobody listens, or until the first look at the database. */
  #position: EventPosition | undefined;
  #wanted = false;
  #woken = false;
  #wake: (() => void) | undefined;
  #running: Promise<void> | undefined;

  constructor(options: OutboxReaderOptions) {
    this.#options = options;
    this.#stopListening = options.database.onEvents(() => this.#wakeUp());
  }

  /** Begins to read, or goes on. Gives the place behind which events are still to be read, if that is known already. */
  start(): EventPosition | undefined {
    this.#wanted = true;
    this.#running ??= this.#run();
    return this.#position;
  }

  /** Stops reading until it is started again, from the events of that time on. */
  pause(): void {
    this.#wanted = false;
    this.#position = undefined;
    this.#wakeUp();
  }

  async close(): Promise<void> {
    this.#stopListening();
    this.pause();
    await this.#running;
  }

  async #run(): Promise<void> {
    let unsettledMs = unsettledFirstMs;
    while (this.#wanted) {
      this.#woken = false;
      try {
        const next = await this.#readOnce();
        unsettledMs = next === 'unsettled' ? Math.min(2 * unsettledMs, pollMs) : unsettledFirstMs;
        if (next !== 'more') await this.#sleep(next === 'unsettled' ? unsettledMs : pollMs);
      } catch {
        // The database reports its own troubles. Whatever was not read now is read when it is back.
        await this.#sleep(failureMs);
      }
    }
    this.#running = undefined;
  }

  async #readOnce(): Promise<'more' | 'unsettled' | 'done'> {
    const { database, started, read } = this.#options;
    if (this.#position === undefined) {
      const horizon = await selectHorizon(database.sql);
      if (!this.#wanted) return 'done';
      this.#position = horizon;
      started(horizon);
    }
    const position = this.#position;
    const rows = await selectEventsAfter(database.sql, position, page);
    // Paused, and perhaps started again, while it waited: whoever listens now begins at another place.
    if (this.#position !== position) return 'more';
    const unsettled = rows.findIndex((row) => !row.settled);
    const settled = unsettled === -1 ? rows : rows.slice(0, unsettled);
    const last = settled.at(-1);
    if (last !== undefined) this.#position = { xid: BigInt(last.xid), id: last.id };
    read(settled);
    if (unsettled !== -1) return 'unsettled';
    return rows.length === page ? 'more' : 'done';
  }

  async #sleep(ms: number): Promise<void> {
    if (this.#woken || !this.#wanted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }

  #wakeUp(): void {
    this.#woken = true;
    this.#wake?.();
  }
}
