import { everyItem, pagingOf, type Paging } from '../pages.ts';
import type { CallOptions, Transport } from '../transport.ts';
import type { BalanceProof, NetworkId, Page, ProveBalancesBody } from '../types.generated.ts';

/** What is recorded, held against the balances of our addresses. For operators. */
export class BalanceProofs {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Compares the addresses that were proved longest ago, or one. Refuses `network_unavailable` and `address_not_found`. */
  prove(network: NetworkId, body: ProveBalancesBody = {}, options: CallOptions = {}): Promise<BalanceProof> {
    return this.#transport.json('POST', `/v1/networks/${network}/balance-proofs`, { ...options, body });
  }

  /** The newest first. */
  list(paging: Paging = {}): Promise<Page<BalanceProof>> {
    return this.#transport.json('GET', '/v1/balance-proofs', pagingOf(paging));
  }

  all(paging: Paging = {}): AsyncGenerator<BalanceProof, void, undefined> {
    return everyItem((each) => this.list(each), paging);
  }
}
