import { observeEveryMs, observeQueue } from '../pricing/index.ts';
import { expectedWaitMs } from './expected-wait.ts';
import { countSlots, forgetRunner, seeRunner, selectPendingWork, selectSpeeds, selectWaiting } from './queue-queries.ts';
import { endWaiting, queueAtPriceOfNow } from './release-waiting.ts';
import type { Room } from './room.ts';
import type { Runner } from './runner.ts';

/** A process that has not said for so long that it makes pictures does not. */
const runnerForgottenMs = 30_000;
/** Of what waits, so many are looked at each time. */
const lookedAtMax = 100;

/** Looks at the queue every few seconds: tells the pricing how long the wait is, and begins or ends what waits for a lower factor. */
export class QueueWatch {
  readonly #room: Room;
  readonly #runner: Runner;
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(room: Room, runner: Runner, onError: (error: unknown) => void) {
    this.#room = room;
    this.#runner = runner;
    this.#onError = onError;
  }

  start(): void {
    this.#looking = this.look()
      .catch(this.#onError)
      .finally(() => {
        if (!this.#stopped) this.#timer = setTimeout(() => this.start(), observeEveryMs);
      });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
    // Without a database it is forgotten by itself, half a minute later.
    await forgetRunner(this.#room.database.sql, this.#runner.owner).catch(this.#onError);
  }

  async look(): Promise<void> {
    const { database, clock } = this.#room;
    const nowMs = clock.nowMs();
    const [pending, speeds] = await Promise.all([selectPendingWork(database.sql), selectSpeeds(database.sql)]);
    // With an empty queue it does not matter how many make pictures, and an idle server writes nothing.
    if (pending.length > 0) await seeRunner(database.sql, this.#runner.owner, this.#runner.slots, nowMs, nowMs - runnerForgottenMs);
    const slots = (await countSlots(database.sql, nowMs - runnerForgottenMs)) || this.#runner.slots;
    const queue = await database.transaction((tx) => observeQueue(tx, { expectedWaitMs: expectedWaitMs(pending, speeds, slots), nowMs }));
    let letIn = 0;
    let fullFor = -1;
    for (const row of await selectWaiting(database.sql, nowMs, lookedAtMax)) {
      const isOver = row.cancel_requested_at !== null || (row.wait_until !== null && row.wait_until.getTime() <= nowMs);
      // What was too much for somebody is too much for whoever wants to pay no more than that.
      if (!isOver && Number(row.max_congestion) <= fullFor) continue;
      try {
        if (isOver) await endWaiting(this.#room, row, this.#runner.owner);
        else if (await queueAtPriceOfNow(this.#room, row, { speeds, slots, targetMs: queue.targetMs })) letIn += 1;
        else fullFor = Math.max(fullFor, Number(row.max_congestion));
      } catch (error) {
        // It is looked at again; the others do not wait for it.
        this.#onError(error);
      }
    }
    if (letIn > 0) this.#runner.wake();
  }
}
