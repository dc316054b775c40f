import type { CallOptions, Transport } from '../transport.ts';
import type { GenerationRequest, SetTipsBody, Tips as FoundTips, TipSettings } from '../types.generated.ts';

export class Tips {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What would save credits on a request that is about to be made. Refuses `request_outside_price_book`. */
  find(request: GenerationRequest, options: CallOptions = {}): Promise<FoundTips> {
    return this.#transport.json('POST', '/v1/tips', { ...options, body: request });
  }

  /** Turns tips on or off, altogether or for one project, dismisses single ones, or shows them again; changes only what is said. */
  set(body: SetTipsBody = {}, options: CallOptions = {}): Promise<TipSettings> {
    return this.#transport.json('POST', '/v1/tips/settings', { ...options, body });
  }
}
