import type { JsonObject } from '../database/index.ts';
import type { EventPosition } from './event-position.ts';

/** An event on its way to a subscriber; without a position it is a transient one. */
export interface BufferedEvent {
  readonly position: EventPosition | null;
  readonly topic: string;
  readonly payload: JsonObject;
  readonly atMs: number;
}

/** A subscriber that is this far behind is too slow: it is disconnected, and catches up from the database when it comes back. */
const durableMax = 1000;
/** Transient events replace each other, so a slow subscriber needs the newest only. Some carry small pictures. */
const transientMax = 32;

/** What waits for one subscriber, in order and bounded. Ends when it is closed, or after what it holds when the subscriber was too slow. */
export class EventBuffer {
  readonly #events: BufferedEvent[] = [];
  #durable = 0;
  #ended = false;
  #closed = false;
  #wake: (() => void) | undefined;

  get ended(): boolean {
    return this.#ended;
  }

  get closed(): boolean {
    return this.#closed;
  }

  push(event: BufferedEvent): void {
    if (this.#ended) return;
    if (event.position === null) {
      if (this.#events.length - this.#durable >= transientMax) this.#dropOldestTransient();
    } else {
      if (this.#durable >= durableMax) return this.end();
      this.#durable += 1;
    }
    this.#events.push(event);
    this.#wake?.();
  }

  /** No more events come in; what is here may still be taken, and is without gaps. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** Ends and forgets what is here. */
  close(): void {
    this.#events.length = 0;
    this.#durable = 0;
    this.#closed = true;
    this.end();
  }

  /** The next event, as soon as there is one; `undefined` at the end. One caller at a time. */
  async take(): Promise<BufferedEvent | undefined> {
    while (this.#events.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = undefined;
    }
    const event = this.#events.shift();
    if (event !== undefined && event.position !== null) this.#durable -= 1;
    return event;
  }

  #dropOldestTransient(): void {
    this.#events.splice(
      this.#events.findIndex((event) => event.position === null),
      1,
    );
  }
}
