import type { CallOptions, Transport } from '../transport.ts';
import type { Books, Forecast, Time, UsageReport } from '../types.generated.ts';

/** From a first moment to a first moment that no longer counts. */
export interface RangeOptions extends CallOptions {
  readonly from?: Time;
  readonly to?: Time;
}

export interface UsageOptions extends RangeOptions {
  readonly groupBy?: readonly ('project' | 'apiKey' | 'session' | 'model' | 'operation' | 'day')[];
  /** Where days begin, such as `Europe/Berlin`; UTC when left out. */
  readonly timeZone?: string;
  /** How many groups at most, 1 to 1000. */
  readonly limit?: number;
}

export interface ExportOptions extends RangeOptions {
  readonly format: 'csv' | 'json';
}

export class UsageOfAccount {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What credits were used for, of the last 30 days when no range is given. Refuses `invalid_range`. */
  get({ from, to, groupBy, timeZone, limit, ...options }: UsageOptions = {}): Promise<UsageReport> {
    const query = { from, to, groupBy: groupBy === undefined || groupBy.length === 0 ? undefined : groupBy.join(','), timeZone, limit };
    return this.#transport.json('GET', '/v1/usage', { ...options, query });
  }
}

export class ForecastOfAccount {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** How long the credits last. */
  get(options: CallOptions = {}): Promise<Forecast> {
    return this.#transport.json('GET', '/v1/forecast', options);
  }
}

export interface BooksOptions extends CallOptions {
  /** The first moment that no longer counts; now when left out. */
  readonly at?: Time;
  /** Where the flows begin; with the first entry when left out. */
  readonly from?: Time;
}

export class OperatorBooks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The books as of any moment. For operators. Refuses `invalid_range`. */
  get({ at, from, ...options }: BooksOptions = {}): Promise<Books> {
    return this.#transport.json('GET', '/v1/books', { ...options, query: { at, from } });
  }

  /** The same as CSV, a line for each amount. */
  export({ at, from, ...options }: BooksOptions = {}): AsyncGenerator<string, void, undefined> {
    return this.#transport.text('/v1/books/export', { at, from }, options);
  }
}
