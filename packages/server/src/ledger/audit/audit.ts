import { sql } from 'kysely';
import type { Database, Tx } from '../../database/index.ts';
import { creditLine } from './account-books.ts';
import { Broken, demand } from './broken.ts';
import { AccountAudit } from './audit-account.ts';
import { BalanceReader, type AccountBalance } from './balance-reader.ts';
import type { Original } from './follow-reversals.ts';
import { readMoves } from './moves.ts';
import { auditQueries, type AuditedAccount, type AuditedEntry, type AuditedGrant, type PlaceRow, type RefusalCount } from './queries.ts';
import { Stream } from './stream.ts';
import { Totals, type BookSums, type OutstandingLine } from './totals.ts';

export interface AuditOptions {
  /** Where the tables are; `ledger` when left out. */
  readonly schema?: string | undefined;
  /**
   * The books as they were at this moment, in milliseconds since 1970: entries up to it are followed, and what time had done by then
   * counts, booked or not. All that is booked when left out.
   */
  readonly atMs?: number | undefined;
  /** Of which accounts a balance at `atMs` is also read as its owner reads it; `sample` when left out. */
  readonly balances?: 'sample' | 'all' | undefined;
  /** Told from time to time how far the audit is. */
  readonly onProgress?: ((progress: { readonly accounts: number; readonly entries: number }) => void) | undefined;
  /** Told what each account had at the end, or at `atMs`. */
  readonly onAccount?: ((account: AccountBalance) => void) | undefined;
}

/** The first place at which the journal breaks a rule, or at which what is derived from it disagrees with it. */
export interface Difference {
  readonly accountId: string;
  /** The entry at which it shows, or `null` when it is about the account as a whole. */
  readonly number: number | null;
  /**
   * Which rule is broken. Of an entry: `numbering`, `time`, `moves`, `sum`, `postings`, `chain`, `due`, `kind`, `rule`, `grants`,
   * `burn-down`, `holds`, `usage`, `budgets`, `reserve`, `credit`, `recurring`, `transfers`, `reversals`, `refunds`, `below-zero` or
   * `balance`. Of the row of an account, those of them that it keeps, and `alerts`, `rules`, `accounts` and `refusals`. `reading` when an
   * owner is shown another balance.
   */
  readonly rule: string;
  /** A sentence with what is stored and what follows from the journal. */
  readonly detail: string;
}

export interface AuditReport {
  /** The moment of the books, or `null` when they are those of all that is booked. */
  readonly atMs: number | null;
  /** How many accounts were followed to their end. */
  readonly accounts: number;
  readonly entries: number;
  /** How many account rows were compared in full: at a past moment, those that were not written since. */
  readonly rowsCompared: number;
  /** How many balances were read as their owners read them. */
  readonly balancesRead: number;
  /** What each book holds over all accounts that were followed, in micro-credits; together they are zero. */
  readonly sums: Readonly<BookSums>;
  /** The same by the kind of grant by which the credits first came, and `credit_line`. */
  readonly funds: Readonly<Record<string, Readonly<BookSums>>>;
  /** What accounts have, by where it came from and the month in which it expires. */
  readonly outstanding: readonly OutstandingLine[];
  /** `null` when the books are whole. */
  readonly difference: Difference | null;
}

const entriesPerReport = 10_000;

/**
 * Recomputes every account from its entries alone, with code that shares nothing with the ledger's, and compares with what is stored.
 * Reads in pages, so that memory does not grow with the journal. Stops at the first difference. May run beside a working ledger.
 */
export function audit(database: Database, options: AuditOptions = {}): Promise<AuditReport> {
  return database.transaction(async (tx) => {
    await sql`set transaction isolation level repeatable read read only`.execute(tx);
    return auditWithin(tx, options);
  });
}

/** The audit as `tx` sees the tables. */
export function auditWithin(tx: Tx, options: AuditOptions): Promise<AuditReport> {
  return new Auditor(tx, options).run();
}

class Auditor {
  readonly #queries: ReturnType<typeof auditQueries>;
  readonly #options: AuditOptions;
  readonly #atMs: number | null;
  readonly #reader: BalanceReader | null;
  readonly #grants: Stream<AuditedGrant>;
  readonly #accounts: Stream<AuditedAccount>;
  readonly #refusals: Stream<RefusalCount>;
  readonly #totals = new Totals();
  #accountCount = 0;
  #entryCount = 0;
  #rowsCompared = 0;
  #at: { readonly accountId: string; readonly number: number | null } = { accountId: '', number: null };

  constructor(tx: Tx, options: AuditOptions) {
    const { schema = 'ledger', atMs = null, balances = 'sample' } = options;
    this.#options = options;
    this.#atMs = atMs;
    this.#queries = auditQueries(tx, schema, atMs);
    this.#reader = atMs === null ? null : new BalanceReader(tx, schema, atMs, balances === 'all');
    this.#grants = new Stream(this.#queries.grants());
    this.#accounts = new Stream(this.#queries.accounts());
    this.#refusals = new Stream(this.#queries.refusalCounts());
  }

  async run(): Promise<AuditReport> {
    try {
      await this.#followAll();
      const { findTwiceAnswered, findTwiceReversed, findUnevenTransfer } = this.#queries;
      this.#demandNone(await findTwiceAnswered(), 'refusals', (id) => `command ${id} is booked and also refused`);
      this.#demandNone(await findTwiceReversed(), 'reversals', (number) => `entry ${number} is undone twice`);
      this.#demandNone(await findUnevenTransfer(), 'transfers', (id) => `the two sides of transfer ${id} do not agree`);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      return this.#report({ ...this.#at, rule: error.rule, detail: error.message });
    }
    this.#tell();
    return this.#report(null);
  }

  #report(difference: Difference | null): AuditReport {
    return {
      atMs: this.#atMs,
      accounts: this.#accountCount,
      entries: this.#entryCount,
      rowsCompared: this.#rowsCompared,
      balancesRead: this.#reader?.read ?? 0,
      sums: this.#totals.sums(),
      funds: this.#totals.funds(),
      outstanding: this.#totals.outstanding(),
      difference,
    };
  }

  async #followAll(): Promise<void> {
    let current: { readonly accountId: string; readonly follower: AccountAudit } | undefined;
    for await (const entry of this.#queries.entries()) {
      if (entry.account_id !== current?.accountId) {
        if (current) await this.#finish(current.accountId, current.follower);
        current = { accountId: entry.account_id, follower: new AccountAudit(this.#totals) };
      }
      this.#at = { accountId: entry.account_id, number: Number(entry.number) };
      current.follower.follow(entry, await this.#termsOf(entry), await this.#originalOf(entry, current.follower));
      this.#entryCount += 1;
      if (this.#entryCount % entriesPerReport === 0) this.#tell();
    }
    if (current) await this.#finish(current.accountId, current.follower);
    await this.#demandEnd();
  }

  #tell(): void {
    this.#options.onProgress?.({ accounts: this.#accountCount, entries: this.#entryCount });
  }

  /** Read when it is needed, so that memory does not grow with the journal. */
  async #originalOf(entry: AuditedEntry, { books }: AccountAudit): Promise<Original | undefined> {
    if (entry.reverses_number === null) return undefined;
    return this.#queries.findOriginal(entry, ({ moves }) => {
      const named = readMoves(moves).map((move) => move.grant);
      return named.filter((grant) => grant !== creditLine && !books.grants.has(grant));
    });
  }

  /** Grants come in the order of the journal, one for each entry that gives credits of a new grant. */
  async #termsOf(entry: AuditedEntry): Promise<AuditedGrant | undefined> {
    const { kind, command_id: commandId, transfer_id: transferId, rule } = entry;
    const granted = kind === 'grant' && (commandId !== null || transferId !== null || rule !== null);
    const adjustedUp = kind === 'adjust' && (entry.adjustments ?? 0n) < 0n;
    if (!granted && !adjustedUp && kind !== 'rollover') return undefined;
    const terms = await this.#grants.next();
    const fits = terms?.account_id === entry.account_id && terms.number === entry.number;
    demand(fits, 'grants', `the next grant row is ${placeOf(terms)}, the next grant entry is ${placeOf(entry)}`);
    return terms;
  }

  async #finish(accountId: string, follower: AccountAudit): Promise<void> {
    this.#at = { accountId, number: null };
    const grant = await this.#grants.peek();
    demand(grant?.account_id !== accountId, 'grants', `grant row ${placeOf(grant)} has no entry`);
    const row = await this.#rowOf(accountId);
    const refusals = await this.#refusalsOf(accountId);
    if (!this.#isLater(row)) {
      follower.finish(row);
      const counted = `the account row counts ${row.refusals.toString()} refusals, ${refusals.toString()} are stored`;
      demand(refusals === row.refusals, 'refusals', counted);
      this.#rowsCompared += 1;
    }
    const books = this.#atMs === null ? follower.books : follower.passTo(this.#atMs);
    await this.#reader?.check(accountId, books);
    for (const { fund, expiresMs, available, held } of books.grants.values()) {
      if (available + held > 0n) this.#totals.addOutstanding(fund, expiresMs, available, held);
    }
    if (books.rules.credit.held > 0n) this.#totals.addOutstanding('credit_line', Infinity, 0n, books.rules.credit.held);
    this.#accountCount += 1;
    const { balance, held, available, rules } = books;
    this.#options.onAccount?.({ accountId, balance, held, available, unbilled: rules.credit.unbilled, billed: rules.credit.billed });
  }

  /** The row of an account. At a past moment, accounts that were opened later are passed over. */
  async #rowOf(accountId: string): Promise<AuditedAccount> {
    let row = await this.#accounts.next();
    while (row !== undefined && row.account_id !== accountId && this.#isLater(row)) {
      await this.#refusalsOf(row.account_id);
      row = await this.#accounts.next();
    }
    const found = `the next account row is ${row?.account_id ?? 'none'}, the next account in the journal is ${accountId}`;
    demand(row?.account_id === accountId, 'accounts', found);
    return row;
  }

  async #refusalsOf(accountId: string): Promise<bigint> {
    if ((await this.#refusals.peek())?.account_id !== accountId) return 0n;
    return (await this.#refusals.next())?.count ?? 0n;
  }

  /** Whether the row has entries that are not looked at. */
  #isLater(row: AuditedAccount): boolean {
    return this.#atMs !== null && row.last_at.getTime() > this.#atMs;
  }

  /** No account without a journal, no grant without an entry, no refusal without an account. */
  async #demandEnd(): Promise<void> {
    let account = await this.#accounts.next();
    while (account !== undefined && this.#isLater(account)) {
      await this.#refusalsOf(account.account_id);
      account = await this.#accounts.next();
    }
    if (account) this.#at = { accountId: account.account_id, number: null };
    demand(account === undefined, 'accounts', 'the account has a row and no entries');
    const grant = await this.#grants.next();
    if (grant) this.#at = { accountId: grant.account_id, number: Number(grant.number) };
    demand(grant === undefined, 'grants', 'the grant has a row and no entry');
    const refusal = await this.#refusals.next();
    if (refusal) this.#at = { accountId: refusal.account_id, number: null };
    demand(refusal === undefined, 'refusals', 'refusals are stored for an account that the journal does not have');
  }

  #demandNone(place: PlaceRow | undefined, rule: string, say: (about: string) => string): void {
    if (place) this.#at = { accountId: place.account_id, number: Number(place.number) };
    demand(place === undefined, rule, say(place?.about ?? ''));
  }
}

function placeOf(row: { readonly account_id: string; readonly number: bigint } | undefined): string {
  return row ? `${row.account_id}/${row.number.toString()}` : 'none';
}
