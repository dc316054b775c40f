import { decodeFunctionData, getAddress, type Hex } from 'viem';
import { testUsdtAbi } from '../../packages/server/src/chains/sandbox/contracts/test-usdt.generated.ts';
import { Problem } from '../../packages/server/src/kernel/index.ts';
import { createPayout, replacePayout } from '../../packages/server/src/payments/payouts/create-payout.ts';
import { exportPayouts, type PayoutExport } from '../../packages/server/src/payments/payouts/export-payouts.ts';
import { setRefundAddress } from '../../packages/server/src/payments/payouts/set-refund-address.ts';
import { cancelPayout, markPayoutSent } from '../../packages/server/src/payments/payouts/settle-payout.ts';
import type { Counts } from '../ledger/counts.ts';
import type { Random } from '../random.ts';
import type { ChainWorld } from './chain-world.ts';
import { operatorsWallet } from './keys.ts';
import type { StoredDeposit } from './look.ts';
import { refundedCredits } from './model-invoice.ts';
import { shownAddress, tokenOf, type NetworkId } from './networks.ts';
import type { SimulatedServer } from './simulated-server.ts';
import { Crashed } from './wire.ts';

/** What a customer wants back: asked for until there is an answer. */
export interface Refund {
  readonly id: string;
  readonly accountId: string;
  readonly depositId: string;
  readonly amount: bigint;
  readonly network: NetworkId;
  readonly address: Hex;
  answer: 'none' | 'granted' | 'refused';
}

/** A payout as the operator has it in a file. */
export interface DuePayout {
  readonly id: string;
  readonly network: NetworkId;
  readonly address: Hex;
  readonly amount: bigint;
  /** After how many transfers of the operator's the file came. */
  readonly afterTransfers: number;
  /** What the operator has sent for it. */
  readonly sent: Hex[];
  /** `wanted` until there is an answer; nobody sends it from then on. */
  canceled: 'no' | 'wanted' | 'done' | 'refused';
  replaced: boolean;
}

/** Problems that say that the world has gone on, or that it must be tried again. */
const mayBe = new Set(['network_unavailable', 'payout_settled', 'payout_not_ready']);
/** What nobody gets back: nothing was bought, it is not the first purchase, or what was left is gone. */
const refusals = new Set(['nothing_to_pay_out', 'not_refundable', 'nothing_to_reverse', 'unknown_entry', 'already_reversed']);

/** Customers who want their money back, and an operator who pays it from a wallet of their own, by hand and with mistakes. */
export class Payouts {
  readonly refunds: Refund[] = [];
  readonly due: DuePayout[] = [];
  /** How many transfers the operator has sent, and where each hash stands among them. */
  readonly transfers: Hex[] = [];
  private readonly random: Random;
  private readonly counts: Counts;
  private readonly networks: readonly NetworkId[];
  /** How slow the operator is: one of so many payouts is sent each time. */
  private readonly sendsOneIn: number;
  /** Where most customers want their money. */
  private readonly favourite: NetworkId;
  /** The file that was asked for and has not come. */
  private awaited: { readonly id: string; readonly network: NetworkId } | undefined;
  private files = 0;

  constructor(random: Random, counts: Counts, networks: readonly NetworkId[]) {
    this.random = random;
    this.counts = counts;
    this.networks = networks;
    this.sendsOneIn = random.of([2, 2, 8]);
    this.favourite = random.of(networks);
  }

  /** Whether anybody has asked for something and has no answer. */
  get someoneWaits(): boolean {
    return (
      this.awaited !== undefined ||
      this.refunds.some(({ answer }) => answer === 'none') ||
      this.due.some(({ canceled, replaced }) => canceled === 'wanted' || (canceled === 'done' && !replaced))
    );
  }

  /** Does one thing at a server; gives what was wrong, if anything. `credited` are the deposits that somebody may want back. */
  async act(server: SimulatedServer, credited: readonly StoredDeposit[]): Promise<string | undefined> {
    const acts = [() => this.refund(server, credited), () => this.export(server), () => this.mark(server), () => this.cancel(server)];
    return this.unlessCrashed(
      server,
      this.random.of([0, 0, 1, 1, 1, 2, 3].map((place) => acts[place] ?? acts[0])) ?? (() => Promise.resolve(undefined)),
    );
  }

  /** Whoever waits asks again. */
  async askAgain(server: SimulatedServer): Promise<string | undefined> {
    if (this.awaited !== undefined) return this.unlessCrashed(server, () => this.export(server));
    if (this.refunds.some(({ answer }) => answer === 'none')) return this.unlessCrashed(server, () => this.refund(server, []));
    return this.unlessCrashed(server, () => this.cancel(server));
  }

  /** The operator sends some of what is in the files, now and then twice or with a slip of the hand. */
  async send(world: ChainWorld): Promise<void> {
    for (const payout of this.due) {
      if (payout.sent.length > 0 || payout.canceled !== 'no' || !this.random.oneIn(this.sendsOneIn)) continue;
      if (this.random.oneIn(8)) {
        this.transfers.push(
          await world.transfer(operatorsWallet, payout.network, payout.address, payout.amount + (this.random.oneIn(2) ? 1n : -1n)),
        );
        this.counts.add('payout sent wrong');
        continue;
      }
      await this.pay(world, payout);
      if (!this.random.oneIn(6)) continue;
      await this.pay(world, payout);
      this.counts.add('payout sent twice');
    }
  }

  /** At last the operator takes what is left into files, looks on the chain, and sends what is not there. Gives what was wrong, if anything. */
  async finish(server: SimulatedServer, world: ChainWorld): Promise<string | undefined> {
    for (const network of this.networks) {
      if (this.awaited === undefined && !this.random.oneIn(2)) continue;
      this.awaited ??= this.newFile(network);
      const wrong = await this.unlessCrashed(server, () => this.export(server));
      if (wrong !== undefined) return wrong;
    }
    await this.sendMissing(world);
    return undefined;
  }

  private async sendMissing(world: ChainWorld): Promise<void> {
    for (const payout of this.due) {
      if (payout.canceled !== 'no') continue;
      const arrived = await Promise.all(payout.sent.map((hash) => world.hasSucceeded(hash)));
      if (arrived.includes(true) || !this.random.oneIn(2)) continue;
      await this.pay(world, payout);
      this.counts.add('payout sent at last');
    }
  }

  private async pay(world: ChainWorld, payout: DuePayout): Promise<void> {
    const hash = await world.transfer(operatorsWallet, payout.network, payout.address, payout.amount);
    payout.sent.push(hash);
    this.transfers.push(hash);
    this.counts.add(`payout sent on ${payout.network}`);
  }

  private async unlessCrashed(server: SimulatedServer, act: () => Promise<string | undefined>): Promise<string | undefined> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof Crashed || server.wire.crashed) return undefined;
      if (error instanceof Problem && mayBe.has(error.code)) return undefined;
      return `a payout: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    }
  }

  private async refund({ context }: SimulatedServer, credited: readonly StoredDeposit[]): Promise<string | undefined> {
    const refund = this.refunds.find(({ answer }) => answer === 'none') ?? this.newRefund(credited);
    if (refund === undefined) return undefined;
    const { id, accountId, depositId, network, address, amount } = refund;
    const shown = shownOf(network, address);
    try {
      await setRefundAddress(context, { accountId, network, address: shown });
      const payout = await createPayout(context, { id, accountId, commandId: `settle:${depositId}:0`, network });
      refund.answer = 'granted';
      this.counts.add(`refund on ${network}`);
      const { amountUsdt, credits } = payout;
      if (amountUsdt !== amount || credits !== refundedCredits(amount) || payout.address !== shown || payout.network !== network)
        return `${id}: ${String(amountUsdt)} for ${String(credits)} to ${payout.address} is owed, and not ${String(amount)} to ${shown}`;
    } catch (error) {
      if (!(error instanceof Problem && refusals.has(error.code))) throw error;
      refund.answer = 'refused';
      this.counts.add(`refund refused: ${error.code}`);
    }
    return undefined;
  }

  private newRefund(credited: readonly StoredDeposit[]): Refund | undefined {
    const possible = credited.filter(({ id, amount_usdt }) => amount_usdt > 0n && this.refunds.every(({ depositId }) => depositId !== id));
    if (possible.length === 0) return undefined;
    // Only the first purchase of an account is paid back: those that were found first have it.
    const {
      id: depositId,
      account_id: accountId,
      amount_usdt: amount,
    } = this.random.oneIn(4) ? this.random.of(possible) : (possible[0] ?? this.random.of(possible));
    const network = this.random.oneIn(3) ? this.random.of(this.networks) : this.favourite;
    // Two customers may have their money at the same exchange, and each stays with the address that they have named first.
    const before = this.refunds.find((each) => each.accountId === accountId && each.network === network);
    const address = before?.address ?? walletOf(this.random.oneIn(4) ? 1 + Number(accountId.slice(-1)) : 0);
    const refund: Refund = { id: `refund-${depositId}`, accountId, depositId, amount, network, address, answer: 'none' };
    this.refunds.push(refund);
    return refund;
  }

  private async export({ context }: SimulatedServer): Promise<string | undefined> {
    this.awaited ??= this.newFile(this.random.oneIn(3) ? this.random.of(this.networks) : this.favourite);
    const asked = this.awaited;
    const { file } = await exportPayouts(context, asked);
    // Another server may have answered the same meanwhile.
    if (this.awaited !== asked) return undefined;
    this.awaited = undefined;
    return this.take(asked.network, file);
  }

  private newFile(network: NetworkId): { readonly id: string; readonly network: NetworkId } {
    this.files += 1;
    return { id: `file-${String(this.files)}`, network };
  }

  private take(network: NetworkId, file: PayoutExport): string | undefined {
    const { tokenContract } = file;
    if ((network === 'ethereum' ? lower(tokenContract) : tokenContract) !== shownAddress(network, tokenOf[network]))
      return `the file ${file.id} is for another contract`;
    for (const { id, data, address: shown, amountUsdt } of file.payouts) {
      // What the wallet would send, and not what stands beside it.
      const { functionName, args } = decodeFunctionData({ abi: testUsdtAbi, data: data as Hex });
      const [to, amount] = args ?? [];
      if (functionName !== 'transfer' || typeof to !== 'string' || shownOf(network, lower(to)) !== shown || amount !== amountUsdt)
        return `the payout ${id} has a call that is another one`;
      if (this.due.some((each) => each.id === id)) return `the payout ${id} is in two files`;
      const afterTransfers = this.transfers.length;
      this.due.push({ id, network, address: lower(to), amount: amountUsdt, afterTransfers, sent: [], canceled: 'no', replaced: false });
      this.counts.add('payout exported');
    }
    return undefined;
  }

  /** The operator writes down what they have sent, or think they have. */
  private async mark({ context }: SimulatedServer): Promise<string | undefined> {
    const sent = this.due.filter((payout) => payout.sent.length > 0);
    if (sent.length === 0) return undefined;
    const { id: payoutId, sent: hashes } = this.random.of(sent);
    const txHash = this.random.oneIn(4) ? this.random.of(this.transfers) : this.random.of(hashes);
    await markPayoutSent(context, { payoutId, txHash });
    this.counts.add('payout marked');
    return undefined;
  }

  /** A payout that was never sent is called off, and another one takes its place. */
  private async cancel({ context }: SimulatedServer): Promise<string | undefined> {
    const open = this.due.find(({ canceled, replaced }) => canceled === 'wanted' || (canceled === 'done' && !replaced));
    const payout = open ?? this.due.find(({ sent, canceled }) => sent.length === 0 && canceled === 'no' && this.random.oneIn(4));
    if (payout === undefined) return undefined;
    if (payout.canceled !== 'done') {
      payout.canceled = 'wanted';
      try {
        await cancelPayout(context, payout.id);
        payout.canceled = 'done';
        this.counts.add('payout canceled');
      } catch (error) {
        if (!(error instanceof Problem && error.code === 'payout_settled')) throw error;
        payout.canceled = 'refused';
      }
      return undefined;
    }
    await replacePayout(context, { payoutId: payout.id, network: payout.network });
    payout.replaced = true;
    this.counts.add('payout replaced');
    return undefined;
  }
}

/** Wallets of customers: the first one is of many. */
function walletOf(index: number): Hex {
  return `0x${'00'.repeat(17)}c0ff${(16 + index).toString(16)}` as Hex;
}

/** As a customer's wallet shows it, with its checksum. */
function shownOf(network: NetworkId, address: Hex): string {
  return network === 'ethereum' ? getAddress(address) : shownAddress(network, address);
}

function lower(address: string): Hex {
  // Lower case is hexadecimal, too.
  return address.toLowerCase() as Hex;
}
