import type { CallOptions, Transport } from '../transport.ts';
import type { Health } from '../types.generated.ts';

export class ServerHealth {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Whether the server can do its work. */
  get(options: CallOptions = {}): Promise<Health> {
    return this.#transport.json('GET', '/v1/health', options);
  }
}
