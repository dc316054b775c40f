import { Problem } from '../../packages/server/src/kernel/index.ts';
import { rescanNetwork, type RescanRequest } from '../../packages/server/src/payments/desk/rescan-network.ts';
import type { Counts } from '../ledger/counts.ts';
import type { Random } from '../random.ts';
import type { StoredAddress, StoredDeposit } from './look.ts';
import { shownAddress, type NetworkId } from './networks.ts';
import type { SimulatedServer } from './simulated-server.ts';
import { Crashed } from './wire.ts';

/** What an operator may want to be read again. */
export interface KnownToOperator {
  readonly deposits: readonly StoredDeposit[];
  readonly addresses: readonly StoredAddress[];
  readonly height: number;
}

/** Problems that say that there is nothing to read, or that it must be tried again. */
const mayBe = new Set(['network_unavailable', 'rescan_out_of_range']);

/** The operator lets blocks be read again: by their numbers, by a transaction in them, or since an address was given out. */
export class Rescans {
  private readonly random: Random;
  private readonly counts: Counts;
  private readonly networks: readonly NetworkId[];

  constructor(random: Random, counts: Counts, networks: readonly NetworkId[]) {
    this.random = random;
    this.counts = counts;
    this.networks = networks;
  }

  /** One of them, at random; gives what was wrong, if anything. */
  rescan(server: SimulatedServer, known: KnownToOperator): Promise<string | undefined> {
    return this.ask(server, this.choose(known));
  }

  /** Everything once more, in each of the three ways; gives what was wrong, if anything. */
  async rescanAll(server: SimulatedServer, { deposits, addresses, height }: KnownToOperator): Promise<string | undefined> {
    const requests: RescanRequest[] = [
      ...this.networks.map((network) => ({ network, fromBlock: 0, toBlock: height })),
      ...addresses.slice(0, 2).map(({ network, address }) => byAddress(network, address)),
      ...deposits
        .filter(({ status }) => status === 'credited')
        .slice(0, 2)
        .map(({ network, tx_hash: txHash }) => ({ network, txHash })),
    ];
    for (const request of requests) {
      const wrong = await this.ask(server, request);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }

  private choose({ deposits, addresses, height }: KnownToOperator): RescanRequest {
    const kind = this.random.below(3);
    const [deposit] = deposits.length === 0 ? [] : [this.random.of(deposits)];
    const [address] = addresses.length === 0 ? [] : [this.random.of(addresses)];
    if (kind === 0 && deposit !== undefined) return { network: deposit.network, txHash: deposit.tx_hash };
    if (kind === 1 && address !== undefined) return byAddress(address.network, address.address);
    const fromBlock = this.random.below(height);
    return { network: this.random.of(this.networks), fromBlock, toBlock: fromBlock + this.random.below(40) };
  }

  private async ask(server: SimulatedServer, request: RescanRequest): Promise<string | undefined> {
    const how = 'txHash' in request ? 'transaction' : 'address' in request ? 'address' : 'range';
    try {
      const { recorded, network } = await rescanNetwork(server.context, request);
      this.counts.add(`rescan by ${how} on ${network}`);
      if (recorded.length > 0) server.follower(network).confirmAgain();
      return undefined;
    } catch (error) {
      if (error instanceof Crashed || server.wire.crashed) {
        this.counts.add(`crash in a rescan by ${how}`);
        return undefined;
      }
      if (error instanceof Problem && mayBe.has(error.code)) return undefined;
      return `a rescan by ${how}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    }
  }
}

function byAddress(network: NetworkId, address: string): RescanRequest {
  // As the chain has it.
  return { network, address: shownAddress(network, address as `0x${string}`) };
}
