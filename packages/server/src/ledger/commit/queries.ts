import { sql, type RawBuilder } from 'kysely';
import { prepared, type Sql, type Tx } from '../../database/index.ts';
import type { AccountState } from '../account/account-state.ts';
import type { Alert } from '../account/alerts.ts';
import type { BookedEntry } from '../account/book-entry.ts';
import type { RememberedRefusal } from '../decide/decide-requests.ts';
import type { Book } from '../entries.ts';
import { accountColumnNames, accountColumns, entryColumns, grantColumns, timeText } from './columns.ts';
import { queriesOfBooks } from '../reports/books/queries.ts';
import { turnKey, type TurnLimits } from './lane-turns.ts';
import type { NewIds } from './new-ids.ts';
import type { KnownVersion } from './recent-accounts.ts';
import { queriesToReport } from '../reports/queries.ts';
import { tableNames } from './table-names.ts';
import { statementsToWrite } from './write-queries.ts';

export interface AccountRow {
  readonly account_id: string;
  readonly version: bigint;
  readonly last_number: bigint;
  readonly last_at: Date;
  readonly balance: bigint;
  readonly held: bigint;
  readonly refusals: bigint;
  readonly last_hash: Buffer;
  readonly grants: unknown;
  readonly holds: unknown;
  readonly rules: unknown;
}

export type EntryRow = Readonly<Record<Book, bigint | null>> & {
  readonly account_id: string;
  readonly number: bigint;
  readonly at: Date;
  readonly kind: string;
  readonly balance_after: bigint;
  readonly held_after: bigint;
  readonly moves: string;
  readonly hash: Buffer;
  readonly command_id: string | null;
  readonly fingerprint: Buffer | null;
  readonly hold_id: string | null;
  readonly hold_step: number | null;
  readonly hold_deadline_at: Date | null;
  readonly reference_type: string | null;
  readonly reference_id: string | null;
  readonly memo: string | null;
  readonly project_id: string | null;
  readonly api_key_id: string | null;
  readonly session_id: string | null;
  readonly model: string | null;
  readonly operation: string | null;
  readonly transfer_id: string | null;
  readonly other_account_id: string | null;
  readonly reverses_number: bigint | null;
  readonly reverses_rest: bigint | null;
  readonly rule: string | null;
};

export interface GrantRow {
  readonly account_id: string;
  readonly number: bigint;
  readonly grant_id: string;
  readonly kind: string;
  readonly amount: bigint;
  readonly priority: number;
  readonly effective_at: Date;
  readonly expires_at: Date | null;
  readonly created_at: Date;
  readonly label: string;
  readonly origin_kind: string | null;
}

export interface RefusalRow {
  readonly account_id: string;
  readonly command_id: string;
  readonly fingerprint: Buffer;
  readonly code: string;
  readonly detail: string;
  readonly extras: unknown;
}

/** An entry with what a reversal or a refund of it must know. */
export interface ReversibleRow extends EntryRow {
  readonly reversed: boolean;
  readonly later_purchase: boolean;
}

/** What the past knows about an id that a command names. */
export interface HistoryRow {
  readonly source: 'entry' | 'refusal' | 'hold' | 'grant';
  readonly account_id: string;
  /** The command id, hold id or grant id. */
  readonly id: string;
  /** Of the entry that answered the command. */
  readonly number: bigint | null;
  /** Of the entry that ended the hold; `null` for a hold that nothing has ended yet. */
  readonly kind: string | null;
}

/** An id within its account. */
export interface AccountKey {
  readonly accountId: string;
  readonly id: string;
}

/** The number of an entry, or of the entry that granted a grant, within its account. */
export interface AccountPlace {
  readonly accountId: string;
  readonly number: number;
}

export interface HistoryKeys {
  readonly commands: readonly AccountKey[];
  readonly holds: readonly AccountKey[];
  readonly grants: readonly AccountKey[];
}

/** An account as it is to be stored, with what was booked and refused since it was read. */
export interface AccountWrite {
  readonly state: AccountState;
  readonly booked: readonly BookedEntry[];
  readonly refusals: readonly RememberedRefusal[];
  readonly alerts: readonly Alert[];
  /** The account is left alone when one of these has been used; what was read with its past needs none. */
  readonly newIds?: readonly NewIds[] | undefined;
}

export type Queries = ReturnType<typeof ledgerQueries>;

export interface Tables {
  readonly accounts: RawBuilder<unknown>;
  readonly entries: RawBuilder<unknown>;
  readonly grants: RawBuilder<unknown>;
  readonly refusals: RawBuilder<unknown>;
}

/** All SQL of the ledger, for tables in `schema` and events in `outbox`. Every statement names the accounts that it is about. */
export function ledgerQueries(schema: string, outbox: string) {
  const names = tableNames(schema, outbox);
  const tables: Tables = {
    accounts: sql.raw(names.accounts),
    entries: sql.raw(names.entries),
    grants: sql.raw(names.grants),
    refusals: sql.raw(names.refusals),
  };
  return {
    ...queriesToDecide(tables),
    ...queriesOfTurns(tables, names.accounts),
    ...queriesOfTime(tables),
    ...queriesToRead(tables),
    ...queriesToReport(tables),
    ...queriesOfBooks(tables),
    writeAccounts: statementsToWrite(names),
  };
}

function queriesToDecide(tables: Tables) {
  const { accounts, refusals } = tables;
  return {
    async loadAccounts(on: Sql, accountIds: readonly string[]): Promise<readonly AccountRow[]> {
      const { rows } =
        await sql<AccountRow>`${prepared} select ${accountColumns} from ${accounts} where account_id = any(${hidden(accountIds)})`.execute(
          on,
        );
      return rows;
    },

    /** Locks one account until the transaction ends. Never more than one: a cluster refuses to lock many, and one cannot be waited for in a circle. */
    async lockAccount(tx: Tx, accountId: string): Promise<AccountRow | undefined> {
      const { rows } =
        await sql<AccountRow>`${prepared} select ${accountColumns} from ${accounts} where account_id = ${accountId} for update`.execute(tx);
      return rows[0];
    },

    /** The accounts, and what the past knows about the ids that commands name, as of one moment. */
    async loadAccountsWithHistory(
      on: Sql,
      accountIds: readonly string[],
      keys: HistoryKeys,
    ): Promise<{ readonly accounts: readonly AccountRow[]; readonly history: readonly HistoryRow[] }> {
      const nothing = sql.raw(', null'.repeat(accountColumnNames.length - 1));
      const { rows } = await sql<({ readonly source: 'account' } & AccountRow) | HistoryRow>`${prepared}
        select 'account' as source, null::text as id, null::bigint as number, null::text as kind, ${accountColumns}
        from ${accounts} where account_id = any(${hidden(accountIds)})
        ${sql.join(
          historyBranches(tables, keys).map(
            (branch) => sql`union all select source, id, number, kind, account_id${nothing} from (${branch}) h`,
          ),
          sql` `,
        )}`.execute(on);
      const found: AccountRow[] = [];
      const history: HistoryRow[] = [];
      for (const row of rows) {
        if (row.source === 'account') found.push(row);
        else history.push(row);
      }
      return { accounts: found, history };
    },

    /** Must run after the account was locked, so that nothing comes in between. */
    async loadHistory(tx: Tx, keys: HistoryKeys): Promise<readonly HistoryRow[]> {
      const { rows } = await sql<HistoryRow>`${prepared} ${sql.join(historyBranches(tables, keys), sql` union all `)}`.execute(tx);
      return rows;
    },

    async loadRefusals(on: Sql, keys: readonly AccountKey[]): Promise<readonly RefusalRow[]> {
      const { rows } = await sql<RefusalRow>`
        select r.account_id, r.command_id, r.fingerprint, r.code, r.detail, r.extras
        from ${unnestKeys(keys)} join ${refusals} r on r.account_id = k.account_id and r.command_id = k.id`.execute(on);
      return rows;
    },
  };
}

function queriesOfTurns({ accounts }: Tables, name: string) {
  return {
    /** Those of the accounts that are no longer the version that is remembered. */
    async loadChangedAccounts(on: Sql, known: readonly KnownVersion[]): Promise<readonly AccountRow[]> {
      const accountIds = known.map(({ accountId }) => accountId);
      const versions = known.map(({ version }) => version);
      const { rows } = await sql<AccountRow>`${prepared}
        select ${accountColumns} from unnest(${hidden(accountIds)}, (select ${versions}::bigint[])::bigint[]) as k (k_account, k_version)
        join ${accounts} on account_id = k_account where version <> k_version`.execute(on);
      return rows;
    },

    /**
     * Waits until it is this transaction's turn for a lane, until it ends. Throws when others take too long. PostgreSQL itself ends the turn of
     * a process that stands still.
     */
    async waitForTurn(tx: Tx, lane: number, { longestMs, patienceMs }: TurnLimits): Promise<void> {
      await sql`${prepared}
        select set_config('lock_timeout', ${String(patienceMs)}, true),
          set_config('idle_in_transaction_session_timeout', ${String(4 * longestMs)}, true),
          pg_advisory_xact_lock(${turnKey(name, lane)}::bigint)`.execute(tx);
    },
  };
}

function historyBranches({ entries, refusals, grants }: Tables, keys: HistoryKeys): readonly RawBuilder<unknown>[] {
  const branches = [
    sql`select 'entry' as source, e.account_id, e.command_id as id, e.number, null::text as kind
      from ${unnestKeys(keys.commands)} join ${entries} e on e.account_id = k.account_id and e.command_id = k.id`,
    sql`select 'refusal' as source, r.account_id, r.command_id as id, null::bigint as number, null::text as kind
      from ${unnestKeys(keys.commands)} join ${refusals} r on r.account_id = k.account_id and r.command_id = k.id`,
  ];
  if (keys.holds.length > 0) {
    branches.push(
      sql`select 'hold' as source, e.account_id, e.hold_id as id, null::bigint as number, case when e.hold_step = -1 then e.kind end as kind
        from ${unnestKeys(keys.holds)} join ${entries} e on e.account_id = k.account_id and e.hold_id = k.id and e.hold_step in (-1, 0)`,
    );
  }
  if (keys.grants.length > 0) {
    branches.push(
      sql`select 'grant' as source, g.account_id, g.grant_id as id, null::bigint as number, null::text as kind
        from ${unnestKeys(keys.grants)} join ${grants} g on g.account_id = k.account_id and g.grant_id = k.id`,
    );
  }
  return branches;
}

function queriesOfTime({ accounts }: Tables) {
  return {
    /** Accounts of which something may be due, longest due first. */
    async findDueAccounts(on: Sql, nowMs: number, limit: number): Promise<readonly string[]> {
      const { rows } = await sql<{ account_id: string }>`
        select account_id from ${accounts} where next_due_at <= ${timeText(nowMs)}::timestamptz order by next_due_at limit ${limit}`.execute(
        on,
      );
      return rows.map((row) => row.account_id);
    },

    /** Moves the search for an account that was found at `nowMs` for nothing, if it is still this version and to be found; gives whether it was. */
    async correctDue(on: Sql, accountId: string, version: number, nowMs: number, dueMs: number | null): Promise<boolean> {
      const { numAffectedRows = 0n } = await sql`
        update ${accounts} set next_due_at = ${timeText(dueMs)}::timestamptz
        where account_id = ${accountId} and version = ${version} and next_due_at <= ${timeText(nowMs)}::timestamptz`.execute(on);
      return numAffectedRows > 0n;
    },
  };
}

function queriesToRead({ entries, grants }: Tables) {
  const entriesWhere = async (on: Sql, condition: RawBuilder<unknown>): Promise<readonly EntryRow[]> => {
    const { rows } = await sql<EntryRow>`select ${entryColumns} from ${entries} where ${condition} order by number`.execute(on);
    return rows;
  };
  return {
    async loadEntries(on: Sql, places: readonly AccountPlace[]): Promise<readonly EntryRow[]> {
      if (places.length === 0) return [];
      const { rows } = await sql<EntryRow>`
        select ${entryColumns} from ${unnestPlaces(places)} join ${entries} on account_id = k_account and number = k_number`.execute(on);
      return rows;
    },

    async loadEntriesBefore(on: Sql, accountId: string, number: number, limit: number): Promise<readonly EntryRow[]> {
      const { rows } = await sql<EntryRow>`
        select ${entryColumns} from ${entries} where account_id = ${accountId} and number < ${number} order by number desc limit ${limit}`.execute(
        on,
      );
      return rows;
    },

    /**
     * The last entry booked by a moment. Numbers and times of an account rise together, so halving the numbers finds it through the
     * primary key: time needs no index of its own.
     */
    async loadLastEntryBy(on: Sql, accountId: string, atMs: number, lastNumber: number): Promise<EntryRow | undefined> {
      const { rows } = await sql<EntryRow>`
        with recursive search(low, high) as (
          select 0::bigint, ${lastNumber}::bigint
          union all
          select case when e.at <= ${timeText(atMs)}::timestamptz then e.number else s.low end,
                 case when e.at <= ${timeText(atMs)}::timestamptz then s.high else e.number - 1 end
          from search s join ${entries} e on e.account_id = ${accountId} and e.number = (s.low + s.high + 1) / 2
          where s.low < s.high
        )
        select ${entryColumns} from ${entries}
        where account_id = ${accountId} and number = (select low from search where low = high)`.execute(on);
      return rows[0];
    },

    /** The entries of commands, and whether they have been reversed. */
    async loadReversibleEntries(on: Sql, accountId: string, commandIds: readonly string[]): Promise<readonly ReversibleRow[]> {
      const { rows } = await sql<ReversibleRow>`
        select ${entryColumns}, exists (
          select from ${entries} r where r.account_id = ${accountId} and r.reverses_number = e.number
        ) as reversed, e.kind = 'grant' and exists (
          select from ${grants} g where g.account_id = ${accountId} and g.kind = 'purchased' and g.number < e.number
        ) as later_purchase
        from ${entries} e where account_id = ${accountId} and command_id = any(${commandIds}::text[])`.execute(on);
      return rows;
    },

    async hasBought(on: Sql, accountId: string): Promise<boolean> {
      const { rows } = await sql<{ bought: boolean }>`
        select exists (select from ${grants} where account_id = ${accountId} and kind = 'purchased') as bought`.execute(on);
      return rows[0]?.bought ?? false;
    },

    /** The side of a transfer that an account has. */
    loadTransferSide: (on: Sql, accountId: string, transferId: string): Promise<readonly EntryRow[]> =>
      entriesWhere(on, sql`account_id = ${accountId} and transfer_id = ${transferId}`),

    /** What an account has sent since a moment. Must run after the account was locked. */
    async sumTransfers(tx: Tx, accountId: string, sinceMs: number): Promise<bigint> {
      const { rows } = await sql<{ sent: bigint }>`
        select coalesce(sum(transfers), 0)::bigint as sent from ${entries}
        where account_id = ${accountId} and kind = 'transfer' and at >= ${timeText(sinceMs)}::timestamptz`.execute(tx);
      return rows[0]?.sent ?? 0n;
    },

    async loadGrants(on: Sql, places: readonly AccountPlace[]): Promise<readonly GrantRow[]> {
      if (places.length === 0) return [];
      const { rows } = await sql<GrantRow>`
        select ${grantColumns} from ${unnestPlaces(places)} join ${grants} on account_id = k_account and number = k_number`.execute(on);
      return rows;
    },

    async hasGrantOfKind(on: Sql, accountId: string, kind: string, beforeNumber: number): Promise<boolean> {
      const { rows } = await sql`
        select from ${grants} where account_id = ${accountId} and kind = ${kind} and number < ${beforeNumber} limit 1`.execute(on);
      return rows.length > 0;
    },

    /** The entries of an account whose command ids begin so, in order. The ids are kept in the order of their bytes. */
    loadEntriesOfCommands: (on: Sql, accountId: string, idPrefix: string): Promise<readonly EntryRow[]> =>
      entriesWhere(on, sql`account_id = ${accountId} and command_id >= ${idPrefix} and command_id < ${`${idPrefix}\u{10ffff}`}`),

    /** Every entry of one hold, in order. */
    loadHoldEntries: (on: Sql, accountId: string, holdId: string): Promise<readonly EntryRow[]> =>
      entriesWhere(on, sql`account_id = ${accountId} and hold_id = ${holdId}`),
  };
}

function unnestKeys(keys: readonly AccountKey[]): RawBuilder<unknown> {
  return sql`unnest(${hidden(keys.map((key) => key.accountId))}, ${hidden(keys.map((key) => key.id))}) as k (account_id, id)`;
}

/**
 * Texts whose number the planner does not see. Otherwise it thinks that a plan made for one text is much better than a kept one, and
 * plans a prepared statement anew each time, which takes longer than to run it.
 */
function hidden(texts: readonly string[]): RawBuilder<unknown> {
  return sql`(select ${texts}::text[])::text[]`;
}

function unnestPlaces(places: readonly AccountPlace[]): RawBuilder<unknown> {
  const accountIds = places.map((place) => place.accountId);
  const numbers = places.map((place) => place.number);
  return sql`unnest(${accountIds}::text[], ${numbers}::bigint[]) as k (k_account, k_number)`;
}
