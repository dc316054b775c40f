import type { CallOptions, Transport } from '../transport.ts';
import type { JsonSchema, Network, Pack, Page, PriceBook, Quote, QuoteRequest } from '../types.generated.ts';

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

export class Networks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The networks on which invoices can be paid; always one page. */
  list(options: CallOptions = {}): Promise<Page<Network>> {
    return this.#transport.json('GET', '/v1/networks', options);
  }
}
