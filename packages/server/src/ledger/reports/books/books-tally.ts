import { assert } from '../../../kernel/index.ts';
import { books, operatorBooks, type Book, type OperatorBook } from '../../entries.ts';
import { inBalance, noSums, type AccountTally, type Fund, type Sums } from './account-tally.ts';
import type { BooksPeriod } from './queries.ts';

/** Amounts in micro-credits. `opening + change = closing`. */
export interface Flow {
  readonly opening: bigint;
  readonly change: bigint;
  readonly closing: bigint;
}

/** An amount by what had paid for the credits. The members before `total` make it. */
export interface ByOrigin {
  /** Purchased, subscription and refunded credits. */
  readonly paid: bigint;
  /** Bonus, promotional and trial credits. */
  readonly gifts: bigint;
  readonly adjustments: bigint;
  /** What is paid afterwards. */
  readonly onCredit: bigint;
  readonly total: bigint;
}

/** The operator's books as they were just before `atMs`, with what happened since `fromMs`. Amounts in micro-credits. */
export interface Books {
  readonly fromMs: number;
  readonly atMs: number;
  readonly accounts: number;
  readonly entries: number;
  /** Every book, the accounts' own first. Their openings, changes and closings each sum to zero. */
  readonly books: readonly (Flow & { readonly book: Book })[];
  /** What accounts have, by where it came from and the month in which it expires, soonest first and never last. Sums to available + held. */
  readonly outstanding: readonly {
    readonly fund: Fund;
    readonly expiryMonth: string | null;
    readonly available: bigint;
    readonly held: bigint;
  }[];
  /** For each origin: opening less what its changes brought to the operator's books is closing. */
  readonly funds: readonly (Flow & { readonly fund: Fund; readonly changes: Readonly<Record<OperatorBook, bigint>> })[];
  /** What is outstanding of paid credits: work that is owed. */
  readonly deferredRevenue: Flow;
  /** What was used in the period, by what had paid for it. */
  readonly usageRevenue: ByOrigin;
  /** What expired unused in the period. */
  readonly breakage: ByOrigin;
  /** What was given away in the period, less what was taken back. */
  readonly promotionalCost: bigint;
  /** What accounts owe at the end. */
  readonly owed: {
    /** Used on credit and not billed yet; what holds keep is not used. */
    readonly unbilled: bigint;
    readonly receivable: bigint;
    /** `receivable` by whole days since it was billed; payments settle the oldest bill first. */
    readonly aged: { readonly days0To30: bigint; readonly days31To60: bigint; readonly days61To90: bigint; readonly daysOver90: bigint };
  };
}

const paidFunds: readonly Fund[] = ['purchased', 'subscription', 'refunded'];
const giftFunds: readonly Fund[] = ['bonus', 'promotional', 'trial'];
const allFunds: readonly Fund[] = [...paidFunds, ...giftFunds, 'adjustment', 'credit_line'];
const dayMs = 86_400_000;

/** Adds up accounts, one after the other, into the books. Its size depends on kinds and months, not on accounts. */
export class BooksTally {
  readonly #period: BooksPeriod;
  readonly #before = new Map<Fund, Sums>(allFunds.map((fund) => [fund, noSums()]));
  readonly #during = new Map<Fund, Sums>(allFunds.map((fund) => [fund, noSums()]));
  readonly #outstanding = new Map<string, { fund: Fund; expiryMonth: string | null; available: bigint; held: bigint }>();
  readonly #aged = { days0To30: 0n, days31To60: 0n, days61To90: 0n, daysOver90: 0n };
  #accounts = 0;
  #entries = 0;

  constructor(period: BooksPeriod) {
    this.#period = period;
  }

  addAccount(account: AccountTally): void {
    if (account.entries === 0) return;
    this.#accounts += 1;
    this.#entries += account.entries;
    for (const { fund, expiryMonth, before, during } of account.funds) {
      addTo(this.#before.get(fund), before);
      addTo(this.#during.get(fund), during);
      const available = before.available + during.available;
      const held = before.held + during.held;
      if (available === 0n && held === 0n) continue;
      const key = `${expiryMonth ?? '~'} ${String(allFunds.indexOf(fund))}`;
      const line = this.#outstanding.get(key) ?? { fund, expiryMonth, available: 0n, held: 0n };
      line.available += available;
      line.held += held;
      this.#outstanding.set(key, line);
    }
    for (const { billedAtMs, left } of account.bills) this.#aged[ageOf(this.#period.atMs - billedAtMs)] += left;
  }

  /** `sums` has each book as the columns of the journal tell it. */
  report(sums: ReadonlyMap<Book, { readonly before: bigint; readonly during: bigint }>): Books {
    const report = this.#make(sums);
    demandTies(report, this.#before, this.#during);
    return report;
  }

  #make(sums: ReadonlyMap<Book, { readonly before: bigint; readonly during: bigint }>): Books {
    const flowOf = (book: Book): Flow => flow(sums.get(book)?.before ?? 0n, sums.get(book)?.during ?? 0n);
    const inPeriod = (fund: Fund): Sums => this.#during.get(fund) ?? noSums();
    const fundFlow = (fund: Fund): Flow => flow(inBalance(this.#before.get(fund) ?? noSums()), inBalance(inPeriod(fund)));
    const used = (of: readonly Fund[], book: Book): bigint => of.reduce((sum, fund) => sum + inPeriod(fund)[book], 0n);
    const byOrigin = (book: Book): ByOrigin => ({
      paid: used(paidFunds, book),
      gifts: used(giftFunds, book),
      adjustments: used(['adjustment'], book),
      onCredit: used(['credit_line'], book),
      total: used(allFunds, book),
    });
    return {
      fromMs: this.#period.fromMs,
      atMs: this.#period.atMs,
      accounts: this.#accounts,
      entries: this.#entries,
      books: books.map((book) => ({ book, ...flowOf(book) })),
      outstanding: [...this.#outstanding].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line),
      funds: allFunds.map((fund) => {
        const { available: _available, held: _held, ...changes } = inPeriod(fund);
        return { fund, ...fundFlow(fund), changes };
      }),
      deferredRevenue: paidFunds.map(fundFlow).reduce((sum, each) => flow(sum.opening + each.opening, sum.change + each.change)),
      usageRevenue: byOrigin('usage'),
      breakage: byOrigin('breakage'),
      promotionalCost: -used(allFunds, 'promotions'),
      owed: {
        unbilled: -flowOf('unbilled').closing - fundFlow('credit_line').closing,
        receivable: -flowOf('receivable').closing,
        aged: { ...this.#aged },
      },
    };
  }
}

/** What must be so in every report. The columns and the moves of the journal are two ways to the same books. */
function demandTies(report: Books, before: ReadonlyMap<Fund, Sums>, during: ReadonlyMap<Fund, Sums>): void {
  const demand = (holds: boolean, what: string): void => assert(holds, `the books do not tie, ${what}: run imprest audit`);
  const total = <T>(items: Iterable<T>, amountOf: (item: T) => bigint): bigint =>
    [...items].reduce((sum, item) => sum + amountOf(item), 0n);
  for (const side of ['opening', 'change', 'closing'] as const) {
    demand(total(report.books, (book) => book[side]) === 0n, `the ${side} of all books together is not zero`);
  }
  for (const { book, opening, change } of report.books) {
    demand(total(before.values(), (sums) => sums[book]) === opening, `${book} before the period is not what its moves come to`);
    demand(total(during.values(), (sums) => sums[book]) === change, `${book} in the period is not what its moves come to`);
  }
  const ofAccounts = total(report.books, ({ book, closing }) => (book === 'available' || book === 'held' ? closing : 0n));
  demand(
    total(report.outstanding, ({ available, held }) => available + held) === ofAccounts,
    'what is outstanding is not what accounts have',
  );
  for (const { fund, opening, changes, closing } of report.funds) {
    const toOperator = operatorBooks.reduce((sum, book) => sum + changes[book], 0n);
    demand(opening - toOperator === closing, `${fund} credits do not go from opening to closing`);
  }
  const { aged, receivable } = report.owed;
  demand(total(Object.values(aged), (amount) => amount) === receivable, 'aged receivables are not all receivables');
}

function flow(opening: bigint, change: bigint): Flow {
  return { opening, change, closing: opening + change };
}

function addTo(sums: Sums | undefined, more: Sums): void {
  assert(sums, 'every origin has its sums');
  for (const book of books) sums[book] += more[book];
}

function ageOf(ageMs: number): 'days0To30' | 'days31To60' | 'days61To90' | 'daysOver90' {
  const days = Math.floor(ageMs / dayMs);
  if (days <= 30) return 'days0To30';
  if (days <= 60) return 'days31To60';
  return days <= 90 ? 'days61To90' : 'daysOver90';
}
