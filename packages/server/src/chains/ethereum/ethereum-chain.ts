import type { NetworkFacts } from '../../payments/index.ts';
import { NodeClient, type MachineTime } from '../json-rpc/index.ts';
import { ProviderChain } from '../providers/index.ts';
import { checksumAddress } from './checksum-address.ts';
import { EthereumSource } from './ethereum-source.ts';
import { balancesAtOnce } from './read-balances.ts';

/** Who is asked about the chain. */
export interface EthereumProvider {
  /** The node's JSON-RPC address; a function where it can change. */
  readonly url: string | (() => string);
  readonly requestsPerSecond?: number | undefined;
}

export interface EthereumChainOptions {
  /** The preferred one first. */
  readonly providers: readonly EthereumProvider[];
  readonly facts: NetworkFacts;
  /** How long to wait for one answer; 10 s by default. */
  readonly timeoutMs?: number;
  /** How often the contract is looked at, and the providers' heads are compared. */
  readonly verifyEveryMs?: number;
  readonly compareEveryMs?: number;
  readonly time?: MachineTime | undefined;
}

/** Ethereum's main network with the USDT that Tether issues there. */
export const ethereumMainNetwork: NetworkFacts = {
  id: 'ethereum',
  title: 'Ethereum (ERC20)',
  token: 'USDT',
  tokenContract: '0xdAC17F958D2ee523a2206206994597C13D831ec7',
  chainId: 1,
  sandbox: false,
  recommended: false,
  creditAt: 'final',
  // Two epochs of 32 slots: with full participation a block is final about then.
  confirmationsRequired: 64,
  typicalSeconds: 15 * 60,
  pollMs: 6_000,
};

/** Ethereum, or a chain that speaks its JSON-RPC, through one provider or several. */
export class EthereumChain extends ProviderChain {
  constructor(options: EthereumChainOptions) {
    const facts = { ...options.facts, tokenContract: checksumAddress(options.facts.tokenContract) };
    const expected = { ...facts, tokenContract: facts.tokenContract.toLowerCase(), shownContract: facts.tokenContract };
    const { timeoutMs, verifyEveryMs, compareEveryMs, time } = options;
    super({
      facts,
      sources: options.providers.map(
        ({ url, requestsPerSecond }) =>
          new EthereumSource(new NodeClient({ network: 'Ethereum', url, requestsPerSecond, timeoutMs, time }), expected),
      ),
      // EIP-681. The amount is in base units.
      paymentUri: (address, amount) => `ethereum:${facts.tokenContract}@${facts.chainId}/transfer?address=${address}&uint256=${amount}`,
      balancesAtOnce,
      verifyEveryMs,
      compareEveryMs,
      time,
    });
  }
}
