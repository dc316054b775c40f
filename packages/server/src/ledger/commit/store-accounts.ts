import { noteEvents, type Database, type OutboxEvent, type Tx } from '../../database/index.ts';
import { amountToText } from '../../kernel/index.ts';
import type { Alert } from '../account/alerts.ts';
import type { Entry } from '../entries.ts';
import type { AccountWrite, Queries } from './queries.ts';

/** Where to store: with one statement that commits by itself, or in a transaction. */
type Store = { readonly database: Database } | { readonly tx: Tx };

/** Stores what was decided, with one event per entry and per alert; gives the accounts whose version had not changed and that are stored. */
export async function storeAccounts(queries: Queries, store: Store, writes: readonly AccountWrite[]): Promise<ReadonlySet<string>> {
  const ordered = writes.toSorted((a, b) => (a.state.accountId < b.state.accountId ? -1 : 1));
  const events = ordered.flatMap(({ state, booked, alerts }) => [
    ...booked.map(({ entry }) => bookedEvent(entry)),
    ...alerts.map((alert) => alertEvent(state.accountId, alert)),
  ]);
  const statement = queries.writeAccounts(ordered, events);
  if ('database' in store) return new Set((await store.database.runStatement(statement)).map((row) => row.account_id));
  const { rows } = await store.tx.executeQuery(statement);
  if (events.length > 0) noteEvents(store.tx);
  return new Set(rows.map((row) => row.account_id));
}

function bookedEvent(entry: Entry): OutboxEvent {
  const balance = amountToText(entry.balanceAfter);
  return {
    accountId: entry.accountId,
    topic: 'entry.booked',
    payload: {
      entryId: entry.id,
      number: entry.number,
      kind: entry.kind,
      at: new Date(entry.atMs).toISOString(),
      balance,
      held: amountToText(entry.heldAfter),
      available: entry.heldAfter === 0n ? balance : amountToText(entry.availableAfter),
      reference: entry.reference && { type: entry.reference.type, id: entry.reference.id },
    },
  };
}

function alertEvent(accountId: string, alert: Alert): OutboxEvent {
  return { accountId, topic: alert.alert, payload: alertPayload(alert) };
}

function alertPayload(alert: Alert): OutboxEvent['payload'] {
  switch (alert.alert) {
    case 'balance.low':
      return { balance: amountToText(alert.balance), level: amountToText(alert.level) };
    case 'budget.reached': {
      const { scope, period, percent, used, limit, startsAnewAtMs } = alert;
      return {
        scope: { type: scope.type, id: scope.id },
        period,
        percent,
        used: amountToText(used),
        limit: amountToText(limit),
        startsAnewAt: startsAnewAtMs === null ? null : new Date(startsAnewAtMs).toISOString(),
      };
    }
    case 'grant.expiring': {
      const { grantId, kind, days, amount, expiresAtMs } = alert;
      return { grantId, kind, days, amount: amountToText(amount), expiresAt: new Date(expiresAtMs).toISOString() };
    }
  }
}
