import { sql, type RawBuilder } from 'kysely';
import type { Sql, Tx } from '../../database/index.ts';
import { entryColumns, grantColumns, timeText } from './columns.ts';
import type { AccountPlace, EntryRow, GrantRow, ReversibleRow, Tables } from './queries.ts';

/** What is read of entries and grants that are booked. */
export function queriesToRead({ entries, grants }: Tables) {
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

function unnestPlaces(places: readonly AccountPlace[]): RawBuilder<unknown> {
  const accountIds = places.map((place) => place.accountId);
  const numbers = places.map((place) => place.number);
  return sql`unnest(${accountIds}::text[], ${numbers}::bigint[]) as k (k_account, k_number)`;
}
