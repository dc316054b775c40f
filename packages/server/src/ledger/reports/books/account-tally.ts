import type { BookedEntry } from '../../account/book-entry.ts';
import { books, type Book } from '../../entries.ts';
import type { GrantKind } from '../../grants.ts';
import { eachMove } from './each-move.ts';
import type { BooksPeriod, GrantedRow, MovesRow } from './queries.ts';

/** Whose credits: by the kind of grant that they first came by, or on credit. */
export type Fund = Exclude<GrantKind, 'transferred'> | 'credit_line';

/** What moved in each book. */
export type Sums = Record<Book, bigint>;

/** The credits of one grant, or on credit, and what happened to them before and in the period. */
export interface FundTally {
  readonly fund: Fund;
  /** `2026-05`, by UTC; `null` for never. */
  readonly expiryMonth: string | null;
  readonly before: Sums;
  readonly during: Sums;
}

/** A bill and what of it is not paid yet. */
export interface OpenBill {
  readonly billedAtMs: number;
  left: bigint;
}

/** Moves that belong to no grant are on credit. */
const creditLine = 0;

/** Follows the moves of one account. Keeps one line for each grant and each bill that is open, and no entry. */
export class AccountTally {
  readonly #period: BooksPeriod;
  readonly #funds = new Map<number, FundTally>([[creditLine, newFund('credit_line', null)]]);
  readonly bills: OpenBill[] = [];
  entries = 0;

  constructor(period: BooksPeriod) {
    this.#period = period;
  }

  get funds(): IterableIterator<FundTally> {
    return this.#funds.values();
  }

  /** All that the account has, held credits included. */
  get balance(): bigint {
    return [...this.#funds.values()].reduce((sum, { before, during }) => sum + inBalance(before) + inBalance(during), 0n);
  }

  addGrant(row: GrantedRow): void {
    // The constraints of the table admit no other kinds, and demand an origin of transferred credits.
    this.#addFund(Number(row.number), (row.origin_kind ?? row.kind) as Fund, row.expires_at?.getTime() ?? null);
  }

  addRow({ counted, before, during, bills }: MovesRow): void {
    this.entries += Number(counted);
    if (before !== null) this.#addMoves(before, false);
    if (during !== null) this.#addMoves(during, true);
    for (const [atMs, moves] of bills ?? []) this.#addBill(moves, atMs);
  }

  /** What time has done and nobody has booked. */
  addDue({ entry, packedMoves, terms }: BookedEntry): void {
    // As above: a grant of transferred credits has an origin.
    if (terms !== null) this.#addFund(entry.number, (terms.originKind ?? terms.kind) as Fund, terms.expiresAtMs);
    this.#addMoves(packedMoves, entry.atMs >= this.#period.fromMs);
  }

  #addFund(number: number, fund: Fund, expiresAtMs: number | null): void {
    this.#funds.set(number, newFund(fund, expiresAtMs === null ? null : new Date(expiresAtMs).toISOString().slice(0, 7)));
  }

  #addMoves(text: string, isInPeriod: boolean): void {
    eachMove(text, (grant, from, to, amount) => {
      const tally = this.#funds.get(grant);
      if (tally === undefined) throw new Error('the journal moves credits of a grant without terms: run imprest audit');
      const sums = isInPeriod ? tally.during : tally.before;
      sums[from] -= amount;
      sums[to] += amount;
    });
  }

  /** What is billed is owed, and payments settle the oldest bill first. */
  #addBill(text: string, atMs: number): void {
    eachMove(text, (_grant, from, to, amount) => {
      if (from === receivable) this.bills.push({ billedAtMs: atMs, left: amount });
      let paid = to === receivable ? amount : 0n;
      for (let [bill] = this.bills; bill !== undefined && paid > 0n; [bill] = this.bills) {
        const part = bill.left < paid ? bill.left : paid;
        bill.left -= part;
        paid -= part;
        if (bill.left === 0n) this.bills.shift();
      }
    });
  }
}

const receivable: Book = 'receivable';

function newFund(fund: Fund, expiryMonth: string | null): FundTally {
  return { fund, expiryMonth, before: noSums(), during: noSums() };
}

export function noSums(): Sums {
  // One member for each book.
  return Object.fromEntries(books.map((book) => [book, 0n])) as Sums;
}

/** What of a balance these sums make. */
export function inBalance({ available, held }: Sums): bigint {
  return available + held;
}
