import { CompiledQuery } from 'kysely';
import { assert } from '../kernel/index.ts';
import type { Tx } from './database.ts';
import type { JsonObject } from './json.ts';
import { manyRows, type Sending, type SentColumn } from './sent-rows.ts';

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
  await tx.executeQuery(CompiledQuery.raw(appendStatement, [...eventValues(manyRows, events)]));
  transactionsWithEvents.set(tx, true);
}

const eventColumns: readonly SentColumn<OutboxEvent>[] = [
  { name: 'account_id', type: 'text', of: (event) => event.accountId },
  { name: 'topic', type: 'text', of: (event) => event.topic },
  { name: 'payload', type: 'json', of: (event) => JSON.stringify(event.payload) },
];

/** How many parameters `insertEvents` has. */
export const eventParameters = eventColumns.length;

/**
 * The insertion of the events whose `eventValues` are the parameters from `$first` on, in their order, to be part of a data-modifying
 * `with` of another statement; `condition` is about `account_id`, `outbox` is the table, and they are sent as the whole statement's rows are. Who runs that statement tells of it:
 * `Database.runStatement` does, and in a transaction `noteEvents`.
 */
export function insertEvents(sending: Sending, first: number, condition = 'true', outbox = 'outbox'): string {
  const names = eventColumns.map(({ name }) => name).join(', ');
  return `insert into ${outbox} (${names}) select ${names} from ${sending.source(eventColumns, first)} event where ${condition}`;
}

export function eventValues(sending: Sending, events: readonly OutboxEvent[]): readonly unknown[] {
  return sending.values(eventColumns, events);
}

const appendStatement = insertEvents(manyRows, 1);

/** Makes the listeners hear of `tx` when it commits: one of its statements contained `insertEvents`. */
export function noteEvents(tx: Tx): void {
  assert(transactionsWithEvents.has(tx), 'noteEvents takes the transaction that Database.transaction gave, not one derived from it');
  transactionsWithEvents.set(tx, true);
}
