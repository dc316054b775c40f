import type { CallOptions, Transport } from '../transport.ts';
import type { Network, NetworkHealth, NetworkId, Page, Rescan, RescanNetworkBody } from '../types.generated.ts';

export class Networks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The networks on which invoices can be paid; always one page. */
  list(options: CallOptions = {}): Promise<Page<Network>> {
    return this.#transport.json('GET', '/v1/networks', options);
  }

  /** Where the follower of a network stands, and how its providers do. For operators. */
  getHealth(network: NetworkId, options: CallOptions = {}): Promise<NetworkHealth> {
    return this.#transport.json('GET', `/v1/networks/${network}/health`, options);
  }

  /**
   * Reads final blocks again, or the block of a transaction, and records what is missing. May be repeated. Refuses `rescan_out_of_range` and
   * `network_unavailable`. For operators.
   */
  rescan(network: NetworkId, body: RescanNetworkBody, options: CallOptions = {}): Promise<Rescan> {
    return this.#transport.json('POST', `/v1/networks/${network}/rescan`, { ...options, body });
  }
}
