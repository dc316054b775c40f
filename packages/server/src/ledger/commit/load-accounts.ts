import type { Sql } from '../../database/index.ts';
import type { ProblemExtras } from '../../kernel/index.ts';
import type { AccountState } from '../account/account-state.ts';
import { derivedGrantId } from '../decide/check-command.ts';
import type { Answer, Request } from '../decide/decide-requests.ts';
import type { Entry } from '../entries.ts';
import type { HoldEnd } from '../holds.ts';
import type { AccountKey, AccountPlace, AccountRow, EntryRow, GrantRow, HistoryKeys, HistoryRow, Queries } from './queries.ts';
import { loadPast } from './load-past.ts';
import type { Past } from '../account/reversible.ts';
import { entryFromRow, grantNumbersOf, holdEndOf, stateFromRow } from './rows.ts';

/** What decideRequests needs of one account. */
export interface LoadedAccount {
  readonly state: AccountState | undefined;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly past: Past;
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
  for (const [accountId, ofAccount] of requests) {
    const state = states.get(accountId);
    loaded.set(accountId, {
      state: state && withHistory(state, historyByAccount.get(accountId) ?? []),
      answers: answers.get(accountId) ?? new Map<string, Answer>(),
      // Only when a request undoes something is anything read here.
      past: await loadPast(queries, on, accountId, ofAccount),
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
      const grantId =
        command.command === 'adjust'
          ? derivedGrantId(command)
          : command.command === 'grant'
            ? (command.grantId ?? derivedGrantId(command))
            : undefined;
      if (isText(grantId)) grants.push({ accountId, id: grantId });
    }
  }
  return { commands, holds, grants };
}

/** Commands are not checked yet, so a member may be anything; what PostgreSQL cannot hold is in no row. */
export function isText(value: unknown): value is string {
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

export async function loadAnswers(
  queries: Queries,
  on: Sql,
  history: readonly HistoryRow[],
): Promise<ReadonlyMap<string, Map<string, Answer>>> {
  const answers = new Map<string, Map<string, Answer>>();
  const remember = (accountId: string, commandId: string, answer: Answer): void => {
    const ofAccount = answers.get(accountId) ?? new Map<string, Answer>();
    answers.set(accountId, ofAccount.set(commandId, answer));
  };
  const booked = history.filter((row) => row.source === 'entry').map((row) => ({ accountId: row.account_id, number: Number(row.number) }));
  const rows = await queries.loadEntries(on, booked);
  const entries = await entriesFromRows(queries, on, rows);
  for (const [index, row] of rows.entries()) {
    const entry = entries[index];
    if (entry && row.command_id !== null && row.fingerprint !== null) {
      remember(row.account_id, row.command_id, { fingerprint: row.fingerprint.toString('hex'), entry });
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

/** Entries from their rows, in the order of the rows. */
export async function entriesFromRows(queries: Queries, on: Sql, rows: readonly EntryRow[]): Promise<readonly Entry[]> {
  const places = new Map<string, AccountPlace>();
  for (const row of rows) {
    for (const number of grantNumbersOf(row)) places.set(`${String(number)} ${row.account_id}`, { accountId: row.account_id, number });
  }
  const grants = Map.groupBy(await queries.loadGrants(on, [...places.values()]), (grant) => grant.account_id);
  const byAccount = new Map(
    [...grants].map(([accountId, ofAccount]) => [accountId, new Map(ofAccount.map((grant) => [Number(grant.number), grant]))]),
  );
  return rows.map((row) => entryFromRow(row, byAccount.get(row.account_id) ?? new Map<number, GrantRow>()));
}
