import { sql, type RawBuilder } from 'kysely';
import { assert } from '../kernel/index.ts';
import type { Tx } from './database.ts';
import type { JsonObject } from './json.ts';

/** Something that happened to an account, told to others once its transaction is committed. `topic` is `noun.participle`, such as `entry.booked`. */
export interface OutboxEvent {
  readonly accountId: string;
  readonly topic: string;
  readonly payload: JsonObject;
}

const transactionsWithEvents = new WeakMap<Tx, boolean>();

/** Lets `appendEvents` recognise the transaction, and `hasEvents` answer for it. */
export function trackEvents(tx: Tx): void {
  transactionsWithEvents.set(tx, false);
}

export function hasEvents(tx: Tx): boolean {
  return transactionsWithEvents.get(tx) === true;
}

/**
 * Writes events into the outbox as part of `tx`, in the order given, with one statement. They become visible when it commits, and the
 * listeners of `Database.onEvents` are called then. `tx` must be the very object that `Database.transaction` gave.
 */
export async function appendEvents(tx: Tx, events: readonly OutboxEvent[]): Promise<void> {
  if (events.length === 0) return;
  assert(transactionsWithEvents.has(tx), 'appendEvents takes the transaction that Database.transaction gave, not one derived from it');
  await insertEvents(events).execute(tx);
  transactionsWithEvents.set(tx, true);
}

/**
 * The insertion of events, to be part of a data-modifying `with` of another statement; `condition` is about `account_id`, `outbox` is the
 * table. Who runs that statement tells of it: `Database.runStatement` does, and in a transaction `noteEvents`.
 */
export function insertEvents(
  events: readonly OutboxEvent[],
  condition: RawBuilder<unknown> = sql`true`,
  outbox: RawBuilder<unknown> = sql.table('outbox'),
): RawBuilder<unknown> {
  return sql`
    insert into ${outbox} (account_id, topic, payload)
    select account_id, topic, payload
    from unnest(
      ${events.map((event) => event.accountId)}::text[],
      ${events.map((event) => event.topic)}::text[],
      ${events.map((event) => JSON.stringify(event.payload))}::jsonb[]
    ) with ordinality as event (account_id, topic, payload, place)
    where ${condition}
    order by place`;
}

/** Makes the listeners hear of `tx` when it commits: one of its statements contained `insertEvents`. */
export function noteEvents(tx: Tx): void {
  assert(transactionsWithEvents.has(tx), 'noteEvents takes the transaction that Database.transaction gave, not one derived from it');
  transactionsWithEvents.set(tx, true);
}
