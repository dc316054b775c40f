import { everyItem, pagingOf, type Paging } from '../pages.ts';
import { idempotent, type CallOptions, type IdempotentOptions, type Transport } from '../transport.ts';
import type { Engine, Generation, GenerationRequest, GenerationStatus, Image, Page, Quote } from '../types.generated.ts';
import { waitUntil, type WaitOptions } from '../wait-until.ts';
import type { Events } from './events.ts';

const underWay: readonly GenerationStatus[] = ['waiting', 'queued', 'running'];

export class Engines {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What can make pictures; always one page. */
  list(options: CallOptions = {}): Promise<Page<Engine>> {
    return this.#transport.json('GET', '/v1/engines', options);
  }
}

export class Generations {
  readonly #transport: Transport;
  readonly #events: Events;

  constructor(transport: Transport, events: Events) {
    this.#transport = transport;
    this.#events = events;
  }

  /** Makes pictures: sets the price aside and queues them. Refuses `insufficient_credits` with `required`, `available`, `topUpUrl`. */
  create(body: GenerationRequest, options: IdempotentOptions = {}): Promise<Generation> {
    return this.#transport.json('POST', '/v1/generations', { body, ...idempotent(options) });
  }

  /** What these pictures would cost; nothing is made or set aside. The same quote as `quotes.create`, checked for the engine too. */
  preview(body: GenerationRequest, options: CallOptions = {}): Promise<Quote> {
    return this.#transport.json('POST', '/v1/generations', { body, query: { dryRun: 'true' }, ...options });
  }

  /** The newest first. */
  list(paging: Paging = {}): Promise<Page<Generation>> {
    return this.#transport.json('GET', '/v1/generations', pagingOf(paging));
  }

  all(paging: Paging = {}): AsyncGenerator<Generation, void, undefined> {
    return everyItem((each) => this.list(each), paging);
  }

  get(id: string, options: CallOptions = {}): Promise<Generation> {
    return this.#transport.json('GET', `/v1/generations/${encodeURIComponent(id)}`, options);
  }

  /** Stops it: delivered pictures stay and stay paid, the rest is not made and costs what its quote says: nothing, by default. */
  cancel(id: string, options: CallOptions = {}): Promise<Generation> {
    return this.#transport.json('POST', `/v1/generations/${encodeURIComponent(id)}/cancel`, options);
  }

  /** Waits until it has succeeded, partly succeeded, failed or was canceled. Throws `wait_timeout` when it takes too long. */
  waitUntilFinished(id: string, options: WaitOptions = {}): Promise<Generation> {
    return waitUntil(
      this.#events,
      {
        what: `Generation ${id}`,
        read: (signal) => this.get(id, { signal }),
        isOver: ({ status }) => !underWay.includes(status),
        concerns: (event) => event.topic === 'generation.changed' && event.payload.generationId === id,
      },
      options,
    );
  }
}

export class Images {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The newest first. */
  list(paging: Paging = {}): Promise<Page<Image>> {
    return this.#transport.json('GET', '/v1/images', pagingOf(paging));
  }

  all(paging: Paging = {}): AsyncGenerator<Image, void, undefined> {
    return everyItem((each) => this.list(each), paging);
  }

  get(id: string, options: CallOptions = {}): Promise<Image> {
    return this.#transport.json('GET', `/v1/images/${encodeURIComponent(id)}`, options);
  }

  /** The PNG file, with its settings inside. */
  download(id: string, options: CallOptions = {}): Promise<Uint8Array> {
    return this.#transport.bytes(`/v1/images/${encodeURIComponent(id)}/file`, options);
  }

  /** The picture in small, as WebP. */
  thumbnail(id: string, options: CallOptions = {}): Promise<Uint8Array> {
    return this.#transport.bytes(`/v1/images/${encodeURIComponent(id)}/thumbnail`, options);
  }
}
