import type { Chain, ChainView, NetworkFacts, ProviderHealth, Transfer, TransferFee, Block } from '../../payments/index.ts';
import { ChainTrouble, ChainUnfit } from '../chain-errors.ts';
import { machineTime, type MachineTime } from '../json-rpc/index.ts';
import type { ChainSource } from './chain-source.ts';
import { findDisagreement } from './find-disagreement.ts';
import { Provider } from './provider.ts';
import { ProviderView } from './provider-view.ts';

export interface ProviderChainOptions {
  readonly facts: NetworkFacts;
  /** One for each provider, the preferred first. */
  readonly sources: readonly ChainSource[];
  readonly paymentUri: Chain['paymentUri'];
  readonly balancesAtOnce: number;
  /** How often the contract is looked at while the chain is followed; 10 minutes by default. */
  readonly verifyEveryMs?: number | undefined;
  /** How often the providers' heads are compared; a minute by default. */
  readonly compareEveryMs?: number | undefined;
  readonly time?: MachineTime | undefined;
}

const verifyEveryMs = 10 * 60_000;
const compareEveryMs = 60_000;
/** So many blocks behind the farthest, a provider is left for another. Less is the way of the network. */
const blocksBehindMax = 8;
/** How long two providers that disagreed are not paired again while others are there. */
const disputeMs = 60_000;
const backoffMaxMs = { alone: 30_000, oneOfSeveral: 5 * 60_000 };

/**
 * A chain through one provider or several. A view is one provider's word from its beginning to its end; when it fails, the next view
 * is another's. What is final counts only when a second source says the same.
 */
export class ProviderChain implements Chain {
  readonly facts: NetworkFacts;
  readonly paymentUri: Chain['paymentUri'];
  readonly balancesAtOnce: number;
  private readonly providers: readonly Provider[];
  private readonly compareEveryMs: number;
  private readonly time: MachineTime;
  private readonly disputes = new Map<string, number>();
  private inUse: Provider | undefined;
  private compareAtMs = 0;

  constructor(options: ProviderChainOptions) {
    const { facts, sources, paymentUri, balancesAtOnce } = options;
    this.facts = facts;
    this.paymentUri = paymentUri;
    this.balancesAtOnce = balancesAtOnce;
    this.compareEveryMs = options.compareEveryMs ?? compareEveryMs;
    this.time = options.time ?? machineTime;
    const times = {
      time: this.time,
      backoffMs: facts.pollMs,
      backoffMaxMs: sources.length === 1 ? backoffMaxMs.alone : backoffMaxMs.oneOfSeveral,
      verifyEveryMs: options.verifyEveryMs ?? verifyEveryMs,
    };
    this.providers = sources.map((source, place) => new Provider(source, () => this.nameOf(place), times));
  }

  async openView(): Promise<ChainView> {
    const reasons: Error[] = [];
    for (const provider of this.candidates()) {
      try {
        const token = await provider.verify();
        await this.compareHeads(provider);
        provider.begin();
        this.inUse = provider;
        return new ProviderView(provider, token, {
          readFinalTransfers: (from, to) => this.readChecked(provider, from, to),
          findTransfers: (address, from, to) => this.findTransfers(provider, address, from, to),
        });
      } catch (error) {
        if (!isOfChain(error)) throw error;
        reasons.push(error);
      }
    }
    throw this.nobody(reasons);
  }

  readProviders(): readonly ProviderHealth[] {
    return this.providers.map((provider) => provider.health(provider === this.inUse));
  }

  readTransferFee(): TransferFee | undefined {
    return this.inUse?.transferFee;
  }

  /** Two keys of one host are two providers. */
  private nameOf(place: number): string {
    const name = this.providers[place]?.source.client.name ?? '';
    const earlier = this.providers.slice(0, place).filter((provider) => provider.source.client.name === name).length;
    return earlier === 0 ? name : `${name} (${String(earlier + 1)})`;
  }

  /** Whoever may be asked, the one in use first: changing without need costs a comparison. */
  private candidates(): readonly Provider[] {
    const ready = this.providers.filter(({ outMs }) => outMs === 0);
    if (ready.length === 0) {
      // The caller waits longer after each failure; whoever comes back first is asked then.
      const [soonest] = [...this.providers].sort((a, b) => a.outMs - b.outMs);
      return soonest === undefined ? [] : [soonest];
    }
    const rank = (provider: Provider): number => {
      const undisputed = ready.some((other) => other !== provider && !this.areInDispute(provider, other));
      return (ready.length > 1 && !undisputed ? 2 : 0) + (provider === this.inUse ? 0 : 1);
    };
    return [...ready].sort((a, b) => rank(a) - rank(b));
  }

  private nobody(reasons: readonly Error[]): Error {
    const [only] = reasons;
    if (only === undefined) return new ChainTrouble(`No node of ${this.facts.title} is set up.`);
    if (reasons.length === 1) return only;
    const all = `No node of ${this.facts.title} can be used. ${reasons.map(({ message }) => message).join(' ')}`;
    return reasons.every((reason) => reason instanceof ChainUnfit) ? new ChainUnfit(all) : new ChainTrouble(all);
  }

  /** Finds out which provider is behind or on another branch. Leaves the one in use when it is far behind another. */
  private async compareHeads(provider: Provider): Promise<void> {
    const others = this.providers.filter((other) => other !== provider && other.outMs === 0);
    if (others.length === 0 || this.time.nowMs() < this.compareAtMs) return;
    const head = await provider.readLatest();
    for (const other of others) {
      try {
        await other.verify();
        await compareBranches(provider, head, other);
      } catch (error) {
        // It counts against the other one, which has noted it.
        if (!isOfChain(error)) throw error;
      }
    }
    this.compareAtMs = this.time.nowMs() + this.compareEveryMs;
    const compared = [provider, ...others.filter(({ outMs }) => outMs === 0)];
    const farthest = compared.reduce((most, each) => ((each.headNumber ?? 0) > (most.headNumber ?? 0) ? each : most), provider);
    for (const each of compared) each.blocksBehind = (farthest.headNumber ?? 0) - (each.headNumber ?? 0);
    if ((provider.blocksBehind ?? 0) <= blocksBehindMax) return;
    const late = new ChainTrouble(
      `The node at ${provider.name} is ${String(provider.blocksBehind)} blocks behind the one at ${farthest.name}.`,
    );
    provider.fail(late);
    throw late;
  }

  private async readChecked(provider: Provider, from: number, to: number): Promise<{ transfers: readonly Transfer[]; through: Block }> {
    const { rows, last } = await provider.ask((source) => provider.span.read(from, to, (a, b) => source.readRange(a, b)));
    const through = await provider.readBlock(last);
    if (through === undefined) throw provider.mistrust(`does not have block ${String(last)}, which is final`);
    const own = rows.findLast((row) => row.blockNumber === last);
    if (own !== undefined && own.blockHash !== through.hash) throw provider.mistrust(`gave transfers of another block ${String(last)}`);
    await this.secondSource(provider, rows, from, through);
    return { transfers: rows, through };
  }

  /** What any of the providers finds; whoever does not answer, or is not so far, is passed over. */
  private async findTransfers(
    provider: Provider,
    address: string,
    from: number,
    to: number,
  ): Promise<{ transfers: readonly Transfer[]; last: number }> {
    const { rows, last } = await provider.ask((source) => provider.rareSpan.read(from, to, (a, b) => source.findTransfers(address, a, b)));
    const found = new Map(rows.map((row) => [placeIn(row), row]));
    for (const other of this.providers) {
      if (other === provider || other.outMs > 0) continue;
      try {
        await other.verify();
        if (other.finalNumber < last) await other.readFinal();
        if (other.finalNumber < last) continue;
        const theirs = await other.ask((source) => other.rareSpan.readAll(from, last, (a, b) => source.findTransfers(address, a, b)));
        for (const row of theirs) found.set(placeIn(row), row);
      } catch (error) {
        if (!isOfChain(error)) throw error;
      }
    }
    const transfers = [...found.values()].toSorted((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
    return { transfers, last };
  }

  /** Lets another provider say what these final blocks hold; without one, the same provider in another way. */
  private async secondSource(provider: Provider, rows: readonly Transfer[], from: number, through: Block): Promise<void> {
    for (const other of this.providers) {
      if (other === provider || other.outMs > 0 || this.areInDispute(provider, other)) continue;
      try {
        await other.verify();
        if (other.finalNumber < through.number) await other.readFinal();
        if (other.finalNumber < through.number) continue;
        const theirs = await other.ask((source) => other.span.readAll(from, through.number, (a, b) => source.readRange(a, b)));
        const hash =
          theirs.findLast((row) => row.blockNumber === through.number)?.blockHash ?? (await other.readBlock(through.number))?.hash;
        return this.requireAgreement(provider, rows, other, theirs, { from, through, hash });
      } catch (error) {
        // Whoever does not answer is no second source; whoever disagrees is one.
        if (!isOfChain(error) || error instanceof Disagreement) throw error;
      }
    }
    const theirs = await provider.ask((source) =>
      provider.otherwiseSpan.readAll(from, through.number, (a, b) => source.readRangeOtherwise(a, b)),
    );
    return this.requireAgreement(provider, rows, provider, theirs, { from, through, hash: through.hash });
  }

  private requireAgreement(
    provider: Provider,
    rows: readonly Transfer[],
    other: Provider,
    theirs: readonly Transfer[],
    range: { from: number; through: Block; hash: string | undefined },
  ): void {
    const { from, through, hash } = range;
    const difference =
      hash === through.hash ? findDisagreement(rows, theirs) : `they have different blocks ${String(through.number)}, which is final`;
    if (difference === undefined) return;
    const who =
      other === provider
        ? `The node at ${provider.name} contradicts itself`
        : `The nodes at ${provider.name} and ${other.name} contradict each other`;
    const error = new Disagreement(
      `${who} about the final blocks ${String(from)} to ${String(through.number)}: ${difference}. Nothing is taken from them until two sources agree.`,
    );
    this.disputes.set(pair(provider, other), this.time.nowMs() + disputeMs);
    for (const each of new Set([provider, other])) each.note(error);
    throw error;
  }

  private areInDispute(a: Provider, b: Provider): boolean {
    // Two alone have nobody else to ask: they are compared again at once, and the operator sees the dispute.
    if (this.providers.filter(({ outMs }) => outMs === 0).length < 3) return false;
    return (this.disputes.get(pair(a, b)) ?? 0) > this.time.nowMs();
  }
}

/** Two sources do not say the same about what is final. */
class Disagreement extends ChainTrouble {}

function pair(a: Provider, b: Provider): string {
  return [a.name, b.name].sort().join(' ');
}

function placeIn({ blockHash, logIndex }: Transfer): string {
  return `${blockHash} ${String(logIndex)}`;
}

function isOfChain(error: unknown): error is ChainTrouble | ChainUnfit {
  return error instanceof ChainTrouble || error instanceof ChainUnfit;
}

/** Compares the block at the height that both have. Near the head they may differ for a moment; what is final is checked elsewhere. */
async function compareBranches(provider: Provider, head: Block, other: Provider): Promise<void> {
  const theirHead = await other.readLatest();
  const number = Math.min(head.number, theirHead.number);
  const ours = head.number === number ? head : await provider.readBlock(number);
  const theirs = theirHead.number === number ? theirHead : await other.readBlock(number);
  other.forkNumber = ours !== undefined && theirs !== undefined && ours.hash !== theirs.hash ? number : null;
}
