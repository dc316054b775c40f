import type { RawBuilder } from 'kysely';
import { Gather, type Database, type Sql } from '../database/index.ts';
import { assert, type Clock, type Problem } from '../kernel/index.ts';
import { bookDue } from './commit/book-due.ts';
import { wrongIds } from './decide/check-command.ts';
import type {
  AdjustCommand,
  CaptureCommand,
  ClosePeriodCommand,
  Command,
  CommandBase,
  ExtendCommand,
  ExtendRecurringGrantCommand,
  GrantCommand,
  HoldCommand,
  OpenAccountCommand,
  Options,
  RefundCommand,
  ReverseCommand,
  SetAlertLevelCommand,
  SetBudgetCommand,
  SetCreditLimitCommand,
  SetReserveCommand,
  SettleCommand,
  SpendCommand,
  StartRecurringGrantCommand,
  StopRecurringGrantCommand,
  TransferCommand,
  VoidCommand,
} from './commands.ts';
import { commitLocked } from './commit/commit-locked.ts';
import { commitTogether, type Place } from './commit/commit-together.ts';
import { ContestedAccounts } from './commit/contested-accounts.ts';
import type { Outcome } from './decide/decide-requests.ts';
import type { Entry } from './entries.ts';
import type { GrantKind, GrantView } from './grants.ts';
import { GroupCommit } from './commit/group-commit.ts';
import type { HoldView } from './holds.ts';
import { LaneTurns } from './commit/lane-turns.ts';
import { maySpend, type SpendQuestion } from './read/may-spend.ts';
import { previewRefund, type RefundQuestion } from './read/preview-refund.ts';
import { entriesFromRows } from './commit/load-accounts.ts';
import { invalidCommand, ledgerClosed } from './problems.ts';
import { ledgerQueries } from './commit/queries.ts';
import { loadCurrentAccounts, noAccount, type AccountBeside } from './read/read-account.ts';
import { balanceOfAccount, readBalanceAt, type Balance } from './read/read-balance.ts';
import { readGrants } from './read/read-grants.ts';
import { readHold } from './read/read-hold.ts';
import { rulesOfAccount, type RulesView } from './read/read-rules.ts';
import { readStatement, type StatementPage } from './read/read-statement.ts';
import type { Books } from './reports/books/books-tally.ts';
import { readBooks, type BooksQuestion } from './reports/books/read-books.ts';
import { RecentAccounts } from './commit/recent-accounts.ts';
import { exportStatement, type StatementExport } from './reports/export-statement.ts';
import { forecastBalance, type BalanceForecast } from './reports/forecast-balance.ts';
import { readUsage, type UsageQuestion, type UsageReport } from './reports/read-usage.ts';
import { transferCredits, type Transfer } from './commit/transfer-credits.ts';
import { TurnTaking } from './commit/turn-taking.ts';

export interface LedgerOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** The PostgreSQL schema that holds the tables; `ledger` when left out. */
  readonly schema?: string | undefined;
  /** The table that the events go to, `outbox` when left out; with its schema, `schema.table`, where that is not searched. */
  readonly outbox?: string | undefined;
  /** Commits nothing together: each request has a transaction of its own that holds the account's row, as one with `alongside` has. */
  readonly alone?: boolean | undefined;
  /** A subquery with one text that is read in the statement of `readBalanceAndRules`, for what another room must know of the same moment. */
  readonly beside?: RawBuilder<string | null> | undefined;
}

/** More linked commands than this are a batch job that should be cut up. */
const linkedMax = 100;

/**
 * Prepaid credits: every change of money is a command with an id made by the caller, answered with an entry or refused with a Problem.
 * Both answers are durable when they come, and the same for ever: send the same command again whenever the answer did not arrive.
 * Any number of processes may use one database.
 */
export class Ledger {
  readonly #place: Place;
  readonly #together: GroupCommit;
  readonly #turns = new TurnTaking();
  /** Balances and rules are asked for with each quote, so many are read together. */
  readonly #accounts: Gather<string, AccountBeside | null>;
  readonly #alone: boolean;
  #closed = false;

  constructor({ database, clock, schema = 'ledger', outbox = 'outbox', alone = false, beside }: LedgerOptions) {
    const queries = ledgerQueries(schema, outbox);
    const turns = new LaneTurns(database, queries);
    const recent = new RecentAccounts();
    this.#place = { database, clock, queries, contested: new ContestedAccounts(), recent, turns };
    this.#alone = alone;
    this.#accounts = new Gather((accountIds) => loadCurrentAccounts(this.#place, accountIds, beside));
    this.#together = new GroupCommit(
      (requests, turn) => commitTogether(this.#place, requests, turn),
      turns,
      () => recent.isDoubted,
    );
  }

  /** Opens an account. Refuses `account_already_open`. */
  openAccount(command: OpenAccountCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'open-account' }, options);
  }

  /** Gives credits. Refuses `grant_id_used`, `balance_too_large`, and `invalid_command` when they would be expired already. */
  grant(command: GrantCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'grant' }, options);
  }

  /** Sets credits aside for one operation. Refuses `insufficient_credits`, `budget_exceeded`, `hold_id_used` and `balance_too_large`. */
  hold(command: HoldCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'hold' }, options);
  }

  /**
   * Takes held credits for good: part of the hold, all of it, or more if the available credits allow. Refuses `unknown_hold`,
   * `hold_not_open`, `hold_expired`, `insufficient_credits` and `budget_exceeded`.
   */
  capture(command: CaptureCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'capture' }, options);
  }

  /**
   * Gives an open hold a later deadline. Refuses `unknown_hold`, `hold_not_open`, `hold_expired`, and `invalid_command` for one that is not
   * later.
   */
  extend(command: ExtendCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'extend' }, options);
  }

  /** Ends a hold and gives back what it still holds. Refuses `unknown_hold`, `hold_not_open` and `hold_expired`. */
  void(command: VoidCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'void' }, options);
  }

  /** Takes available credits at once. Refuses `insufficient_credits` and `budget_exceeded`. */
  spend(command: SpendCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'spend' }, options);
  }

  /** Corrects an account up or down, on the operator's word and with a reason. Refuses `insufficient_credits` and `balance_too_large`. */
  adjust(command: AdjustCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'adjust' }, options);
  }

  /**
   * Undoes a spend, a capture or a grant, once. Spent credits go back to their own grants, or lapse where those have expired; a grant
   * gives back what is unused, and `reverses.rest` of the entry says how much was used. Refuses `unknown_entry`, `already_reversed`,
   * `not_reversible`, `nothing_to_reverse`, `grant_held` and `balance_too_large`.
   */
  reverse(command: ReverseCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'reverse' }, options);
  }

  /**
   * Takes back the first purchase of an account within its grace: `reverses.rest` of the entry says how much stays with the operator, the
   * rest is to be paid back. Refuses `unknown_entry`, `already_reversed`, `not_refundable`, `nothing_to_reverse` and `grant_held`.
   */
  refund(command: RefundCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'refund' }, options);
  }

  /** Keeps part of the balance back: holds and spends take it only when they say `useReserve`, transfers never. */
  setReserve(command: SetReserveCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'set-reserve' }, options);
  }

  /** Sets the balance below which `balance.low` is told, at once when it is below already. */
  setAlertLevel(command: SetAlertLevelCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'set-alert-level' }, options);
  }

  /**
   * Sets, changes or removes what a project, an API key or a session may spend: beyond it, holds and spends are refused with
   * `budget_exceeded`. Refuses `too_many_rules`.
   */
  setBudget(command: SetBudgetCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'set-budget' }, options);
  }

  /** Lets an account spend first and pay after, up to a limit. */
  setCreditLimit(command: SetCreditLimitCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'set-credit-limit' }, options);
  }

  /** Bills what was used on credit since the last time. Refuses `nothing_to_bill`. */
  closePeriod(command: ClosePeriodCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'close-period' }, options);
  }

  /** Records that billed usage was paid. Refuses `not_owed`. */
  settle(command: SettleCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'settle' }, options);
  }

  /** Gives credits anew with each cycle of a subscription. Refuses `recurring_id_used`, `too_many_rules` and `balance_too_large`. */
  startRecurringGrant(command: StartRecurringGrantCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'start-recurring-grant' }, options);
  }

  /** Gives a recurring grant more cycles, also during its last one. Refuses `unknown_recurring_grant` once that is over. */
  extendRecurringGrant(command: ExtendRecurringGrantCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'extend-recurring-grant' }, options);
  }

  /** Ends a recurring grant; what it has granted stays until it expires. Refuses `unknown_recurring_grant`. */
  stopRecurringGrant(command: StopRecurringGrantCommand, options?: Options): Promise<Entry> {
    return this.#execute({ ...command, command: 'stop-recurring-grant' }, options);
  }

  /**
   * Sends available credits to another account, in one transaction and within the limits that the command names. Refuses
   * `unknown_account`, `insufficient_credits`, `credits_not_transferable`, `transfer_too_small`, `transfer_limit_reached` and
   * `balance_too_large`.
   */
  async transfer(command: TransferCommand, options: Options = {}): Promise<Transfer> {
    const named = { ...command, command: 'transfer' as const };
    const accountId = this.#checkRequest([named]);
    return this.#turns.take(accountId, () => transferCredits(this.#place, named, options));
  }

  /**
   * Executes 1 to 100 commands of one account, all or nothing, in their order, each deciding on what those before it left. The
   * refusal of one is thrown and remembered for it; the others are as if they had never been sent.
   */
  async executeAll(commands: readonly Command[], options: Options = {}): Promise<readonly Entry[]> {
    const accountId = this.#checkRequest(commands);
    const { alongside, onReplay } = options;
    const [outcome] =
      alongside || this.#alone
        ? await this.#turns.take(accountId, () => commitLocked(this.#place, accountId, [commands], alongside))
        : [await this.#together.submit({ accountId, request: commands })];
    return entriesOf(outcome, onReplay);
  }

  /**
   * The balance now, or as it was at a moment: the sum of what had been booked by then, whether or not any clean-up has run. For a
   * moment ahead, at most 366 days, what it will be if nothing but time happens. Refuses `unknown_account` and `invalid_range`.
   */
  async readBalance(accountId: string, atMs?: number): Promise<Balance> {
    if (atMs !== undefined) return readBalanceAt(this.#place, accountId, atMs);
    return balanceOfAccount(found(accountId, await this.#accounts.ask(accountId)));
  }

  /** The grants of which something is left, or that are yet to take effect, in the order in which they are spent. Refuses `unknown_account`. */
  readGrants(accountId: string): Promise<readonly GrantView[]> {
    return readGrants(this.#place, accountId);
  }

  /**
   * Whether the account was ever given credits of this kind, also if nothing is left of them. With the transaction of `alongside` it is
   * part of the decision: nothing can be booked on the account before that transaction ends. With `beforeNumber`, only what was granted by
   * entries before that one counts, so that `alongside` can leave out its own.
   */
  hasBeenGranted(accountId: string, kind: GrantKind, on: Sql = this.#place.database.sql, beforeNumber?: number): Promise<boolean> {
    return this.#place.queries.hasGrantOfKind(on, accountId, kind, beforeNumber ?? Number.MAX_SAFE_INTEGER);
  }

  /** What commands whose ids begin so have booked on the account, the oldest first. With the transaction of `alongside` it is part of the decision. */
  async findEntries(accountId: string, idPrefix: string, on: Sql = this.#place.database.sql): Promise<readonly Entry[]> {
    const { queries } = this.#place;
    return entriesFromRows(queries, on, await queries.loadEntriesOfCommands(on, accountId, idPrefix));
  }

  /** The entries of an account, newest first, 1 to 1000 at a time. Refuses `unknown_account` and `invalid_cursor`. */
  readStatement(accountId: string, page: { readonly cursor?: string | undefined; readonly limit: number }): Promise<StatementPage> {
    return readStatement(this.#place, accountId, page);
  }

  /**
   * The entries of an account in a time range as text that streams, oldest first: CSV, or JSON with an entry a line. Takes the same memory for
   * ten entries and for ten million. Refuses `unknown_account` and `invalid_range`.
   */
  exportStatement(accountId: string, wanted: StatementExport): Promise<AsyncGenerator<string, void, undefined>> {
    return exportStatement(this.#place, accountId, wanted);
  }

  /**
   * What was captured and spent, less what was reversed, in a time range of at most 400 days, in at most 1000 groups; what the others come to
   * is in `rest`. Refuses `unknown_account` and `invalid_range`.
   */
  readUsage(accountId: string, question: UsageQuestion): Promise<UsageReport> {
    return readUsage(this.#place, accountId, question);
  }

  /**
   * When the available credits run out at the pace of the last 30 days (of the days since the first use, but 7 at least), with what expires and
   * takes effect until then; looks five years ahead. Refuses `unknown_account`.
   */
  forecastBalance(accountId: string): Promise<BalanceForecast> {
    return forecastBalance(this.#place, accountId);
  }

  /** What the account has settled: reserve, alert level, credit line, budgets as they stand now, recurring grants. Refuses `unknown_account`. */
  async readRules(accountId: string): Promise<RulesView> {
    return rulesOfAccount(found(accountId, await this.#accounts.ask(accountId)));
  }

  /**
   * The balance and the rules at one moment, as for the price of something that is not bought yet, with what `LedgerOptions.beside` asks for.
   * Refuses `unknown_account`.
   */
  async readBalanceAndRules(accountId: string): Promise<Balance & { readonly rules: RulesView; readonly beside: string | null }> {
    const account = found(accountId, await this.#accounts.ask(accountId));
    return { ...balanceOfAccount(account), rules: rulesOfAccount(account), beside: account.beside };
  }

  /**
   * The operator's books as of any moment, over all accounts: outstanding credits by origin and expiry month, deferred revenue, usage, breakage,
   * promotional cost, what is owed and since when. Goes through the whole journal; takes the same memory for every size. Refuses
   * `invalid_range`.
   */
  readBooks(question: BooksQuestion): Promise<Books> {
    return readBooks(this.#place, question);
  }

  /** One hold, open or ended; `undefined` when the account has none of that id. Refuses `unknown_account`. */
  readHold(accountId: string, holdId: string): Promise<HoldView | undefined> {
    return readHold(this.#place, accountId, holdId);
  }

  /**
   * What a spend of this amount would be refused with now, or `null` when it would be booked. Writes nothing and keeps nothing free: to be
   * sure of the credits, hold them.
   */
  maySpend(question: SpendQuestion): Promise<Problem | null> {
    return maySpend(this.#place, question);
  }

  /** The entry that this refund would book now, or what it would be refused with. Writes nothing. */
  previewRefund(question: RefundQuestion): Promise<{ readonly entry: Entry } | { readonly problem: Problem }> {
    return previewRefund(this.#place, question);
  }

  /**
   * Books what time has done to sleeping accounts, at most `limit` of them; gives how many. A job may call it again and again, in every
   * process, until it gives less than `limit`.
   */
  async bookDue(limit: number): Promise<number> {
    if (this.#closed) return 0;
    return this.#turns.take('due', () => bookDue(this.#place, limit));
  }

  /** Takes no more commands, and resolves when those under way are answered. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#together.drain(), this.#turns.drain()]);
  }

  async #execute(command: Command, options?: Options): Promise<Entry> {
    const [entry] = await this.executeAll([command], options);
    assert(entry, 'a command that is booked has an entry');
    return entry;
  }

  /** Refuses what has no account or id to be remembered under; gives the account. */
  #checkRequest(commands: readonly CommandBase[]): string {
    if (this.#closed) throw ledgerClosed('The ledger is closing: send the command again in a moment.');
    const first = areObjects(commands) ? commands[0] : undefined;
    if (first === undefined || commands.length > linkedMax) throw invalidCommand(`Send 1 to ${String(linkedMax)} commands at once.`);
    for (const command of commands) {
      const wrong = wrongIds(command);
      if (wrong !== undefined) throw invalidCommand(`${wrong}.`);
      if (command.accountId !== first.accountId) throw invalidCommand('Linked commands must be of one account.');
    }
    if (new Set(commands.map((command) => command.id)).size < commands.length)
      throw invalidCommand('Linked commands must have ids of their own.');
    return first.accountId;
  }
}

function found(accountId: string, account: AccountBeside | null): AccountBeside {
  if (account === null) throw noAccount(accountId);
  return account;
}

/** Callers may be plain JavaScript, so that neither the list nor what is in it can be trusted. */
function areObjects(list: unknown): boolean {
  return Array.isArray(list) && list.every((each) => typeof each === 'object' && each !== null);
}

function entriesOf(outcome: Outcome | undefined, onReplay: Options['onReplay']): readonly Entry[] {
  assert(outcome, 'a request has an outcome');
  if (outcome.outcome === 'refused') throw outcome.problem;
  if (outcome.replayed) onReplay?.();
  return outcome.entries;
}
