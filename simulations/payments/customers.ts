import type { AddressPolicy } from '../../packages/server/src/payments/context.ts';
import { Problem } from '../../packages/server/src/kernel/index.ts';
import type { Counts } from '../ledger/counts.ts';
import type { Random } from '../random.ts';
import type { ChainWorld, Payment } from './chain-world.ts';
import { treasuryAddress, treasuryAddressesMax } from './keys.ts';
import { packs } from './model-invoice.ts';
import { networkIds, shownAddress, type NetworkId } from './networks.ts';
import { invoiceLifetimeMs, type SimulatedServer } from './simulated-server.ts';
import { Crashed } from './wire.ts';

export type Manner = 'exact' | 'under' | 'over' | 'split' | 'late' | 'twice' | 'never' | 'all at once';
const manners: readonly Manner[] = ['exact', 'exact', 'under', 'over', 'split', 'late', 'twice', 'never', 'all at once'];

/** An invoice that a customer wants, and what that customer pays. */
interface Order {
  readonly accountId: string;
  readonly packId: string;
  readonly key: string;
  readonly manner: Manner;
  readonly network: NetworkId;
  /** Where it can be paid, as the chain has it, once a server has answered. */
  address: string | undefined;
  invoiceId: string;
  orderedAtMs: number;
  /** What is still to be sent. */
  left: bigint[];
}

const addressesMax = treasuryAddressesMax - 1;

/** Customers ask for invoices until they have them, and pay them in every way that people do. */
export class Customers {
  private readonly random: Random;
  private readonly counts: Counts;
  readonly accountIds: readonly string[];
  readonly addressPolicy: AddressPolicy;
  readonly networks: readonly NetworkId[];
  private readonly orders: Order[] = [];
  private readonly manners: readonly Manner[];

  /** Half of the customers pay in one of the manners `often`, if there are any. */
  constructor(
    random: Random,
    counts: Counts,
    who: Pick<Customers, 'accountIds' | 'addressPolicy' | 'networks'>,
    often: readonly Manner[] = [],
  ) {
    this.random = random;
    this.counts = counts;
    this.accountIds = who.accountIds;
    this.addressPolicy = who.addressPolicy;
    this.networks = who.networks;
    this.manners = often.length === 0 ? manners : [...manners, ...manners.map((_, place) => often[place % often.length] ?? 'exact')];
  }

  addressesOn(wanted: NetworkId): readonly string[] {
    return this.orders.flatMap(({ network, address }) => (network !== wanted || address === undefined ? [] : [address]));
  }

  get someoneWaits(): boolean {
    return this.orders.some(({ address }) => address === undefined);
  }

  /** The pack that an invoice is for. */
  packOf(invoiceId: string): string {
    return this.orders.find((order) => order.invoiceId === invoiceId)?.packId ?? '';
  }

  /** Before anything goes wrong every account buys something, and pays for it as it should. */
  async buyFirst(server: SimulatedServer, world: ChainWorld, nowMs: number): Promise<string | undefined> {
    for (const accountId of this.accountIds) {
      // Equal sums are the hardest to tell apart.
      const order = this.newOrder({ accountId, manner: 'exact', ...(this.random.oneIn(2) ? { packId: 'credits-100' } : {}) });
      const wrong = await this.place(order, server, nowMs);
      if (wrong !== undefined || order.address === undefined) return wrong ?? `${order.key} has no answer`;
      for (const amount of order.left.splice(0)) await world.pay(order.network, [{ address: order.address, amount }]);
    }
    return undefined;
  }

  /** Somebody orders now and then; whoever has no answer asks again. Gives what was wrong, if anything. */
  async order(server: SimulatedServer, nowMs: number): Promise<string | undefined> {
    const waiting = this.orders.find(({ address }) => address === undefined);
    if (waiting === undefined && this.orders.length >= addressesMax) return undefined;
    return this.place(waiting ?? this.newOrder(), server, nowMs);
  }

  private async place(order: Order, server: SimulatedServer, nowMs: number): Promise<string | undefined> {
    try {
      const { id, address } = await server.createInvoice(order.network, order.accountId, order.packId, order.key);
      const onChain = treasuryAddressShownAs(order.network, address);
      if (onChain === undefined) return `${order.key}: the address ${address} is not the treasury's`;
      if (order.address === onChain) return undefined;
      if (order.address !== undefined || this.orders.some((each) => each.address === onChain && !this.mayShare(each, order)))
        return `${order.key}: the address ${address} was given to two`;
      order.address = onChain;
      order.invoiceId = id;
      order.orderedAtMs = nowMs;
      order.left = this.sumsOf(order);
      this.counts.add(`invoice paid ${order.manner}`);
      return undefined;
    } catch (error) {
      if (error instanceof Crashed || server.wire.crashed) return undefined;
      if (error instanceof Problem && error.code === 'network_unavailable') return undefined;
      return `${order.key}: ${String(error)}`;
    }
  }

  /** Some of what is owed is paid, at once or one by one. */
  async pay(world: ChainWorld, nowMs: number): Promise<void> {
    const due = this.orders.filter((order) => this.isDue(order, nowMs));
    const together: Readonly<Record<NetworkId, Payment[number][]>> = { ethereum: [], tron: [] };
    for (const order of due) {
      const { left } = order;
      const { network, address } = this.placeToPay(order);
      if (address === undefined || !this.random.oneIn(2)) continue;
      const count = order.manner === 'all at once' ? left.length : 1;
      const payments = left.splice(0, count).map((amount) => ({ address, amount }));
      if (order.manner === 'all at once' || this.random.oneIn(4)) together[network].push(...payments);
      else for (const payment of payments) await world.pay(network, [payment]);
    }
    for (const network of networkIds) if (together[network].length > 0) await world.pay(network, together[network]);
    const network = this.random.of(this.networks);
    const [first, ...others] = this.addressesOn(network);
    if (first !== undefined && this.random.oneIn(3)) await world.spam(network, this.random.of([first, ...others]), first);
  }

  /** Where somebody pays what is owed: now and then at the address that the same account has on another network. */
  private placeToPay(order: Order): Pick<Order, 'network' | 'address'> {
    if (this.addressPolicy !== 'account' || this.networks.length < 2) return order;
    const elsewhere = this.orders.find(
      ({ accountId, network, address }) => accountId === order.accountId && network !== order.network && address !== undefined,
    );
    if (elsewhere === undefined || !this.random.oneIn(2)) return order;
    this.counts.add('invoice paid on the other network');
    return elsewhere;
  }

  /** An account may have one address for all of its invoices. */
  private mayShare(one: Order, other: Order): boolean {
    return this.addressPolicy === 'account' && one.network === other.network && one.accountId === other.accountId;
  }

  private isDue(order: Order, nowMs: number): boolean {
    if (order.left.length === 0 || order.address === undefined) return false;
    return order.manner !== 'late' || nowMs >= order.orderedAtMs + invoiceLifetimeMs;
  }

  private newOrder(chosen: Partial<Pick<Order, 'accountId' | 'packId' | 'manner'>> = {}): Order {
    const order: Order = {
      accountId: this.random.of(this.accountIds),
      packId: this.random.of(Object.keys(packs)),
      key: `order-${String(this.orders.length)}`,
      manner: this.random.of(this.manners),
      network: this.random.of(this.networks),
      address: undefined,
      invoiceId: '',
      orderedAtMs: 0,
      left: [],
      ...chosen,
    };
    this.orders.push(order);
    return order;
  }

  private sumsOf({ packId, manner }: Order): bigint[] {
    const price = packs[packId]?.priceUsdt ?? 0n;
    const part = 1n + BigInt(this.random.below(Number(price) - 2));
    switch (manner) {
      case 'exact':
      case 'late':
        return [price];
      case 'under':
        return [part];
      case 'over':
        return [price + part];
      case 'split':
        return [part, price - part];
      case 'twice':
        return [price, price];
      case 'all at once':
        return [part, price - part, 1n];
      case 'never':
        return [];
    }
  }
}

/** The treasury's address that a network shows so; `undefined` when none of its first ones is. */
function treasuryAddressShownAs(network: NetworkId, shown: string): string | undefined {
  // On Ethereum the case of letters is a checksum, which has tests of its own.
  const text = network === 'ethereum' ? shown.toLowerCase() : shown;
  const known = Array.from({ length: treasuryAddressesMax }, (_, index) => treasuryAddress(network, index));
  return known.find((address) => shownAddress(network, address) === text);
}
