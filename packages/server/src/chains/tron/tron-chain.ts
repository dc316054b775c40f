import type { NetworkFacts } from '../../payments/index.ts';
import { NodeClient, type MachineTime } from '../json-rpc/index.ts';
import { ProviderChain } from '../providers/index.ts';
import { addressToHex } from './address.ts';
import { balancesAtOnce } from './read-balances.ts';
import { TronSource } from './tron-source.ts';

/** Who is asked about the chain. */
export interface TronProvider {
  /** The node's address, with JSON-RPC at `/jsonrpc` below it; a function where it can change. */
  readonly url: string | (() => string);
  /** The key of a hosted node, which goes into a header. */
  readonly apiKey?: string | undefined;
  readonly requestsPerSecond?: number | undefined;
}

export interface TronChainOptions {
  /** The preferred one first. */
  readonly providers: readonly TronProvider[];
  readonly facts: NetworkFacts;
  /** How long to wait for one answer; 10 s by default. */
  readonly timeoutMs?: number;
  /** How often the contract is looked at, and the providers' heads are compared. */
  readonly verifyEveryMs?: number;
  readonly compareEveryMs?: number;
  readonly time?: MachineTime | undefined;
}

/** Tron's main network with the USDT that Tether issues there. */
export const tronMainNetwork: NetworkFacts = {
  id: 'tron',
  title: 'Tron (TRC20)',
  token: 'USDT',
  tokenContract: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
  chainId: 728_126_428,
  sandbox: false,
  recommended: true,
  creditAt: 'final',
  // 19 of the 27 witnesses must have built on a block; with all of them at work that is the case about then.
  confirmationsRequired: 19,
  typicalSeconds: 70,
  pollMs: 3_000,
};

/** Tron through one java-tron node or several. */
export class TronChain extends ProviderChain {
  /** The token's contract is given in base58; a wrong letter in it is refused with a RangeError. */
  constructor(options: TronChainOptions) {
    const { facts, timeoutMs, verifyEveryMs, compareEveryMs, time } = options;
    const tokenContract = addressToHex(facts.tokenContract);
    if (tokenContract === undefined) throw new RangeError(`${facts.tokenContract} is no address of Tron`);
    const expected = { ...facts, tokenContract, shownContract: facts.tokenContract };
    super({
      facts,
      sources: options.providers.map(({ apiKey, ...provider }) => {
        const headers = apiKey === undefined ? {} : { 'tron-pro-api-key': apiKey };
        return new TronSource(
          new NodeClient({ network: 'Tron', jsonRpcPath: '/jsonrpc', timeoutMs, headers, time, ...provider }),
          expected,
        );
      }),
      // The bare address: no rule says how a link of Tron holds an amount, and most wallets read nothing else.
      paymentUri: (address) => address,
      balancesAtOnce,
      verifyEveryMs,
      compareEveryMs,
      time,
    });
  }
}
