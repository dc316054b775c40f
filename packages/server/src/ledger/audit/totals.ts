import type { MoveRead } from './moves.ts';
import { auditedBooks, type AuditedBook } from './queries.ts';

export type BookSums = Record<AuditedBook, bigint>;

/** Credits that accounts have, by where they first came from and the month in which they expire. Micro-credits. */
export interface OutstandingLine {
  readonly fund: string;
  /** `2026-05`, by UTC; `null` for never. */
  readonly expiryMonth: string | null;
  readonly available: bigint;
  readonly held: bigint;
}

export function noSums(): BookSums {
  return {
    available: 0n,
    held: 0n,
    issuance: 0n,
    promotions: 0n,
    adjustments: 0n,
    transfers: 0n,
    usage: 0n,
    breakage: 0n,
    unbilled: 0n,
    receivable: 0n,
  };
}

/** Adds up what moved over all accounts. Its size depends on kinds and months, never on accounts or entries. */
export class Totals {
  readonly #funds = new Map<string, BookSums>();
  readonly #outstanding = new Map<string, { fund: string; expiryMonth: string | null; available: bigint; held: bigint }>();

  /** `fund` is the kind of grant by which the credits first came, or `credit_line`. */
  addMove(fund: string, { from, to, amount }: MoveRead): void {
    let sums = this.#funds.get(fund);
    if (sums === undefined) this.#funds.set(fund, (sums = noSums()));
    sums[from] -= amount;
    sums[to] += amount;
  }

  addOutstanding(fund: string, expiresMs: number, available: bigint, held: bigint): void {
    const expiryMonth = expiresMs === Infinity ? null : new Date(expiresMs).toISOString().slice(0, 7);
    const key = `${expiryMonth ?? '~'} ${fund}`;
    const line = this.#outstanding.get(key) ?? { fund, expiryMonth, available: 0n, held: 0n };
    line.available += available;
    line.held += held;
    this.#outstanding.set(key, line);
  }

  sums(): BookSums {
    const sums = noSums();
    for (const fund of this.#funds.values()) for (const book of auditedBooks) sums[book] += fund[book];
    return sums;
  }

  funds(): Readonly<Record<string, BookSums>> {
    return Object.fromEntries([...this.#funds].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Soonest first and never last. */
  outstanding(): readonly OutstandingLine[] {
    return [...this.#outstanding].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  }
}
