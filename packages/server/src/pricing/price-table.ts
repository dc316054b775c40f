import type { CompiledBook } from './compiled-book.ts';
import { quote } from './quote.ts';

export interface PriceTableRow {
  readonly operation: string;
  readonly what: string;
  /** Micro-credits. */
  readonly price: bigint;
}

/** The published price table: the examples of the book, priced by the same code that prices everything else. */
export function priceTable(book: CompiledBook): readonly PriceTableRow[] {
  return (book.book.examples ?? []).map(({ what, request }) => {
    const operation = String(request['operation']);
    return { operation, what, price: quote(book, { ...request, operation }).total };
  });
}
