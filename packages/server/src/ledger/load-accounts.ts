import type { Sql } from '../database/index.ts';
import type { ProblemExtras } from '../kernel/index.ts';
import type { AccountState } from './account-state.ts';
import { derivedGrantId } from './check-command.ts';
import type { Answer, Request } from './decide-requests.ts';
import type { Entry } from './entries.ts';
import type { HoldEnd } from './holds.ts';
import type { AccountKey, AccountRow, EntryRow, HistoryKeys, HistoryRow, Queries } from './queries.ts';
import { entryFromRow, grantNumbersOf, holdEndOf, stateFromRow } from './rows.ts';

/** What decideRequests needs of one account. */
export interface LoadedAccount {
  readonly state: AccountState | undefined;
  readonly answers: ReadonlyMap<string, Answer>;
}

export type RequestsByAccount = ReadonlyMap<string, readonly Request[]>;

/** What decideRequests needs of each account that the requests name, from what was read for them. */
export async function completeAccounts(
  queries: Queries,
  on: Sql,
  rows: readonly AccountRow[],
  history: readonly HistoryRow[],
  requests: RequestsByAccount,
): Promise<ReadonlyMap<string, LoadedAccount>> {
  const states = new Map(rows.map((row) => [row.account_id, stateFromRow(row)]));
  const answers = await loadAnswers(queries, on, history);
  const loaded = new Map<string, LoadedAccount>();
  const historyByAccount = Map.groupBy(history, (row) => row.account_id);
  for (const accountId of requests.keys()) {
    const state = states.get(accountId);
    loaded.set(accountId, {
      state: state && withHistory(state, historyByAccount.get(accountId) ?? []),
      answers: answers.get(accountId) ?? new Map<string, Answer>(),
    });
  }
  return loaded;
}

/** The ids that the requests name and about which the past may know something. */
export function historyKeysOf(requests: RequestsByAccount): HistoryKeys {
  const commands: AccountKey[] = [];
  const holds: AccountKey[] = [];
  const grants: AccountKey[] = [];
  for (const [accountId, ofAccount] of requests) {
    for (const command of ofAccount.flat()) {
      commands.push({ accountId, id: command.id });
      if ('holdId' in command && isText(command.holdId)) holds.push({ accountId, id: command.holdId });
      const grantId = command.command === 'grant' ? (command.grantId ?? derivedGrantId(command)) : undefined;
      if (isText(grantId)) grants.push({ accountId, id: grantId });
    }
  }
  return { commands, holds, grants };
}

/** Commands are not checked yet, so a member may be anything; what PostgreSQL cannot hold is in no row. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
}

function withHistory(state: AccountState, history: readonly HistoryRow[]): AccountState {
  if (!history.some((row) => row.source === 'hold' || row.source === 'grant')) return state;
  const endedHolds = new Map<string, HoldEnd>();
  const usedGrantIds = new Set<string>();
  for (const row of history) {
    if (row.source === 'hold' && row.kind !== null) endedHolds.set(row.id, holdEndOf(row.kind));
    if (row.source === 'grant') usedGrantIds.add(row.id);
  }
  return { ...state, endedHolds, usedGrantIds };
}

async function loadAnswers(queries: Queries, on: Sql, history: readonly HistoryRow[]): Promise<ReadonlyMap<string, Map<string, Answer>>> {
  const answers = new Map<string, Map<string, Answer>>();
  const remember = (accountId: string, commandId: string, answer: Answer): void => {
    const ofAccount = answers.get(accountId) ?? new Map<string, Answer>();
    answers.set(accountId, ofAccount.set(commandId, answer));
  };
  for (const [accountId, known] of Map.groupBy(
    history.filter((row) => row.source === 'entry'),
    (row) => row.account_id,
  )) {
    const rows = await queries.loadEntries(
      on,
      accountId,
      known.map((row) => Number(row.number)),
    );
    const entries = await entriesFromRows(queries, on, accountId, rows);
    for (const [place, row] of rows.entries()) {
      const entry = entries[place];
      if (entry && row.command_id !== null && row.fingerprint !== null) {
        remember(accountId, row.command_id, { fingerprint: row.fingerprint.toString('hex'), entry });
      }
    }
  }
  const refused = history.filter((row) => row.source === 'refusal').map((row) => ({ accountId: row.account_id, id: row.id }));
  for (const row of refused.length > 0 ? await queries.loadRefusals(on, refused) : []) {
    // Only insertRefusals writes this column, from a refusal's extras.
    const extras = row.extras as ProblemExtras;
    const answer = { fingerprint: row.fingerprint.toString('hex'), refusal: { code: row.code, detail: row.detail, extras } };
    remember(row.account_id, row.command_id, answer);
  }
  return answers;
}

/** Entries of one account from their rows, in the order of the rows. */
export async function entriesFromRows(queries: Queries, on: Sql, accountId: string, rows: readonly EntryRow[]): Promise<readonly Entry[]> {
  const grants = await queries.loadGrants(on, accountId, grantNumbersOf(rows));
  const byNumber = new Map(grants.map((grant) => [Number(grant.number), grant]));
  return rows.map((row) => entryFromRow(row, byNumber));
}
