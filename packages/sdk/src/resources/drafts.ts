import type { CallOptions, Transport } from '../transport.ts';
import type { Draft, DraftSummary, Page, PriceBookVersion, PublishDraftBody, SaveDraftBody } from '../types.generated.ts';

/** Price books in the making. For operators. */
export class Drafts {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Keeps a new draft, or one that was read again. Refuses `draft_changed` where somebody else has saved it since. */
  save(body: SaveDraftBody, options: CallOptions = {}): Promise<Draft> {
    return this.#transport.json('POST', '/v1/drafts', { ...options, body });
  }

  /** The one that was saved last first; always one page. */
  list(options: CallOptions = {}): Promise<Page<DraftSummary>> {
    return this.#transport.json('GET', '/v1/drafts', options);
  }

  get(id: string, options: CallOptions = {}): Promise<Draft> {
    return this.#transport.json('GET', `/v1/drafts/${encodeURIComponent(id)}`, options);
  }

  /** Throws a draft away, as it was read. */
  discard(id: string, { revision }: { readonly revision: number }, options: CallOptions = {}): Promise<void> {
    return this.#transport.json('DELETE', `/v1/drafts/${encodeURIComponent(id)}`, { ...options, query: { revision } });
  }

  /** Makes it the next version. Refuses `draft_changed`, `invalid_price_book` and `price_book_changed`. */
  publish(id: string, body: PublishDraftBody, options: CallOptions = {}): Promise<PriceBookVersion> {
    return this.#transport.json('POST', `/v1/drafts/${encodeURIComponent(id)}/publish`, { ...options, body });
  }
}
