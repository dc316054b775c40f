import type { Database } from '../../database/index.ts';
import { assert, type Clock } from '../../kernel/index.ts';
import type { AccountState } from '../account/account-state.ts';
import { commitLocked } from './commit-locked.ts';
import type { ContestedAccounts } from './contested-accounts.ts';
import { decideAccounts, writeOf } from './decide-accounts.ts';
import { decideRequests, type Decisions, type Outcome, type Request } from '../decide/decide-requests.ts';
import type { LaneTurns, Turn } from './lane-turns.ts';
import { historyKeysOf, type RequestsByAccount } from './load-accounts.ts';
import { newIdsOf, type NewIds } from './new-ids.ts';
import type { AccountWrite, Queries } from './queries.ts';
import { settledState, type RecentAccounts } from './recent-accounts.ts';
import { stateFromRow } from './rows.ts';
import { storeAccounts } from './store-accounts.ts';

/** Where the ledger works. */
export interface Place {
  readonly database: Database;
  readonly queries: Queries;
  readonly clock: Clock;
  readonly contested: ContestedAccounts;
  readonly recent: RecentAccounts;
  readonly turns: LaneTurns;
}

export interface AccountRequest {
  readonly accountId: string;
  readonly request: Request;
  /** How often it was decided in vain because another process wrote the account meanwhile; never when left out. */
  readonly losses?: number | undefined;
}

/** How often an account may lose against another process before it waits its turn for the row instead. */
const lossesMax = 3;
/** From so many requests on, a lost batch costs more than a transaction of its own that waits for the row. */
const turnRequestsMin = 4;

/**
 * Commits requests of many accounts with a handful of statements: reads without locks, decides, writes guarded by each account's
 * version. Gives an outcome per request, in order, that is durable then; or `lost` where another process changed the account in between:
 * nothing of that request is stored, and it is to come again with the next batch. Accounts that lose too often wait for their row
 * instead. Throws when the database fails; then nothing is known about those not yet stored, and sending the same commands again is safe.
 */
export async function commitTogether(
  place: Place,
  requests: readonly AccountRequest[],
  turn?: Turn,
): Promise<readonly (Outcome | 'lost')[]> {
  const waiting = new Map<string, readonly Request[]>();
  const trying = new Map<string, readonly Request[]>();
  for (const [accountId, group] of Map.groupBy(requests, (request) => request.accountId)) {
    (waitsForRow(place, accountId, group, turn) ? waiting : trying).set(
      accountId,
      group.map((member) => member.request),
    );
  }
  const works = [
    ...[...waiting].map(async ([accountId, group]) => new Map([[accountId, await commitLocked(place, accountId, group)]])),
    ...(trying.size > 0 ? [attempt(place, trying, turn)] : []),
  ];
  // None of them is left running behind the error of another.
  await Promise.allSettled(works);
  const settled = new Map((await Promise.all(works)).flatMap((outcomes) => [...outcomes]));
  const next = new Map<string, number>();
  return requests.map(({ accountId }) => {
    const index = next.get(accountId) ?? 0;
    next.set(accountId, index + 1);
    const ofAccount = settled.get(accountId);
    if (ofAccount === undefined) return 'lost';
    const outcome = ofAccount[index];
    assert(outcome, 'each request has an outcome');
    return outcome;
  });
}

function waitsForRow({ contested }: Place, accountId: string, group: readonly AccountRequest[], turn: Turn | undefined): boolean {
  if (group.some(({ losses = 0 }) => losses >= lossesMax)) return true;
  return turn === undefined && group.length >= turnRequestsMin && contested.has(accountId);
}

/** The outcomes of the accounts that were stored, or needed not to be. */
async function attempt(
  place: Place,
  requests: RequestsByAccount,
  turn: Turn | undefined,
): Promise<ReadonlyMap<string, readonly Outcome[]>> {
  const { database, queries, clock, contested, recent, turns } = place;
  const fresh = await refresh(place, requests, turn);
  const { remembered, unread } = recall(place, requests);
  const decided = new Map<string, Decisions>(unread.size > 0 ? await readAndDecide(place, unread) : []);
  for (const [accountId, { state, group }] of remembered) {
    decided.set(accountId, decideRequests(accountId, state, group, noAnswers, clock.nowMs()));
  }
  const writes: AccountWrite[] = [];
  for (const [accountId, decisions] of decided) {
    const write = writeOf(decisions);
    if (write) writes.push({ ...write, newIds: remembered.get(accountId)?.newIds });
    // Until it is known how the write ends.
    recent.forget(accountId);
  }
  const saved = writes.length > 0 ? await storeAccounts(queries, { database }, writes) : new Set<string>();
  const outcomes = new Map([...decided].map(([accountId, decisions]) => [accountId, decisions.outcomes]));
  for (const { state, newIds } of writes) {
    const { accountId } = state;
    const stored = saved.has(accountId);
    // What was only remembered may have been out of date for long, or an id was used: that is no competition.
    if (newIds === undefined || fresh.has(accountId)) turns.note(stored);
    else recent.note(stored);
    if (stored) {
      recent.keep(settledState(state), clock.nowMs(), turn?.id);
      continue;
    }
    outcomes.delete(accountId);
    if (newIds === undefined && (requests.get(accountId) ?? []).length >= turnRequestsMin) contested.add(accountId);
  }
  return outcomes;
}

const noAnswers: ReadonlyMap<string, never> = new Map<string, never>();

/**
 * Brings up to date what is remembered of the accounts that another process may have written meanwhile; gives those of which it is certain
 * now.
 */
async function refresh(
  { database, queries, clock, recent }: Place,
  requests: RequestsByAccount,
  turn: Turn | undefined,
): Promise<ReadonlySet<string>> {
  const doubtful = recent.doubtful([...requests.keys()], turn?.id);
  if (doubtful.length === 0) return new Set();
  const changed = await queries.loadChangedAccounts(database.sql, doubtful);
  const nowMs = clock.nowMs();
  recent.refresh(doubtful, changed.map(stateFromRow), nowMs, turn?.id);
  return new Set(doubtful.map(({ accountId }) => accountId));
}

interface Remembered {
  readonly state: AccountState;
  readonly group: readonly Request[];
  readonly newIds: readonly NewIds[];
}

/** Parts the accounts that can be decided as they are remembered from those that must be read. */
function recall({ recent, clock }: Place, requests: RequestsByAccount) {
  const remembered = new Map<string, Remembered>();
  const unread = new Map<string, readonly Request[]>();
  const nowMs = clock.nowMs();
  for (const [accountId, group] of requests) {
    const state = recent.find(accountId, nowMs);
    const newIds = state && newIdsOf(state, group);
    if (state && newIds) remembered.set(accountId, { state, group, newIds });
    else unread.set(accountId, group);
  }
  return { remembered, unread };
}

async function readAndDecide({ database, queries, clock }: Place, requests: RequestsByAccount): Promise<ReadonlyMap<string, Decisions>> {
  const { accounts, history } = await queries.loadAccountsWithHistory(database.sql, [...requests.keys()], historyKeysOf(requests));
  return decideAccounts(queries, database.sql, accounts, history, requests, () => clock.nowMs());
}
