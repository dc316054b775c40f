import { sql } from 'kysely';
import type { Sql } from '../../../database/index.ts';
import { accountColumns, timeText } from '../../commit/columns.ts';
import { books, type Book } from '../../entries.ts';
import type { AccountRow, Tables } from '../../commit/queries.ts';

export interface BooksPeriod {
  /** Where the flows begin. */
  readonly fromMs: number;
  /** The first moment that no longer counts. */
  readonly atMs: number;
}

/** The moves of one account in one page of its journal, before and in the period. */
export interface MovesRow {
  readonly account_id: string;
  /** The last entry of the account in the page. */
  readonly number: bigint;
  /** How many entries of the page, and how many of them count. */
  readonly read: bigint;
  readonly counted: bigint;
  readonly before: string | null;
  readonly during: string | null;
  /** Bills and their payments: when in ms, and the moves. */
  readonly bills: readonly (readonly [atMs: number, moves: string])[] | null;
}

export interface GrantedRow {
  readonly account_id: string;
  readonly number: bigint;
  readonly kind: string;
  readonly origin_kind: string | null;
  readonly expires_at: Date | null;
}

/** Rows of the journal that are read at once: some megabytes. */
const movesPage = 20_000;
const rowsPage = 2_000;

/** The tables as streams in the order of account and number, a page at a time, and the sums of all columns. */
export function queriesOfBooks({ accounts, entries, grants }: Tables) {
  return {
    async *streamMoves(on: Sql, { fromMs, atMs }: BooksPeriod): AsyncGenerator<MovesRow, undefined> {
      let [accountId, number] = ['', 0n];
      const [from, at] = [sql`${timeText(fromMs)}::timestamptz`, sql`${timeText(atMs)}::timestamptz`];
      for (;;) {
        const { rows } = await sql<MovesRow>`
          select account_id, max(number) as number, count(*) as read, count(*) filter (where at < ${at}) as counted,
            string_agg(moves, ' ') filter (where at < ${from} and at < ${at} and moves <> '') as before,
            string_agg(moves, ' ') filter (where at >= ${from} and at < ${at} and moves <> '') as during,
            json_agg(json_build_array(floor(extract(epoch from at) * 1000)::bigint, moves) order by number)
              filter (where at < ${at} and kind in ('close-period', 'settle')) as bills
          from (
            select account_id, number, at, kind, moves from ${entries} where (account_id, number) > (${accountId}, ${number})
            order by account_id, number limit ${movesPage}
          ) page
          group by account_id order by account_id`.execute(on);
        yield* rows;
        const last = rows.at(-1);
        if (last === undefined || rows.reduce((sum, row) => sum + Number(row.read), 0) < movesPage) return undefined;
        [accountId, number] = [last.account_id, last.number];
      }
    },

    async *streamGranted(on: Sql): AsyncGenerator<GrantedRow, undefined> {
      let [accountId, number] = ['', 0n];
      for (;;) {
        const { rows } = await sql<GrantedRow>`
          select account_id, number, kind, origin_kind, expires_at from ${grants}
          where (account_id, number) > (${accountId}, ${number}) order by account_id, number limit ${rowsPage}`.execute(on);
        yield* rows;
        const last = rows.at(-1);
        if (last === undefined) return undefined;
        [accountId, number] = [last.account_id, last.number];
      }
    },

    async *streamAccounts(on: Sql): AsyncGenerator<AccountRow, undefined> {
      let accountId = '';
      for (;;) {
        const { rows } = await sql<AccountRow>`
          select ${accountColumns} from ${accounts} where account_id > ${accountId} order by account_id limit ${rowsPage}`.execute(on);
        yield* rows;
        const last = rows.at(-1);
        if (last === undefined) return undefined;
        accountId = last.account_id;
      }
    },

    /** What each column sums to before and in the period, of what is booked. */
    async sumColumns(on: Sql, { fromMs, atMs }: BooksPeriod): Promise<ReadonlyMap<Book, { before: bigint; during: bigint }>> {
      const from = sql`${timeText(fromMs)}::timestamptz`;
      const sums = books.map(
        (book) => sql`coalesce(sum(${sql.ref(book)}) filter (where at < ${from}), 0)::text as ${sql.ref(`${book}_before`)},
          coalesce(sum(${sql.ref(book)}) filter (where at >= ${from}), 0)::text as ${sql.ref(`${book}_during`)}`,
      );
      const { rows } = await sql<Record<string, string>>`
        select ${sql.join(sums)} from ${entries} where at < ${timeText(atMs)}::timestamptz`.execute(on);
      const [row = {}] = rows;
      return new Map(
        books.map((book) => [book, { before: BigInt(row[`${book}_before`] ?? 0), during: BigInt(row[`${book}_during`] ?? 0) }]),
      );
    },
  };
}
