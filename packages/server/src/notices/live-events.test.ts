import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { appendEvents, type Database } from '../database/index.ts';
import { systemClock } from '../kernel/index.ts';
import { LiveEvents, type LiveEvent, type Subscription } from './index.ts';

const database = await testDatabase();
const live = new LiveEvents({ database, clock: systemClock });
afterAll(() => live.close());

const append = (accountId: string, n: number, within: Database = database) =>
  within.transaction((tx) => appendEvents(tx, [{ accountId, topic: 'entry.booked', payload: { n } }]));

/** Takes `count` events and leaves. */
async function take(subscription: Subscription, count: number): Promise<LiveEvent[]> {
  const events: LiveEvent[] = [];
  for await (const event of subscription) {
    events.push(event);
    if (events.length === count) break;
  }
  return events;
}

const numbers = (events: readonly LiveEvent[]) => events.map((event) => event.payload['n']);

describe('LiveEvents', () => {
  test('tells what happens from now on, to the account that it concerns', async () => {
    const [a, b] = [live.subscribe('acct_a'), live.subscribe('acct_b')];
    await Promise.all([a.ready, b.ready]);
    await append('acct_a', 1);
    await append('acct_b', 2);
    await append('acct_a', 3);
    const events = await take(a, 2);
    expect(numbers(events)).toEqual([1, 3]);
    expect(events[0]).toMatchObject({ topic: 'entry.booked', id: expect.stringMatching(/^\d+-\d+$/u) });
    expect(numbers(await take(b, 1))).toEqual([2]);
  });

  test('follows several accounts as one stream, and resumes over all of them after an event of any', async () => {
    const first = live.subscribe(['acct_m', 'feed_m']);
    await first.ready;
    await append('feed_m', 1);
    await append('acct_other', 2);
    await append('acct_m', 3);
    const events = await take(first, 2);
    expect(numbers(events)).toEqual([1, 3]);
    await append('acct_m', 4);
    const again = live.subscribe(['acct_m', 'feed_m'], events[0]?.id ?? '');
    await again.ready;
    await append('feed_m', 5);
    expect(numbers(await take(again, 3))).toEqual([3, 4, 5]);
  });

  test('tells within milliseconds, not at the next poll', async () => {
    const subscription = live.subscribe('acct_fast');
    await subscription.ready;
    const started = performance.now();
    const received = take(subscription, 1);
    await append('acct_fast', 1);
    await received;
    expect(performance.now() - started).toBeLessThan(400);
  });

  test('resumes after an event, across pages, without loss or repetition', async () => {
    const first = live.subscribe('acct_r');
    await first.ready;
    await append('acct_r', 0);
    const [last] = await take(first, 1);
    await database.transaction((tx) =>
      appendEvents(
        tx,
        Array.from({ length: 450 }, (_, index) => ({ accountId: 'acct_r', topic: 'entry.booked', payload: { n: index + 1 } })),
      ),
    );
    const again = live.subscribe('acct_r', last?.id ?? '');
    await again.ready;
    await append('acct_r', 451);
    expect(numbers(await take(again, 451))).toEqual(Array.from({ length: 451 }, (_, index) => index + 1));
  });

  test('resumes where it began when no event had come', async () => {
    await append('acct_k', 0);
    const witness = live.subscribe('acct_k');
    await witness.ready;
    await append('acct_k', 1);
    // What this reader has read last is an event of somebody else.
    await witness[Symbol.asyncIterator]().next();
    for (const fresh of [live, new LiveEvents({ database, clock: systemClock })]) {
      const first = fresh.subscribe('acct_n');
      const began = await first.ready;
      first.close();
      await append('acct_n', 2);
      const again = fresh.subscribe('acct_n', began);
      expect(await again.ready).toBe(began);
      expect(numbers(await take(again, 1))).toEqual([2]);
      if (fresh !== live) await fresh.close();
    }
    witness.close();
  });

  test('says so when it is asked to resume at a place that no transaction of the cluster has reached', async () => {
    const subscription = live.subscribe('acct_z', '18446744073709551615-0');
    await subscription.ready;
    expect((await take(subscription, 1)).map((event) => event.topic)).toEqual(['stream.reset']);
  });

  test('sees what another process writes, without being woken', async () => {
    const other = new LiveEvents({ database: { ...database, onEvents: () => () => undefined }, clock: systemClock });
    const subscription = other.subscribe('acct_o');
    await subscription.ready;
    await append('acct_o', 1);
    expect(numbers(await take(subscription, 1))).toEqual([1]);
    await other.close();
  });

  test('goes on where it was when the connections to the database are lost', async () => {
    const subscription = live.subscribe('acct_l');
    await subscription.ready;
    await append('acct_l', 1);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
      database.sql,
    );
    for (let written = false; !written;) {
      written = await append('acct_l', 2).then(
        () => true,
        () => false,
      );
    }
    expect(numbers(await take(subscription, 2))).toEqual([1, 2]);
  });

  test('gives transient events at once, without an id, and keeps none', async () => {
    live.publish('acct_t', 'generation.progress', { fraction: 0.1 });
    const subscription = live.subscribe('acct_t');
    await subscription.ready;
    live.publish('acct_t', 'generation.progress', { fraction: 0.5 });
    expect(await take(subscription, 1)).toMatchObject([{ id: null, topic: 'generation.progress', payload: { fraction: 0.5 } }]);
  });

  test('disconnects a slow subscriber, which then catches up', async () => {
    const [slow, witness] = [live.subscribe('acct_s'), live.subscribe('acct_w')];
    await Promise.all([slow.ready, witness.ready]);
    await database.transaction((tx) =>
      appendEvents(
        tx,
        Array.from({ length: 1201 }, (_, index) => ({ accountId: 'acct_s', topic: 'entry.booked', payload: { n: index + 1 } })),
      ),
    );
    await append('acct_w', 1);
    // Events are told in order, so all that came before this one has reached its buffer.
    await take(witness, 1);
    const before = await take(slow, Number.POSITIVE_INFINITY);
    expect(before).toHaveLength(1000);
    const after = await take(live.subscribe('acct_s', before.at(-1)?.id ?? ''), 201);
    expect(numbers([...before, ...after])).toEqual(Array.from({ length: 1201 }, (_, index) => index + 1));
  });

  test('ends while it waits, when it is closed from outside', async () => {
    const subscription = live.subscribe('acct_c');
    const waiting = take(subscription, 1);
    await subscription.ready;
    subscription.close();
    expect(await waiting).toEqual([]);
    const returned = live.subscribe('acct_c')[Symbol.asyncIterator]();
    const next = returned.next();
    await returned.return?.();
    expect((await next).done).toBe(true);
  });

  test('refuses what is not an event id, and says so when an event is not kept any more', async () => {
    expect(() => live.subscribe('acct_x', 'yesterday')).toThrow(expect.objectContaining({ code: 'invalid_event_id' }));
    expect(() => live.subscribe('acct_x', '99999999999999999999-1')).toThrow(expect.objectContaining({ code: 'invalid_event_id' }));
    const subscription = live.subscribe('acct_x', '3-4');
    await subscription.ready;
    await append('acct_x', 1);
    const events = await take(subscription, 2);
    expect(events.map((event) => event.topic)).toEqual(['stream.reset', 'entry.booked']);
  });

  test('leaves the database alone while nobody listens', async () => {
    let queries = 0;
    const counting = new Proxy(database, {
      get: (target, name: keyof Database) => {
        if (name === 'sql') queries += 1;
        return target[name];
      },
    });
    const idle = new LiveEvents({ database: counting, clock: systemClock });
    await append('acct_i', 1);
    expect(queries).toBe(0);
    const subscription = idle.subscribe('acct_i');
    await subscription.ready;
    subscription.close();
    const after = queries;
    await append('acct_i', 2);
    await delay(600);
    expect(queries - after).toBeLessThanOrEqual(1);
    await idle.close();
  });
});

test('every event is told exactly once and in one order, whoever writes and however often connections break', async () => {
  const accounts = ['acct_p', 'acct_q', 'acct_r2'];
  const writers = 12;
  const perWriter = 25;
  const total = writers * perWriter;
  let written = 0;

  const write = async (writer: number): Promise<void> => {
    for (let n = 0; n < perWriter; n += 1) {
      await database.transaction(async (tx) => {
        // Takes its transaction id now and commits later, so that commits overtake each other.
        await appendEvents(
          tx,
          accounts.map((accountId) => ({ accountId, topic: 'entry.booked', payload: { n: writer * 1000 + n } })),
        );
        await sql`select pg_sleep(${Math.random() * 0.02})`.execute(tx);
      });
      written += 1;
    }
  };

  const follow = async (accountId: string): Promise<LiveEvent[]> => {
    const seen: LiveEvent[] = [];
    let subscription = live.subscribe(accountId);
    await subscription.ready;
    begun.resolve();
    while (seen.length < total) {
      seen.push(...(await take(subscription, Math.min(total - seen.length, 1 + Math.floor(Math.random() * 40)))));
      subscription = live.subscribe(accountId, seen.at(-1)?.id ?? '');
    }
    subscription.close();
    return seen;
  };

  const begun = Promise.withResolvers<void>();
  // Several followers of each account: they join and leave at different moments.
  const followers = accounts.flatMap((accountId) => [follow(accountId), follow(accountId), follow(accountId)]);
  await begun.promise;
  await delay(50);
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  expect(written).toBe(total);
  const results = await Promise.all(followers);
  for (const [index, seen] of results.entries()) {
    expect(seen).toHaveLength(total);
    expect(new Set(seen.map((event) => event.id)).size).toBe(total);
    expect(seen.map((event) => event.id)).toEqual(results[index - (index % 3)]?.map((event) => event.id));
    const positions = seen.map((event) => (event.id ?? '').split('-').map(BigInt) as [bigint, bigint]);
    expect(positions.toSorted((a, b) => (a[0] === b[0] ? Number(a[1] - b[1]) : Number(a[0] - b[0])))).toEqual(positions);
  }
});
