import { everyItem, pagingOf, type Paging } from '../pages.ts';
import type { CallOptions, Transport } from '../transport.ts';
import type { BalanceProof, NetworkId, Page, ProveBalancesBody } from '../types.generated.ts';

/** A proof on demand may take a minute, and asks on a little after it. */
const takesMs = 90_000;

/** What is recorded, held against the balances of our addresses. For operators. */
export class BalanceProofs {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Compares the addresses that were proved longest ago, or one; takes a minute at most. Refuses `network_unavailable` and `address_not_found`. */
  prove(network: NetworkId, body: ProveBalancesBody = {}, options: CallOptions = {}): Promise<BalanceProof> {
    return this.#transport.json('POST', `/v1/networks/${network}/balance-proofs`, { ...options, body, takesMs });
  }

  /** The newest first. */
  list(paging: Paging = {}): Promise<Page<BalanceProof>> {
    return this.#transport.json('GET', '/v1/balance-proofs', pagingOf(paging));
  }

  all(paging: Paging = {}): AsyncGenerator<BalanceProof, void, undefined> {
    return everyItem((each) => this.list(each), paging);
  }
}
