import { sql, type RawBuilder } from 'kysely';
import { prepared, type Sql, type Tx } from '../../database/index.ts';
import type { AccountState } from '../account/account-state.ts';
import type { Alert } from '../account/alerts.ts';
import type { BookedEntry } from '../account/book-entry.ts';
import type { RememberedRefusal } from '../decide/decide-requests.ts';
import type { Book } from '../entries.ts';
import { accountColumnNames, accountColumns, timeText } from './columns.ts';
import { queriesOfBooks } from '../reports/books/queries.ts';
import { turnKey, type TurnLimits } from './lane-turns.ts';
import type { NewIds } from './new-ids.ts';
import { queriesToRead } from './read-queries.ts';
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

    /** With the text of a subquery of another room, read at the same moment; `null` without one. */
    async loadAccountsBeside(
      on: Sql,
      accountIds: readonly string[],
      beside: RawBuilder<string | null> = sql`null::text`,
    ): Promise<readonly (AccountRow & { readonly beside: string | null })[]> {
      const { rows } = await sql<AccountRow & { readonly beside: string | null }>`${prepared}
        select ${accountColumns}, (${beside}) as beside from ${accounts} where account_id = any(${hidden(accountIds)})`.execute(on);
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

/**
 * `offset 0` keeps each a look into an index. As a join, the planner may read an index whole that it believes to be empty, as that of the holds
 * is before the first one, and keep to it while thousands come.
 */
function historyBranches({ entries, refusals, grants }: Tables, keys: HistoryKeys): readonly RawBuilder<unknown>[] {
  const branches = [
    sql`select 'entry' as source, e.account_id, e.command_id as id, e.number, null::text as kind
      from ${unnestKeys(keys.commands)}
      cross join lateral (select * from ${entries} where account_id = k.account_id and command_id = k.id offset 0) e`,
    sql`select 'refusal' as source, r.account_id, r.command_id as id, null::bigint as number, null::text as kind
      from ${unnestKeys(keys.commands)}
      cross join lateral (select * from ${refusals} where account_id = k.account_id and command_id = k.id offset 0) r`,
  ];
  if (keys.holds.length > 0) {
    branches.push(
      sql`select 'hold' as source, e.account_id, e.hold_id as id, null::bigint as number, case when e.hold_step = -1 then e.kind end as kind
        from ${unnestKeys(keys.holds)}
        cross join lateral (
          select * from ${entries} where account_id = k.account_id and hold_id = k.id and hold_step in (-1, 0) offset 0
        ) e`,
    );
  }
  if (keys.grants.length > 0) {
    branches.push(
      sql`select 'grant' as source, g.account_id, g.grant_id as id, null::bigint as number, null::text as kind
        from ${unnestKeys(keys.grants)}
        cross join lateral (select * from ${grants} where account_id = k.account_id and grant_id = k.id offset 0) g`,
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
