import type { RawBuilder } from 'kysely';
import type { AccountState } from '../account/account-state.ts';
import { advance } from '../account/advance.ts';
import type { BookedEntry } from '../account/book-entry.ts';
import type { Place } from '../commit/commit-together.ts';
import { bookingTimeMs } from '../decide/decide.ts';
import type { Problem } from '../../kernel/index.ts';
import { unknownAccount } from '../problems.ts';
import { stateFromRow } from '../commit/rows.ts';

/** Where a read finds accounts: what it reads may be as of one moment, when `sql` is a transaction. */
export type ReadPlace = Pick<Place, 'queries' | 'clock'> & { readonly database: Pick<Place['database'], 'sql'> };

/** An account as stored, or refuses `unknown_account`. */
export async function loadAccount(
  { database, queries }: Pick<ReadPlace, 'database' | 'queries'>,
  accountId: string,
): Promise<AccountState> {
  const [row] = await queries.loadAccounts(database.sql, [accountId]);
  if (row === undefined) throw noAccount(accountId);
  return stateFromRow(row);
}

export function noAccount(accountId: string): Problem {
  return unknownAccount(`There is no account ${accountId}: check its id.`);
}

export interface CurrentAccount {
  readonly state: AccountState;
  /** What time has done and nobody has stored yet, newest last. It will be stored exactly so with the next command. */
  readonly due: readonly BookedEntry[];
  readonly asOfMs: number;
}

/** An account as it is now, whatever has been stored of it. */
export async function loadCurrentAccount(place: ReadPlace, accountId: string): Promise<CurrentAccount> {
  return currentAccountOf(await loadAccount(place, accountId), place.clock.nowMs());
}

/** An account, and what another room asked for of the same moment. */
export interface AccountBeside extends CurrentAccount {
  readonly beside: string | null;
}

/** These accounts as they are now, in their order; `null` for one that there is not. */
export async function loadCurrentAccounts(
  place: ReadPlace,
  accountIds: readonly string[],
  beside?: RawBuilder<string | null>,
): Promise<readonly (AccountBeside | null)[]> {
  const rows = await place.queries.loadAccountsBeside(place.database.sql, [...new Set(accountIds)], beside);
  const accounts = new Map(
    rows.map((row) => [row.account_id, { ...currentAccountOf(stateFromRow(row), place.clock.nowMs()), beside: row.beside }]),
  );
  return accountIds.map((accountId) => accounts.get(accountId) ?? null);
}

/** A stored account as it is at `nowMs`. */
function currentAccountOf(stored: AccountState, nowMs: number): CurrentAccount {
  const asOfMs = bookingTimeMs(stored, nowMs);
  const { state, booked } = advance(stored, asOfMs);
  return { state, due: booked, asOfMs };
}
