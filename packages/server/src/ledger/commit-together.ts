import type { Database } from '../database/index.ts';
import { assert, type Clock } from '../kernel/index.ts';
import { commitLocked } from './commit-locked.ts';
import { decideAccounts, writeOf } from './decide-accounts.ts';
import type { Decisions, Outcome, Request } from './decide-requests.ts';
import { historyKeysOf, type RequestsByAccount } from './load-accounts.ts';
import type { AccountWrite, Queries } from './queries.ts';
import { storeAccounts } from './store-accounts.ts';

/** Where the ledger works. */
export interface Place {
  readonly database: Database;
  readonly queries: Queries;
  readonly clock: Clock;
}

export interface AccountRequest {
  readonly accountId: string;
  readonly request: Request;
}

/** How often an account may lose against another process before it waits its turn for the row instead. */
const lossesMax = 3;

/**
 * Commits requests of many accounts with a handful of statements: reads without locks, decides, writes guarded by each account's
 * version. Accounts that another process changed in between are read and decided again. Gives an outcome per request, in order;
 * all of them are durable then. Throws when the database fails; then nothing is known about those not yet stored, and sending
 * the same commands again is safe.
 */
export async function commitTogether(place: Place, requests: readonly AccountRequest[]): Promise<readonly Outcome[]> {
  const byAccount = Map.groupBy(requests, (request) => request.accountId);
  let pending: RequestsByAccount = new Map([...byAccount].map(([accountId, group]) => [accountId, group.map((member) => member.request)]));
  const settled = new Map<string, readonly Outcome[]>();
  for (let losses = 0; pending.size > 0; losses += 1) {
    if (losses === lossesMax) {
      for (const [accountId, group] of pending) settled.set(accountId, await commitLocked(place, accountId, group));
      break;
    }
    const { outcomes, lost } = await attempt(place, pending);
    for (const [accountId, ofAccount] of outcomes) settled.set(accountId, ofAccount);
    pending = new Map([...pending].filter(([accountId]) => lost.has(accountId)));
  }
  const next = new Map<string, number>();
  return requests.map(({ accountId }) => {
    const index = next.get(accountId) ?? 0;
    next.set(accountId, index + 1);
    const outcome = settled.get(accountId)?.[index];
    assert(outcome, 'each request has an outcome');
    return outcome;
  });
}

interface Attempt {
  readonly outcomes: ReadonlyMap<string, readonly Outcome[]>;
  readonly lost: ReadonlySet<string>;
}

async function attempt({ database, queries, clock }: Place, requests: RequestsByAccount): Promise<Attempt> {
  const { accounts, history } = await queries.loadAccountsWithHistory(database.sql, [...requests.keys()], historyKeysOf(requests));
  const decided = await decideAccounts(queries, database.sql, accounts, history, requests, () => clock.nowMs());
  const writes = [...decided.values()].map(writeOf).filter((write): write is AccountWrite => write !== undefined);
  const saved = writes.length > 0 ? await storeAccounts(queries, { database }, writes) : new Set<string>();
  const lost = new Set(writes.map((write) => write.state.accountId).filter((accountId) => !saved.has(accountId)));
  const kept = [...decided].filter(([accountId]) => !lost.has(accountId));
  return { lost, outcomes: new Map(kept.map(([accountId, decisions]: [string, Decisions]) => [accountId, decisions.outcomes])) };
}
