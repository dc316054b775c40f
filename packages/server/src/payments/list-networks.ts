import type { NetworkFacts, TransferFee } from './chain.ts';
import type { NetworkStatus, PaymentsContext } from './context.ts';

export type NetworkView = Omit<NetworkFacts, 'pollMs' | 'creditAt'> &
  Omit<NetworkStatus, 'cause'> & { readonly transferFee: TransferFee | undefined };

/** The networks that payments are taken on, and how each of them is. */
export function listNetworks(context: PaymentsContext): readonly NetworkView[] {
  return [...context.networks.values()].map(({ chain }) => {
    const { pollMs: _pollMs, creditAt: _creditAt, ...facts } = chain.facts;
    const { cause: _cause, ...status } = context.statusOf(facts.id);
    return { ...facts, ...status, transferFee: chain.readTransferFee() };
  });
}
