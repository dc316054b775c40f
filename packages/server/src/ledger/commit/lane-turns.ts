import { hash } from 'node:crypto';
import type { Database } from '../../database/index.ts';
import type { Queries } from './queries.ts';

/** One account written in vain weighs as much as so many that were stored. */
const weightOfLoss = 10;
/** When losses weigh so much more than what was stored, processes take turns. */
const weightMax = 100;
/** After so many turns it is tried without them again: where they help, the next batch that is lost shows it. */
const turnsMax = 100;
/** A turn takes a connection beside those of the work, for each lane; with fewer than this, others would wait for one. */
const connectionsMin = 8;

export interface TurnLimits {
  /** A turn never lasts longer, whatever its work waits for. */
  readonly longestMs: number;
  /** Who has waited for so long works without a turn. */
  readonly patienceMs: number;
}

const usualLimits: TurnLimits = { longestMs: 250, patienceMs: 500 };

/** The time in which other processes leave the accounts of a lane alone. */
export interface Turn {
  /** Differs from that of every other turn of this process. */
  readonly id: number;
  readonly beganMs: number;
  /** Lets the next process have its turn; does nothing after the first time. */
  end(): void;
  /** Resolves when it has. */
  readonly ended: Promise<void>;
}

/**
 * While processes compete for many of the same accounts, they take turns for each lane instead of losing to one another and deciding again.
 * A turn keeps nothing safe: it is a lock on a number that stands for the lane, and whoever writes without it, because it was waited for in
 * vain or has ended, meets the guards of each write.
 */
export class LaneTurns {
  readonly #database: Database;
  readonly #queries: Queries;
  readonly #limits: TurnLimits;
  /** What was lost, less what was stored. */
  #weight = 0;
  #left = 0;
  #lastId = 0;

  constructor(database: Database, queries: Queries, limits: TurnLimits = usualLimits) {
    this.#database = database;
    this.#queries = queries;
    this.#limits = limits;
  }

  /** Tells what became of an account that was decided on what had just been read. */
  note(stored: boolean): void {
    this.#weight = Math.max(0, this.#weight + (stored ? -1 : weightOfLoss));
    if (this.#weight < weightMax) return;
    this.#weight = 0;
    this.#left = turnsMax;
  }

  /** Whether a turn should be taken before the next batch. */
  get wanted(): boolean {
    return this.#left > 0 && (this.#database.connections ?? 0) >= connectionsMin;
  }

  /** Waits for the turn of a lane; `undefined` when that takes too long or fails. */
  async take(lane: number): Promise<Turn | undefined> {
    this.#left -= 1;
    this.#lastId += 1;
    const id = this.#lastId;
    const begun = Promise.withResolvers<boolean>();
    const done = Promise.withResolvers<undefined>();
    const ended = this.#database
      .transaction(async (tx) => {
        await this.#queries.waitForTurn(tx, lane, this.#limits);
        begun.resolve(true);
        const timer = setTimeout(() => done.resolve(undefined), this.#limits.longestMs);
        await done.promise;
        clearTimeout(timer);
      })
      // The work goes on without it.
      .catch(() => begun.resolve(false));
    if (!(await begun.promise)) return undefined;
    return { id, beganMs: performance.now(), end: () => done.resolve(undefined), ended };
  }
}

/** The number that stands for a lane of the tables in a schema, among all locks of a database. */
export function turnKey(accounts: string, lane: number): bigint {
  return hash('sha256', `imprest turn ${accounts} ${String(lane)}`, 'buffer').readBigInt64BE();
}
