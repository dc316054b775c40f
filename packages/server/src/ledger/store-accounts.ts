import { appendEvents, type OutboxEvent, type Tx } from '../database/index.ts';
import { amountToText } from '../kernel/index.ts';
import type { Entry } from './entries.ts';
import type { AccountWrite, Queries } from './queries.ts';

/** Stores what was decided, with one event per entry; gives the accounts whose version had not changed and that are stored. */
export async function storeAccounts(queries: Queries, tx: Tx, writes: readonly AccountWrite[]): Promise<ReadonlySet<string>> {
  const ordered = writes.toSorted((a, b) => (a.state.accountId < b.state.accountId ? -1 : 1));
  const saved = await queries.writeAccounts(tx, ordered);
  const events: OutboxEvent[] = [];
  for (const { state, booked } of ordered) {
    if (saved.has(state.accountId)) for (const { entry } of booked) events.push(bookedEvent(entry));
  }
  await appendEvents(tx, events);
  return saved;
}

function bookedEvent(entry: Entry): OutboxEvent {
  return {
    accountId: entry.accountId,
    topic: 'entry.booked',
    payload: {
      entryId: entry.id,
      number: entry.number,
      kind: entry.kind,
      at: new Date(entry.atMs).toISOString(),
      balance: amountToText(entry.balanceAfter),
      held: amountToText(entry.heldAfter),
      available: amountToText(entry.availableAfter),
      reference: entry.reference && { type: entry.reference.type, id: entry.reference.id },
    },
  };
}
