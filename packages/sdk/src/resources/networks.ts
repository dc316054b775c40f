import type { CallOptions, Transport } from '../transport.ts';
import type { AddressCheck, Network, NetworkHealth, NetworkId, Page, Rescan, RescanNetworkBody } from '../types.generated.ts';

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
   * Reads final blocks again, or the block of a transaction, or looks up what went to and from an address of ours, and records what is
   * missing. May be repeated. Refuses `rescan_out_of_range`, `address_not_found` and `network_unavailable`. For operators.
   */
  rescan(network: NetworkId, body: RescanNetworkBody, options: CallOptions = {}): Promise<Rescan> {
    return this.#transport.json('POST', `/v1/networks/${network}/rescan`, { ...options, body });
  }

  /**
   * The same for an address of ours, step by step up to the last final block; each step tells what was found in its blocks, and the last one whether
   * the address holds what is recorded.
   */
  async *rescanAddress(
    network: NetworkId,
    asked: { readonly address: string; readonly fromBlock?: number },
    options: CallOptions = {},
  ): AsyncGenerator<Rescan, void, undefined> {
    for (let body: { address: string; fromBlock?: number } | undefined = { ...asked }; body !== undefined;) {
      const step: Rescan = await this.rescan(network, body, options);
      yield step;
      body = step.nextBlock === null ? undefined : { address: asked.address, fromBlock: step.nextBlock };
    }
  }

  /**
   * Whether an address is ours, and whose; with an invoice and the signature that stood beside it, also whether this server has signed it.
   * For operators. Refuses `address_not_found` and `unknown_network`.
   */
  verifyAddress(
    network: NetworkId,
    address: string,
    {
      invoiceId,
      signature,
      ...options
    }: CallOptions & { readonly invoiceId?: string | undefined; readonly signature?: string | undefined } = {},
  ): Promise<AddressCheck> {
    const path = `/v1/networks/${encodeURIComponent(network)}/addresses/${encodeURIComponent(address)}`;
    return this.#transport.json('GET', path, { ...options, query: { invoiceId, signature } });
  }

  /** Every address that was given out on a network as CSV, with what has reached it. For operators. */
  exportAddresses(network: NetworkId, options: CallOptions = {}): AsyncGenerator<string, void, undefined> {
    return this.#transport.text(`/v1/networks/${encodeURIComponent(network)}/addresses.csv`, {}, options);
  }
}
