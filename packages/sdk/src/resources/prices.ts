import { everyItem, pagingOf, type Paging } from '../pages.ts';
import type { CallOptions, Transport } from '../transport.ts';
import type {
  CompareEarningsBody,
  EarningsSlice,
  JsonSchema,
  Pack,
  Page,
  PriceBook,
  PriceBookCheck,
  PriceBookComparison,
  PriceBookTrial,
  PriceBookVersion,
  PublishedPriceBook,
  Quote,
  QuoteRequest,
  RepublishPriceBookBody,
  TryPriceBookBody,
} from '../types.generated.ts';

export class PriceBooks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The prices in force. */
  current(options: CallOptions = {}): Promise<PriceBook> {
    return this.#transport.json('GET', '/v1/price-books/current', options);
  }

  /** The JSON Schema of a price book, for editors. */
  schema(options: CallOptions = {}): Promise<JsonSchema> {
    return this.#transport.json('GET', '/v1/price-books/schema', options);
  }

  /** All published versions, the newest first. For operators, like everything below. */
  list(paging: Paging = {}): Promise<Page<PriceBookVersion>> {
    return this.#transport.json('GET', '/v1/price-books', pagingOf(paging));
  }

  all(paging: Paging = {}): AsyncGenerator<PriceBookVersion, void, undefined> {
    return everyItem((each) => this.list(each), paging);
  }

  get(version: number, options: CallOptions = {}): Promise<PublishedPriceBook> {
    return this.#transport.json('GET', `/v1/price-books/${version}`, options);
  }

  /** What has changed between two books, each a version, the id of a draft, or `current`. */
  compare(
    books: { readonly before: number | string; readonly after: number | string },
    options: CallOptions = {},
  ): Promise<PriceBookComparison> {
    return this.#transport.json('GET', '/v1/price-books/compare', { ...options, query: { before: books.before, after: books.after } });
  }

  /** What is wrong with the text of a price book, by path and line. */
  check(text: string, options: CallOptions = {}): Promise<PriceBookCheck> {
    return this.#transport.json('POST', '/v1/price-books/check', { ...options, body: { text } });
  }

  /** Sample requests priced by a draft, a version or a book, beside the prices in force. */
  try(body: TryPriceBookBody, options: CallOptions = {}): Promise<PriceBookTrial> {
    return this.#transport.json('POST', '/v1/price-books/try', { ...options, body });
  }

  /** What past usage would have earned; one part of it. Go on with its `from`, `to` and `nextCursor`, and add up. */
  earnings(body: CompareEarningsBody, options: CallOptions = {}): Promise<EarningsSlice> {
    return this.#transport.json('POST', '/v1/price-books/earnings', { ...options, body });
  }

  /** Rolls back: publishes an earlier version again. Refuses `price_book_changed` where `newestVersion` is not the newest any more. */
  republish(version: number, body: RepublishPriceBookBody = {}, options: CallOptions = {}): Promise<PriceBookVersion> {
    return this.#transport.json('POST', `/v1/price-books/${version}/publish`, { ...options, body });
  }
}

export class Quotes {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What pictures will cost, itemised; binds for 15 minutes. Refuses `request_outside_price_book`. */
  create(body: QuoteRequest, options: CallOptions = {}): Promise<Quote> {
    return this.#transport.json('POST', '/v1/quotes', { ...options, body });
  }

  get(id: string, options: CallOptions = {}): Promise<Quote> {
    return this.#transport.json('GET', `/v1/quotes/${encodeURIComponent(id)}`, options);
  }
}

export class Packs {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The packs on sale, the smallest first; always one page. */
  list(options: CallOptions = {}): Promise<Page<Pack>> {
    return this.#transport.json('GET', '/v1/packs', options);
  }
}
