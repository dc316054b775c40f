import type { Sql } from '../../database/index.ts';
import { decideRequests, type Decisions } from '../decide/decide-requests.ts';
import { completeAccounts, type RequestsByAccount } from './load-accounts.ts';
import type { AccountRow, AccountWrite, HistoryRow, Queries } from './queries.ts';

/** Decides all requests of each account against what was read for them. */
export async function decideAccounts(
  queries: Queries,
  on: Sql,
  rows: readonly AccountRow[],
  history: readonly HistoryRow[],
  requests: RequestsByAccount,
  nowMs: () => number,
): Promise<ReadonlyMap<string, Decisions>> {
  const loaded = await completeAccounts(queries, on, rows, history, requests);
  const decided = new Map<string, Decisions>();
  for (const [accountId, { state, answers, past }] of loaded) {
    decided.set(accountId, decideRequests(accountId, state, requests.get(accountId) ?? [], answers, nowMs(), past));
  }
  return decided;
}

/** What is to be stored of a decision, or `undefined` when it changed nothing. */
export function writeOf({ state, booked, refusals, alerts }: Decisions): AccountWrite | undefined {
  const changed = booked.length > 0 || refusals.length > 0 || alerts.length > 0;
  return state !== undefined && changed ? { state, booked, refusals, alerts } : undefined;
}
