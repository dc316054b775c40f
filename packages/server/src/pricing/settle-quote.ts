import { Problem } from '../kernel/index.ts';
import type { CompiledBook } from './compiled-book.ts';
import type { FactValue } from './price-book.ts';
import { requestOutsidePriceBook } from './problems.ts';
import { quote, type PricedRequest } from './quote.ts';

/**
 * What a quoted request costs in the end, in micro-credits: its price with the facts that were measured, and never more than the quote's
 * upper bound. Where the book has no price for what was measured, that bound. `book` is the one that the quote was made by.
 */
export function settleQuote(
  book: CompiledBook,
  quoted: Pick<PricedRequest, 'request' | 'upperBound'>,
  measured: Readonly<Record<string, FactValue>>,
): bigint {
  try {
    const { total } = quote(book, { ...quoted.request, ...measured });
    return total < quoted.upperBound ? total : quoted.upperBound;
  } catch (error) {
    if (error instanceof Problem && error.code === requestOutsidePriceBook.definition.code) return quoted.upperBound;
    throw error;
  }
}
