import type { CallOptions, Transport } from '../transport.ts';
import type { CreateSweepPlanBody, NetworkId, SweepPlan } from '../types.generated.ts';

/** Of each address the balance and the cost are asked for, at the pace that the operator has set for a node. */
const takesMs = 180_000;

/** How to move what lies on our addresses. For operators. */
export class SweepPlans {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Unsigned transactions to an address of your own. Keeps nothing. Refuses `invalid_sweep_address` and `network_unavailable`. */
  create(network: NetworkId, body: CreateSweepPlanBody, options: CallOptions = {}): Promise<SweepPlan> {
    return this.#transport.json('POST', `/v1/networks/${network}/sweep-plans`, { ...options, body, takesMs });
  }
}
