import type { QuoteSheet } from './quote-sheet.ts';

/** A priced request of an account, which binds until it expires. It never changes. */
export interface Quote extends QuoteSheet {
  readonly id: string;
  readonly accountId: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** What it says whoever asks; quotes of the same request often share theirs. */
  readonly sheet: QuoteSheet;
}

/** Long enough to think about it and to top up; short enough that prices may follow the queue. */
export const quoteValidityMs = 15 * 60_000;

/** The quote of a sheet for an account, made at a time. */
export function quoteOfSheet(
  sheet: QuoteSheet,
  { id, accountId, createdAtMs }: Pick<Quote, 'id' | 'accountId' | 'createdAtMs'>,
  expiresAtMs: number = createdAtMs + quoteValidityMs,
): Quote {
  return { ...sheet, sheet, id, accountId, createdAtMs, expiresAtMs };
}
