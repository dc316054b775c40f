import type { CompiledBook } from './compiled-book.ts';
import { quoteAtNormal } from './congestion/index.ts';

export interface PriceTableRow {
  readonly operation: string;
  readonly what: string;
  /** Micro-credits. */
  readonly price: bigint;
}

/** The published price table: the examples of the book, priced by the code that prices everything else, where the queue's factor is 1. */
export function priceTable(book: CompiledBook): readonly PriceTableRow[] {
  return (book.book.examples ?? []).map(({ what, request }) => {
    const operation = String(request['operation']);
    return { operation, what, price: quoteAtNormal(book, { ...request, operation }).total };
  });
}
