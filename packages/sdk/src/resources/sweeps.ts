import { everyItem, pagingOf, type Paging } from '../pages.ts';
import type { Transport } from '../transport.ts';
import type { Page, Sweep } from '../types.generated.ts';

/** What has left our addresses, as the chain shows it. For operators. */
export class Sweeps {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Of all networks, the newest first. */
  list(paging: Paging = {}): Promise<Page<Sweep>> {
    return this.#transport.json('GET', '/v1/sweeps', pagingOf(paging));
  }

  all(paging: Paging = {}): AsyncGenerator<Sweep, void, undefined> {
    return everyItem((each) => this.list(each), paging);
  }
}
