import { Problem } from '../../kernel/index.ts';
import type { CompiledBook } from '../compiled-book.ts';
import { quoteAtNormal } from '../congestion/index.ts';
import type { PriceRequest } from '../price-request.ts';
import { requestOutsidePriceBook } from '../problems.ts';
import type { PricedRequest } from '../quote.ts';

/** What a request costs by a book, or why it has no price there. */
export type TriedPrice = { readonly priced: PricedRequest } | { readonly refused: string };

/** One request, priced by the book in force and by the one that is tried. */
export interface TriedSample {
  readonly what: string;
  readonly request: PriceRequest;
  readonly current: TriedPrice;
  readonly tried: TriedPrice;
}

export interface Sample {
  /** In words; made of the request when left out. */
  readonly what?: string | undefined;
  readonly request: PriceRequest;
}

/** Prices requests by two books beside each other: those given, or else the examples of both books, each once. Pure. */
export function tryPriceBook(current: CompiledBook, tried: CompiledBook, samples?: readonly Sample[]): readonly TriedSample[] {
  return (samples ?? examplesOf(tried, current)).map(({ what, request }) => ({
    what: what ?? describe(request),
    request,
    current: priceBy(current, request),
    tried: priceBy(tried, request),
  }));
}

function priceBy(book: CompiledBook, request: PriceRequest): TriedPrice {
  try {
    return { priced: quoteAtNormal(book, request) };
  } catch (error) {
    if (error instanceof Problem && error.code === requestOutsidePriceBook.definition.code) return { refused: error.detail };
    throw error;
  }
}

function examplesOf(...books: readonly CompiledBook[]): readonly Sample[] {
  const examples = books.flatMap(({ book }) => book.examples ?? []);
  const byRequest = new Map(examples.toReversed().map((example) => [textOf(example.request), example]));
  return [...byRequest.values()]
    .toReversed()
    .map(({ what, request }) => ({ what, request: { ...request, operation: String(request['operation']) } }));
}

/** The same text for the same facts in any order. */
function textOf(request: object): string {
  return JSON.stringify(Object.entries(request).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function describe({ operation, ...facts }: PriceRequest): string {
  return [operation, ...Object.entries(facts).map(([name, value]) => `${name} ${String(value)}`)].join(', ');
}
