import type { NetworkFacts, TransferFee } from './chain.ts';
import type { NetworkStatus, PaymentsContext } from './context.ts';

export type NetworkView = Omit<NetworkFacts, 'pollMs' | 'creditAt'> & NetworkStatus & { readonly transferFee: TransferFee | undefined };

/** The networks that payments are taken on, and how each of them is. */
export function listNetworks(context: PaymentsContext): readonly NetworkView[] {
  return [...context.networks.values()].map(({ chain }) => {
    const { pollMs: _pollMs, creditAt: _creditAt, ...facts } = chain.facts;
    return { ...facts, ...context.statusOf(facts.id), transferFee: chain.readTransferFee() };
  });
}
