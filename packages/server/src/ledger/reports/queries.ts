import { sql, type RawBuilder } from 'kysely';
import type { Sql } from '../../database/index.ts';
import { entryColumns, timeText } from '../commit/columns.ts';
import type { EntryRow, Tables } from '../commit/queries.ts';
import type { UsageMember } from '../usage.ts';

/** One sum of usage, with the sums over all groups beside it, whether or not they are among the rows. */
export interface UsageRow {
  readonly values: readonly (string | null)[];
  /** Which of the given days it is of, from 1; `null` when days were not asked for. */
  readonly day: number | null;
  readonly amount: string;
  readonly count: bigint;
  readonly total_amount: string;
  readonly total_count: bigint;
  readonly total_groups: bigint;
}

export interface TimeRange {
  /** The first moment that counts. */
  readonly fromMs: number;
  /** The first moment that no longer counts. */
  readonly toMs: number;
}

/** The numbers of the entries of a time range: above `after`, up to and with `upTo`. */
export interface NumberRange {
  readonly after: number;
  readonly upTo: number;
}

const usageColumns: Readonly<Record<UsageMember, string>> = {
  projectId: 'project_id',
  apiKeyId: 'api_key_id',
  sessionId: 'session_id',
  model: 'model',
  operation: 'operation',
};

/** Entries that use credits, and those that undo one that did. To take back a refunded grant is no use. */
const isUse = sql.raw(`(kind in ('capture', 'spend') and usage is not null or kind = 'reverse' and usage < 0)`);

/** What reports read of one account. All statements filter on it and find times by halving the numbers. */
export function queriesToReport({ accounts, entries }: Tables) {
  /**
   * Which numbers the entries of a time range have. Numbers and times of an account rise together, so halving finds both ends through
   * the primary key.
   */
  const bounds = (accountId: string, { fromMs, toMs }: TimeRange): RawBuilder<unknown> => sql`
    search(side, until, low, high) as (
      select v.side, v.until, 0::bigint, coalesce((select last_number from ${accounts} where account_id = ${accountId}), 0)
      from (values (0, ${timeText(fromMs)}::timestamptz), (1, ${timeText(toMs)}::timestamptz)) v (side, until)
      union all
      select s.side, s.until, case when e.at < s.until then e.number else s.low end, case when e.at < s.until then s.high else e.number - 1 end
      from search s join ${entries} e on e.account_id = ${accountId} and e.number = (s.low + s.high + 1) / 2
      where s.low < s.high
    )`;
  const after = sql.raw('(select low from search where side = 0 and low = high)');
  const upTo = sql.raw('(select low from search where side = 1 and low = high)');

  return {
    async findNumberRange(on: Sql, accountId: string, range: TimeRange): Promise<NumberRange> {
      const { rows } = await sql<{ after: bigint; up_to: bigint }>`
        with recursive ${bounds(accountId, range)} select ${after} as after, ${upTo} as up_to`.execute(on);
      return { after: Number(rows[0]?.after ?? 0), upTo: Number(rows[0]?.up_to ?? 0) };
    },

    /**
     * Usage of a time range in groups, the largest first, at most `limit` of them. `dayStarts` cuts the range into days: each moment begins
     * one.
     */
    async sumUsage(
      on: Sql,
      accountId: string,
      range: TimeRange,
      groups: { readonly members: readonly UsageMember[]; readonly dayStarts: readonly number[] | null; readonly limit: number },
    ): Promise<readonly UsageRow[]> {
      const names = groups.members.map((member) => usageColumns[member]);
      const day =
        groups.dayStarts === null
          ? sql.raw('null::int')
          : sql`width_bucket(at, (select ${groups.dayStarts.map((startMs) => timeText(startMs))}::timestamptz[]))`;
      const { rows } = await sql<UsageRow>`
        with recursive ${bounds(accountId, range)}, used as (
          select ${sql.raw([...names, ''].join(', '))}${day} as day, usage
          from ${entries}
          where account_id = ${accountId} and number > ${after} and number <= ${upTo} and ${isUse}
        ), grouped as (
          select array[${sql.raw(names.join(', '))}]::text[] as values, day, sum(usage) as amount, count(*) as count
          from used group by ${sql.raw([...names, 'day'].join(', '))}
        )
        select values, day, amount::text, count, (sum(amount) over ())::text as total_amount, (sum(count) over ())::bigint as total_count,
          count(*) over () as total_groups
        from grouped order by grouped.amount desc, values, day limit ${groups.limit}`.execute(on);
      return rows;
    },

    /** When credits of the account were first used, or `undefined`. */
    async findFirstUse(on: Sql, accountId: string): Promise<number | undefined> {
      const { rows } = await sql<{ at: Date }>`
        select at from ${entries} where account_id = ${accountId} and ${isUse} order by number limit 1`.execute(on);
      return rows[0]?.at.getTime();
    },

    async loadEntriesBetween(on: Sql, accountId: string, { after: low, upTo: high }: NumberRange): Promise<readonly EntryRow[]> {
      const { rows } = await sql<EntryRow>`
        select ${entryColumns} from ${entries}
        where account_id = ${accountId} and number > ${low} and number <= ${high} order by number`.execute(on);
      return rows;
    },
  };
}
