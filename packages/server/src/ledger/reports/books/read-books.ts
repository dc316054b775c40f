import { sql } from 'kysely';
import type { Sql } from '../../../database/index.ts';
import { assert } from '../../../kernel/index.ts';
import type { AccountRow } from '../../commit/queries.ts';
import { advance } from '../../account/advance.ts';
import { Stream } from '../../audit/stream.ts';
import type { Place } from '../../commit/commit-together.ts';
import { books, type Book } from '../../entries.ts';
import { stateFromRow } from '../../commit/rows.ts';
import { checkRange } from '../check-range.ts';
import { AccountTally, noSums, type Sums } from './account-tally.ts';
import { BooksTally, type Books } from './books-tally.ts';
import type { BooksPeriod, GrantedRow, MovesRow } from './queries.ts';

export interface BooksQuestion {
  /** The books as they were just before this moment: it is the first that no longer counts. */
  readonly atMs: number;
  /** Where the flows begin; with the first entry when left out. */
  readonly fromMs?: number | undefined;
}

/** Reads all accounts as of one moment of the database, so that nothing is booked in between. */
export async function readBooks({ database, queries }: Place, { atMs, fromMs = 0 }: BooksQuestion): Promise<Books> {
  const period = { fromMs, atMs };
  checkRange({ fromMs, toMs: atMs });
  return database.transaction(async (tx) => {
    await sql`set transaction isolation level repeatable read read only`.execute(tx);
    return new BooksReader(queries, tx, period).read();
  });
}

type BooksQueries = Pick<Place['queries'], 'streamMoves' | 'streamGranted' | 'streamAccounts' | 'sumColumns'>;

/** Goes through the journal once, account by account, with the grants and the rows of the accounts beside it. */
class BooksReader {
  readonly #queries: BooksQueries;
  readonly #on: Sql;
  readonly #period: BooksPeriod;
  readonly #granted: Stream<GrantedRow>;
  readonly #accounts: Stream<AccountRow>;
  readonly #tally: BooksTally;
  /** What is due and not booked. */
  readonly #due: { readonly before: Sums; readonly during: Sums } = { before: noSums(), during: noSums() };

  constructor(queries: BooksQueries, on: Sql, period: BooksPeriod) {
    this.#queries = queries;
    this.#on = on;
    this.#period = period;
    this.#granted = new Stream(queries.streamGranted(on));
    this.#accounts = new Stream(queries.streamAccounts(on));
    this.#tally = new BooksTally(period);
  }

  async read(): Promise<Books> {
    let current: { readonly accountId: string; readonly account: AccountTally } | undefined;
    for await (const row of this.#queries.streamMoves(this.#on, this.#period)) {
      if (row.account_id !== current?.accountId) {
        if (current) await this.#finish(current.accountId, current.account);
        current = { accountId: row.account_id, account: await this.#begin(row) };
      }
      current.account.addRow(row);
    }
    if (current) await this.#finish(current.accountId, current.account);
    assert((await this.#accounts.next()) === undefined, 'every account has a journal: run imprest audit');
    return this.#tally.report(await this.#sums());
  }

  async #begin({ account_id: accountId }: MovesRow): Promise<AccountTally> {
    const account = new AccountTally(this.#period);
    while ((await this.#granted.peek())?.account_id === accountId) {
      const row = await this.#granted.next();
      if (row) account.addGrant(row);
    }
    return account;
  }

  async #finish(accountId: string, account: AccountTally): Promise<void> {
    const row = await this.#accounts.next();
    assert(row?.account_id === accountId, `account ${accountId} has a journal and no row: run imprest audit`);
    // An entry that stands later has everything booked before it that was due.
    if (row.last_at.getTime() < this.#period.atMs) this.#addDue(row, account);
    this.#tally.addAccount(account);
  }

  #addDue(row: AccountRow, account: AccountTally): void {
    const { state, booked } = advance(stateFromRow(row), this.#period.atMs - 1);
    for (const each of booked) {
      account.addDue(each);
      const sums = each.entry.atMs >= this.#period.fromMs ? this.#due.during : this.#due.before;
      for (const { book, amount } of each.entry.postings) sums[book] += amount;
    }
    assert(account.balance === state.balance, `the journal of ${row.account_id} does not lead to its balance: run imprest audit`);
  }

  /** The sums of the columns, which know nothing of moves, grants and accounts, and what is due beside them. */
  async #sums(): Promise<ReadonlyMap<Book, { readonly before: bigint; readonly during: bigint }>> {
    const columns = await this.#queries.sumColumns(this.#on, this.#period);
    return new Map(
      books.map((book) => {
        const { before = 0n, during = 0n } = columns.get(book) ?? {};
        return [book, { before: before + this.#due.before[book], during: during + this.#due.during[book] }];
      }),
    );
  }
}
