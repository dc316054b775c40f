import type { Counts } from '../ledger/counts.ts';
import type { Random } from '../random.ts';
import type { ChainWorld } from './chain-world.ts';
import type { Customers } from './customers.ts';
import { coldWallet, keyOfAddress } from './keys.ts';
import type { NetworkId } from './networks.ts';

/** The operator moves what lies at our addresses elsewhere, all of it or a part, whenever they like. */
export class Sweeps {
  private readonly random: Random;
  private readonly counts: Counts;
  private readonly customers: Customers;
  private readonly networks: readonly NetworkId[];

  constructor(random: Random, counts: Counts, customers: Customers) {
    this.random = random;
    this.counts = counts;
    this.customers = customers;
    this.networks = customers.networks;
  }

  async send(world: ChainWorld): Promise<void> {
    const network = this.random.of(this.networks);
    const addresses = this.customers.addressesOn(network);
    for (const address of new Set(addresses)) {
      if (!this.random.oneIn(2)) continue;
      const balance = await world.balanceOf(network, address);
      if (balance === 0n) continue;
      const amount = this.random.oneIn(3) ? 1n + BigInt(this.random.below(Number(balance))) : balance;
      // Now and then to another address of ours, where it is a deposit like any other.
      const toOurs = this.random.oneIn(12);
      await world.transfer(keyOfAddress(network, address), network, toOurs ? this.random.of(addresses) : coldWallet, amount);
      this.counts.add(toOurs ? 'sweep to an address of ours' : amount === balance ? 'sweep' : 'sweep of a part');
    }
  }
}
