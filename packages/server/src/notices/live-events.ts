import type { Database, JsonObject } from '../database/index.ts';
import { assert, type Clock } from '../kernel/index.ts';
import { EventBuffer, type BufferedEvent } from './event-buffer.ts';
import { eventIdOf, eventPositionOf, isAfter, type EventPosition } from './event-position.ts';
import { OutboxReader } from './outbox-reader.ts';
import { isKept, selectAccountEvents, type OutboxRow } from './queries.ts';

/** Something that a subscriber is told. */
export interface LiveEvent {
  /** To resume after this event; `null` for a transient one, which is told once and not kept. */
  readonly id: string | null;
  readonly topic: string;
  readonly payload: JsonObject;
  readonly atMs: number;
}

/** The events of those who were asked for, one after another, until it is closed or its reader is too slow. */
export interface Subscription extends AsyncIterable<LiveEvent> {
  /** Settles when every event committed from now on is sure to come, with what to resume after until one has; `undefined` once closed. */
  readonly ready: Promise<string | undefined>;
  /** Ends the subscription, also while it waits for the next event. */
  close(): void;
}

interface Subscriber {
  readonly accountIds: readonly string[];
  readonly buffer: EventBuffer;
  /** Settles with the place behind which events go into the buffer; `undefined` when it was closed before. */
  readonly joined: Promise<EventPosition | undefined>;
  readonly join: (position: EventPosition | undefined) => void;
}

/** Told in place of events that are not kept any more: the subscriber must read again whatever it shows. */
const resetTopic = 'stream.reset';

const catchUpPage = 200;

/**
 * Live events of accounts. Durable ones come from the outbox, each exactly once and in one order, also across connections that break: a
 * subscriber that comes back with the id of its last event gets what came after it. One reader follows the outbox for all subscribers
 * of this process, and only while there are any.
 */
export class LiveEvents {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #reader: OutboxReader;
  readonly #subscribers = new Map<string, Set<Subscriber>>();

  constructor({ database, clock }: { readonly database: Database; readonly clock: Clock }) {
    this.#database = database;
    this.#clock = clock;
    this.#reader = new OutboxReader({
      database,
      started: (position) => this.#joinAll(position),
      read: (rows) => {
        for (const row of rows) this.#push(row.account_id, bufferedFrom(row));
      },
    });
  }

  /**
   * Follows the events of an account, or of several as one stream: those after `afterId`, the id of an event or what `ready` gave, or those
   * from now on; without `afterId`, some of the moments before may come too. Refuses `invalid_event_id`. When what came after it is not
   * kept any more, the first thing told is `stream.reset`, and then what happens from now on.
   */
  subscribe(accounts: string | readonly string[], afterId?: string): Subscription {
    const after = afterId === undefined ? undefined : eventPositionOf(afterId);
    const { promise, resolve } = Promise.withResolvers<EventPosition | undefined>();
    const accountIds = typeof accounts === 'string' ? [accounts] : accounts;
    const subscriber: Subscriber = { accountIds, buffer: new EventBuffer(), joined: promise, join: resolve };
    this.#add(subscriber);
    const close = (): void => {
      subscriber.buffer.close();
      this.#remove(subscriber);
    };
    const events = this.#follow(subscriber, after);
    const iterator: AsyncIterator<LiveEvent> = {
      next: () => events.next(),
      // A generator that waits cannot be ended from outside; its buffer can.
      return: () => {
        close();
        return events.return(undefined);
      },
    };
    const ready = promise.then((position) => position && (afterId ?? eventIdOf(position)));
    return { ready, close, [Symbol.asyncIterator]: () => iterator };
  }

  /** Tells the subscribers of this process at once, and keeps nothing. For progress: what comes next replaces it. */
  publish(accountId: string, topic: string, payload: JsonObject): void {
    this.#push(accountId, { position: null, topic, payload, atMs: this.#clock.nowMs() });
  }

  /** Ends all subscriptions and lets go of the database. */
  async close(): Promise<void> {
    for (const subscriber of [...this.#subscribers.values()].flatMap((set) => [...set])) {
      subscriber.buffer.close();
      this.#remove(subscriber);
    }
    await this.#reader.close();
  }

  async *#follow(subscriber: Subscriber, after: EventPosition | undefined): AsyncGenerator<LiveEvent, undefined> {
    try {
      const joined = await subscriber.joined;
      if (joined === undefined) return;
      if (after !== undefined) yield* this.#catchUp(subscriber, after, joined);
      for (let event = await subscriber.buffer.take(); event !== undefined; event = await subscriber.buffer.take()) {
        // A subscriber may have seen this event already, from another process that was ahead of this one.
        if (event.position !== null && after !== undefined && !isAfter(event.position, after)) continue;
        yield liveFrom(event);
      }
    } finally {
      subscriber.buffer.close();
      this.#remove(subscriber);
    }
  }

  /** What was missed: the events behind `after` that do not go into the buffer because they were read before the subscriber joined. */
  async *#catchUp({ accountIds, buffer }: Subscriber, after: EventPosition, to: EventPosition): AsyncGenerator<LiveEvent, undefined> {
    if (!(await isKept(this.#database.sql, after))) {
      yield { id: null, topic: resetTopic, payload: {}, atMs: this.#clock.nowMs() };
      return;
    }
    for (let from = after, more = true; more && !buffer.closed;) {
      const rows = await selectAccountEvents(this.#database.sql, { accountIds, after: from, to, limit: catchUpPage });
      for (const row of rows) {
        const event = bufferedFrom(row);
        from = event.position ?? from;
        yield liveFrom(event);
      }
      more = rows.length === catchUpPage;
    }
  }

  #push(accountId: string, event: BufferedEvent): void {
    for (const subscriber of this.#subscribers.get(accountId) ?? []) {
      subscriber.buffer.push(event);
      if (subscriber.buffer.ended) this.#remove(subscriber);
    }
  }

  #joinAll(position: EventPosition): void {
    for (const set of this.#subscribers.values()) for (const subscriber of set) subscriber.join(position);
  }

  #add(subscriber: Subscriber): void {
    for (const accountId of subscriber.accountIds) {
      const set = this.#subscribers.get(accountId) ?? new Set();
      this.#subscribers.set(accountId, set.add(subscriber));
    }
    const position = this.#reader.start();
    if (position !== undefined) subscriber.join(position);
  }

  #remove(subscriber: Subscriber): void {
    subscriber.join(undefined);
    let removed = false;
    for (const accountId of subscriber.accountIds) {
      const set = this.#subscribers.get(accountId);
      if (set?.delete(subscriber) !== true) continue;
      removed = true;
      if (set.size === 0) this.#subscribers.delete(accountId);
    }
    if (removed && this.#subscribers.size === 0) this.#reader.pause();
  }
}

function bufferedFrom(row: OutboxRow): BufferedEvent {
  assert(row.settled, 'only settled events are told');
  return { position: { xid: BigInt(row.xid), id: row.id }, topic: row.topic, payload: row.payload, atMs: row.created_at.getTime() };
}

function liveFrom({ position, topic, payload, atMs }: BufferedEvent): LiveEvent {
  return { id: position === null ? null : eventIdOf(position), topic, payload, atMs };
}
