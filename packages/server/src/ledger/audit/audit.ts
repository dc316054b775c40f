import { sql } from 'kysely';
import type { Database, Tx } from '../../database/index.ts';
import { Broken, demand, readMoves } from './account-books.ts';
import type { Original } from './audit-reversal.ts';
import { AccountAudit } from './audit-account.ts';
import { auditedBooks, auditQueries, type AuditedAccount, type AuditedEntry, type AuditedGrant, type RefusalCount } from './queries.ts';
import { Stream } from './stream.ts';

export interface AuditOptions {
  /** Where the tables are; `ledger` when left out. */
  readonly schema?: string | undefined;
  /** Told from time to time how far the audit is. */
  readonly onProgress?: ((progress: { readonly accounts: number; readonly entries: number }) => void) | undefined;
}

/** The first place at which the journal breaks a rule, or at which what is derived from it disagrees with it. */
export interface Difference {
  readonly accountId: string;
  /** The entry at which it shows, or `null` when it is about the account as a whole. */
  readonly number: number | null;
  /**
   * Which rule is broken: `sum`, `postings`, `moves`, `numbering`, `time`, `due`, `chain`, `kind`, `balance`, `below-zero`, `grants`,
   * `burn-down`, `transfers`, `reversals`, `holds`, `usage`, `refusals` or `accounts`.
   */
  readonly rule: string;
  /** A sentence with what was expected and what was found. */
  readonly detail: string;
}

export interface AuditReport {
  /** How many accounts were followed to their end. */
  readonly accounts: number;
  readonly entries: number;
  /** What each book holds over all accounts that were followed, in micro-credits; together they are zero. */
  readonly sums: Readonly<Record<string, bigint>>;
  /** `null` when the books are whole. */
  readonly difference: Difference | null;
}

const entriesPerReport = 10_000;

/**
 * Recomputes everything from the journal alone, account by account and as of one moment, and compares it with what is stored. Reads in
 * pages, so that memory does not grow with the journal. Stops at the first difference. May run beside a working ledger.
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
  readonly #onProgress: AuditOptions['onProgress'];
  readonly #grants: Stream<AuditedGrant>;
  readonly #accounts: Stream<AuditedAccount>;
  readonly #refusals: Stream<RefusalCount>;
  readonly #sums = new Map<string, bigint>(auditedBooks.map((book) => [book, 0n]));
  #accountCount = 0;
  #entryCount = 0;
  #at: { readonly accountId: string; readonly number: number | null } = { accountId: '', number: null };

  constructor(tx: Tx, { schema = 'ledger', onProgress }: AuditOptions) {
    this.#queries = auditQueries(tx, schema);
    this.#onProgress = onProgress;
    this.#grants = new Stream(this.#queries.grants());
    this.#accounts = new Stream(this.#queries.accounts());
    this.#refusals = new Stream(this.#queries.refusalCounts());
  }

  async run(): Promise<AuditReport> {
    try {
      await this.#followAll();
      await this.#checkAnswers();
      await this.#checkTransfers();
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      return this.#report({ ...this.#at, rule: error.rule, detail: error.message });
    }
    this.#tell();
    return this.#report(null);
  }

  #report(difference: Difference | null): AuditReport {
    return { accounts: this.#accountCount, entries: this.#entryCount, sums: Object.fromEntries(this.#sums), difference };
  }

  async #followAll(): Promise<void> {
    let current: { readonly accountId: string; readonly follower: AccountAudit } | undefined;
    for await (const entry of this.#queries.entries()) {
      if (entry.account_id !== current?.accountId) {
        if (current) await this.#finish(current.accountId, current.follower);
        current = { accountId: entry.account_id, follower: new AccountAudit() };
      }
      this.#at = { accountId: entry.account_id, number: Number(entry.number) };
      current.follower.follow(entry, await this.#termsOf(entry), await this.#originalOf(entry));
      this.#count(entry);
    }
    if (current) await this.#finish(current.accountId, current.follower);
    await this.#demandEnd();
  }

  #count(entry: AuditedEntry): void {
    for (const book of auditedBooks) this.#sums.set(book, (this.#sums.get(book) ?? 0n) + (entry[book] ?? 0n));
    this.#entryCount += 1;
    if (this.#entryCount % entriesPerReport === 0) this.#tell();
  }

  #tell(): void {
    this.#onProgress?.({ accounts: this.#accountCount, entries: this.#entryCount });
  }

  /** Read when it is needed, so that memory does not grow with the journal. */
  async #originalOf(entry: AuditedEntry): Promise<Original | undefined> {
    if (entry.reverses_number === null) return undefined;
    return this.#queries.findOriginal(entry.account_id, entry.reverses_number, (moves) => readMoves(moves).map((move) => move.grant));
  }

  /** Grants come in the order of the journal, one for each entry that a grant command caused. */
  async #termsOf(entry: AuditedEntry): Promise<AuditedGrant | undefined> {
    const granted = entry.kind === 'grant' && (entry.command_id !== null || entry.transfer_id !== null);
    const adjustedUp = entry.kind === 'adjust' && (entry.adjustments ?? 0n) < 0n;
    if (!granted && !adjustedUp) return undefined;
    const terms = await this.#grants.next();
    const fits = terms?.account_id === entry.account_id && terms.number === entry.number;
    demand(fits, 'grants', `the next grant row is ${placeOf(terms)}, the next grant entry is ${placeOf(entry)}`);
    return terms;
  }

  async #finish(accountId: string, follower: AccountAudit): Promise<void> {
    this.#at = { accountId, number: null };
    const row = await this.#accounts.next();
    demand(
      row?.account_id === accountId,
      'accounts',
      `the next account row is ${row?.account_id ?? 'none'}, the next account in the journal is ${accountId}`,
    );
    follower.finish(row);
    const grant = await this.#grants.peek();
    demand(grant?.account_id !== accountId, 'grants', `grant row ${placeOf(grant)} has no entry`);
    const refusals = (await this.#refusals.peek())?.account_id === accountId ? ((await this.#refusals.next())?.count ?? 0n) : 0n;
    demand(
      refusals === row.refusals,
      'refusals',
      `the account row counts ${row.refusals.toString()} refusals, ${refusals.toString()} are stored`,
    );
    this.#accountCount += 1;
  }

  /** No account without a journal, no grant without an entry, no refusal without an account. */
  async #demandEnd(): Promise<void> {
    const account = await this.#accounts.next();
    if (account) this.#at = { accountId: account.account_id, number: null };
    demand(account === undefined, 'accounts', 'the account has a row and no entries');
    const grant = await this.#grants.next();
    if (grant) this.#at = { accountId: grant.account_id, number: Number(grant.number) };
    demand(grant === undefined, 'grants', 'the grant has a row and no entry');
    const refusal = await this.#refusals.next();
    if (refusal) this.#at = { accountId: refusal.account_id, number: null };
    demand(refusal === undefined, 'refusals', 'refusals are stored for an account that the journal does not have');
  }

  async #checkTransfers(): Promise<void> {
    const uneven = await this.#queries.findUnevenTransfer();
    if (uneven) this.#at = { accountId: uneven.account_id, number: Number(uneven.number) };
    demand(uneven === undefined, 'transfers', `the two sides of transfer ${uneven?.transfer_id ?? ''} do not agree`);
  }

  async #checkAnswers(): Promise<void> {
    const twice = await this.#queries.findTwiceAnswered();
    if (twice) this.#at = { accountId: twice.account_id, number: Number(twice.number) };
    demand(twice === undefined, 'refusals', `command ${twice?.command_id ?? ''} is booked and also refused`);
  }
}

function placeOf(row: { readonly account_id: string; readonly number: bigint } | undefined): string {
  return row ? `${row.account_id}/${row.number.toString()}` : 'none';
}
