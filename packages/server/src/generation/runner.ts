import { randomUUID } from 'node:crypto';
import { claimNext } from './claim-generation.ts';
import type { GenerationKey } from './generation.ts';
import { releaseLease, renewLease, type GenerationRow } from './queries.ts';
import type { Room } from './room.ts';
import { CancelRequested, RunStopped, runTurn } from './run-generation.ts';

/** What another process queued, and what a dead one left, is found this often; what this process queues wakes the runner at once. */
const pollMs = 2_000;
/** After an error, above all of the database, work pauses for so long. */
const errorPauseMs = 1_000;

interface Run {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/** Works on the queue, as many generations at once as the engines can use. Any number of runners may share one database. */
export class Runner {
  readonly owner = randomUUID();
  readonly #room: Room;
  readonly #onError: (error: unknown) => void;
  readonly #runs = new Map<string, Run>();
  readonly #waking = new Set<() => void>();
  #loops: readonly Promise<void>[] = [];
  #stopped = false;
  #wakes = 0;

  constructor(room: Room, onError: (error: unknown) => void) {
    this.#room = room;
    this.#onError = onError;
  }

  /** How many pictures it makes at once. */
  get slots(): number {
    return this.#room.engines.reduce((sum, engine) => sum + engine.capabilities.parallelRuns, 0);
  }

  start(): void {
    this.#loops = Array.from({ length: this.slots }, () => this.#loop());
  }

  /** There may be something to do. */
  wake(): void {
    this.#wakes += 1;
    for (const wake of this.#waking) wake();
  }

  /** Stops what is running after its current step, leaves it in the queue for the next start, and waits until that is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const run of this.#runs.values()) run.controller.abort(new RunStopped());
    this.wake();
    await Promise.all(this.#loops);
  }

  /** Stops the run of this generation, if it is one of this process, and resolves when it has ended. */
  async cancel(key: GenerationKey): Promise<boolean> {
    const run = this.#runs.get(key.id);
    if (run === undefined) return false;
    run.controller.abort(new CancelRequested());
    await run.ended;
    return true;
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      try {
        const wakes = this.#wakes;
        const row = await claimNext(this.#room, this.owner);
        if (row !== undefined) await this.#work(row);
        // What was queued while we looked is not found by sleeping.
        else if (wakes === this.#wakes) await this.#sleep(pollMs);
      } catch (error) {
        if (error instanceof RunStopped) continue;
        this.#onError(error);
        await this.#sleep(errorPauseMs);
      }
    }
  }

  async #work(row: GenerationRow): Promise<void> {
    const key = { accountId: row.account_id, id: row.id };
    const controller = new AbortController();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    this.#runs.set(key.id, { controller, ended });
    if (this.#stopped) controller.abort(new RunStopped());
    const heartbeat = setInterval(() => void this.#beat(key, controller), this.#room.settings.leaseMs / 8);
    try {
      await runTurn(this.#room, row, controller.signal);
    } finally {
      clearInterval(heartbeat);
      this.#runs.delete(key.id);
      end();
      await releaseLease(this.#room.database.sql, key, this.owner);
    }
  }

  async #beat(key: GenerationKey, controller: AbortController): Promise<void> {
    const { database, clock, settings } = this.#room;
    try {
      const row = await renewLease(database.sql, key, { owner: this.owner, untilMs: clock.nowMs() + settings.leaseMs });
      if (row === undefined) controller.abort(new RunStopped());
      else if (row.cancel_requested_at !== null) controller.abort(new CancelRequested());
    } catch (error) {
      // The lease lives on for some beats; if the database stays away, another process takes over, and captures only once.
      this.#onError(error);
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waking.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waking.add(done);
      if (this.#stopped) done();
    });
  }
}
