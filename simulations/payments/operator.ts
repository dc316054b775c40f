import type { Counts } from '../ledger/counts.ts';
import { Random } from '../random.ts';
import type { ChainWorld } from './chain-world.ts';
import type { Customers } from './customers.ts';
import type { Look, StoredAddress, StoredDeposit } from './look.ts';
import type { NetworkId } from './networks.ts';
import { Payouts } from './payouts.ts';
import { Proofs, type Proving } from './proofs.ts';
import { Rescans } from './rescans.ts';
import type { SimulatedServer } from './simulated-server.ts';
import { Sweeps } from './sweeps.ts';
import { themes, type Theme } from './themes.ts';

export type OperatorsAct = 'payout' | 'rescan';

/** The operator of a scenario: what they do with the money and with the books, by the themes of the seed. */
export class Operator {
  readonly payouts: Payouts;
  private readonly random: Random;
  private readonly themes: ReadonlySet<Theme>;
  private readonly networks: readonly NetworkId[];
  private readonly sweeps: Sweeps;
  private readonly rescans: Rescans;
  private readonly proofs: Proofs;
  private readonly customers: Customers;
  /** What was so before the step. */
  private deposits: readonly StoredDeposit[] = [];
  private addresses: readonly StoredAddress[] = [];
  private height = 1;
  private destroyed = false;

  constructor(seed: number, counts: Counts, customers: Customers, chosen: ReadonlySet<Theme>) {
    this.random = new Random(seed + 0x09e7);
    this.themes = chosen;
    this.customers = customers;
    this.networks = customers.networks;
    this.payouts = new Payouts(this.random, counts, this.networks);
    this.sweeps = new Sweeps(this.random, counts, customers);
    this.rescans = new Rescans(this.random, counts, this.networks);
    this.proofs = new Proofs(this.random, counts, this.networks);
    for (const theme of themes) if (chosen.has(theme)) counts.add(`theme ${theme}`);
  }

  /** Whether there must be money at our addresses from the beginning. */
  get needsMoney(): boolean {
    return this.themes.has('payouts') || this.themes.has('sweeps');
  }

  get someoneWaits(): boolean {
    return this.payouts.someoneWaits;
  }

  /** What a server is asked beside what customers ask. */
  get acts(): readonly OperatorsAct[] {
    return [
      ...(this.themes.has('payouts') ? (['payout', 'payout', 'payout'] as const) : []),
      ...(this.themes.has('rescans') ? (['rescan'] as const) : []),
    ];
  }

  /** Looks at the books while no server is under way. */
  async lookAround(look: Look, world: ChainWorld): Promise<void> {
    if (!this.themes.has('payouts') && !this.themes.has('rescans')) return;
    this.deposits = await look.deposits();
    this.addresses = await look.addresses();
    this.height = await world.height();
  }

  /** Gives what was wrong, if anything. */
  act(act: OperatorsAct, server: SimulatedServer): Promise<string | undefined> {
    if (act === 'rescan') return this.rescans.rescan(server, { deposits: this.deposits, addresses: this.addresses, height: this.height });
    return this.payouts.act(
      server,
      this.deposits.filter(({ status }) => status === 'credited'),
    );
  }

  /** What happens on the chain because of the operator. `mayDestroy`: the issuer may destroy what lies at an address of ours. */
  async send(world: ChainWorld, mayDestroy: (network: NetworkId) => boolean): Promise<void> {
    if (this.themes.has('sweeps')) await this.sweeps.send(world);
    if (this.themes.has('payouts')) await this.payouts.send(world);
    if (!this.themes.has('proofs') || this.destroyed || !this.random.oneIn(8)) return;
    const network = this.random.of(this.networks);
    if (!mayDestroy(network)) return;
    const addresses = this.customers.addressesOn(network);
    this.destroyed = addresses.length > 0;
    if (addresses.length > 0) await world.destroyFunds(network, this.random.of(addresses));
  }

  /** A proof while nothing else is under way but the chain. Gives what was wrong, if anything. */
  async proveNow(servers: readonly SimulatedServer[], mayDiffer: () => boolean): Promise<string | undefined> {
    if (!this.themes.has('proofs') || !this.random.oneIn(4)) return undefined;
    return this.proofs.middle(this.random.of(servers), mayDiffer);
  }

  /** When all faults have ended. Gives what was wrong, if anything. */
  async finish(server: SimulatedServer, world: ChainWorld): Promise<string | undefined> {
    return this.themes.has('payouts') ? this.payouts.finish(server, world) : undefined;
  }

  /** All that was left lying is done. Gives what was wrong, if anything. */
  async askAgain(server: SimulatedServer): Promise<string | undefined> {
    return this.payouts.someoneWaits ? this.payouts.askAgain(server) : undefined;
  }

  /** When everything is at rest: reads everything once more, which may change nothing. Gives what was wrong, if anything. */
  async rescanAll(server: SimulatedServer, look: Look, world: ChainWorld): Promise<string | undefined> {
    if (!this.themes.has('rescans')) return undefined;
    await this.lookAround(look, world);
    return this.rescans.rescanAll(server, { deposits: this.deposits, addresses: this.addresses, height: this.height });
  }

  /** When everything is at rest. Gives what was wrong, if anything. */
  async prove(proving: Proving, look: Look): Promise<string | undefined> {
    if (!this.themes.has('proofs') && !this.themes.has('sweeps')) return undefined;
    const addresses = await look.addresses();
    const wrong = await this.proofs.whole(proving, addresses);
    if (wrong !== undefined || !this.themes.has('proofs') || !this.random.oneIn(2)) return wrong;
    return this.proofs.tampered(proving, addresses);
  }
}
