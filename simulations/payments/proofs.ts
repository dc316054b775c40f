import { Problem } from '../../packages/server/src/kernel/index.ts';
import type { BalanceProof } from '../../packages/server/src/payments/proofs/balance-proof.ts';
import { proveBalances } from '../../packages/server/src/payments/proofs/prove-balances.ts';
import type { Counts } from '../ledger/counts.ts';
import type { Random } from '../random.ts';
import { blocksUntilFinal } from './chain-process.ts';
import type { ChainWorld } from './chain-world.ts';
import type { StoredAddress } from './look.ts';
import { shownAddress, type NetworkId } from './networks.ts';
import type { SimulatedServer } from './simulated-server.ts';
import { Crashed } from './wire.ts';

/** What a proof is played with. */
export interface Proving {
  readonly server: SimulatedServer;
  readonly world: ChainWorld;
  readonly nowMs: () => number;
  /** Lets a moment pass, so that addresses may be proved again. */
  readonly pass: () => void;
  readonly destroyed: (network: NetworkId) => Promise<bigint>;
}

/** The proof of balances: whole while nobody has meddled, and else it names who holds something else. */
export class Proofs {
  private readonly random: Random;
  private readonly counts: Counts;
  private readonly networks: readonly NetworkId[];

  constructor(random: Random, counts: Counts, networks: readonly NetworkId[]) {
    this.random = random;
    this.counts = counts;
    this.networks = networks;
  }

  /** In the middle of everything; `mayDiffer` when a provider has left something out, perhaps just then, or the chain has taken back what was final. */
  async middle(server: SimulatedServer, mayDiffer: () => boolean): Promise<string | undefined> {
    const network = this.random.of(this.networks);
    try {
      const proof = await prove(server, network);
      this.counts.add(`proof ${proof.status} in the middle`);
      return proof.status === 'holds' || mayDiffer() ? undefined : `a proof in the middle differs: ${proof.detail}`;
    } catch (error) {
      if (error instanceof Crashed || server.wire.crashed) return undefined;
      if (error instanceof Problem && error.code === 'network_unavailable') return undefined;
      return `a proof in the middle: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    }
  }

  /** At rest every address is proved, and together they hold what the chain says of each of them. */
  async whole({ server, world, pass, destroyed }: Proving, addresses: readonly StoredAddress[]): Promise<string | undefined> {
    for (const network of this.networks) {
      pass();
      const ours = addresses.filter((each) => each.network === network);
      let sum = 0n;
      for (const { address } of ours) sum += await world.balanceOf(network, address);
      const proof = await prove(server, network);
      if (proof.status !== 'holds') return `the proof of ${network} differs: ${proof.detail}`;
      if (proof.addressesProved !== ours.length)
        return `the proof of ${network} is of ${String(proof.addressesProved)} addresses, and not of ${String(ours.length)}`;
      if (proof.recordedUsdt !== sum) return `the proof of ${network} is of ${String(proof.recordedUsdt)}, and not of ${String(sum)}`;
      if (proof.destroyedUsdt !== (await destroyed(network)))
        return `the proof of ${network} says that ${String(proof.destroyedUsdt)} were destroyed, and not ${String(await destroyed(network))}`;
      this.counts.add(`proof whole on ${network}`);
      if (proof.destroyedUsdt > 0n) this.counts.add('proof whole without destroyed funds');
    }
    return undefined;
  }

  /** A balance is changed behind its back, and the proof names exactly this address; then it is as before. */
  async tampered(proving: Proving, addresses: readonly StoredAddress[]): Promise<string | undefined> {
    if (addresses.length === 0) return undefined;
    const { server, world } = proving;
    const { network, address } = this.random.of(addresses);
    const balance = await world.balanceOf(network, address);
    const found =
      balance > 0n && this.random.oneIn(2)
        ? balance - 1n - BigInt(this.random.below(Number(balance)))
        : balance + 1n + BigInt(this.random.below(50_000_000));
    await this.setBalance(proving, network, address, found);
    const proof = await prove(server, network);
    const { differences, firstDifference } = proof;
    const named = firstDifference?.address.toLowerCase();
    // In the case of its letters an address of Ethereum has its checksum, which has tests of its own.
    if (proof.status !== 'differs' || differences !== 1 || named !== shownOn(network, address).toLowerCase())
      return `${address} of ${network} holds ${String(found)} behind the proof's back, and it says: ${proof.detail}`;
    if (firstDifference?.foundUsdt !== found || firstDifference.recordedUsdt !== balance)
      return `the proof finds ${String(firstDifference?.foundUsdt)} for ${String(firstDifference?.recordedUsdt)} at ${address}`;
    this.counts.add(`proof names an address that holds ${found > balance ? 'more' : 'less'} on ${network}`);
    await this.setBalance(proving, network, address, balance);
    const again = await prove(server, network);
    return again.status === 'holds' ? undefined : `the proof of ${network} still differs: ${again.detail}`;
  }

  /** What is so in the newest block must be final before a proof looks at it. */
  private async setBalance({ server, world, nowMs, pass }: Proving, network: NetworkId, address: string, amount: bigint): Promise<void> {
    await world.setBalance(network, address, amount);
    await world.mine(blocksUntilFinal + 1, nowMs());
    await server.rounds();
    pass();
  }
}

function prove(server: SimulatedServer, network: NetworkId): Promise<BalanceProof> {
  return proveBalances(server.context, { network }, new AbortController().signal);
}

function shownOn(network: NetworkId, address: string): string {
  // As the chain has it.
  return shownAddress(network, address as `0x${string}`);
}
