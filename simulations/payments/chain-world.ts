import { concatHex, encodeFunctionData, keccak256, pad, toHex, type Hex } from 'viem';
import type { PrivateKeyAccount } from 'viem/accounts';
import { multiSendAbi } from '../../packages/server/src/chains/sandbox/contracts/multi-send.generated.ts';
import { testUsdtAbi } from '../../packages/server/src/chains/sandbox/contracts/test-usdt.generated.ts';
import type { Counts } from '../ledger/counts.ts';
import type { Random } from '../random.ts';
import { blocksUntilFinal, contracts, type ChainProcess } from './chain-process.ts';
import { owner, payers, transactionOf, type Signed } from './keys.ts';
import { blockIdOn, networkIds, tokenOf, type NetworkId } from './networks.ts';

/** Where the tokens keep their balances, counted from their first variable. */
const balancesSlot = '0x09';

type Call = { readonly to: Hex; readonly data: Hex };
type UsdtCall = Parameters<typeof encodeFunctionData<typeof testUsdtAbi>>[0];

interface Sent extends Signed {
  readonly sender: Sender;
  readonly nonce: number;
}

/** An account of the chain that sends transactions in the order of their numbers. */
interface Sender {
  readonly account: PrivateKeyAccount;
  /** The number of its next transaction. */
  nonce: number;
  /** What a reorganisation has taken out of the chain, and nobody has sent again. */
  lost: Sent[];
}

/** A payment of one transaction with the token of one network, perhaps to several addresses. */
export type Payment = readonly { readonly address: string; readonly amount: bigint }[];

/** What happens on the chain of a scenario, whatever the servers do: transactions, blocks, reorganisations. */
export class ChainWorld {
  /** How often the chain has changed: what a node has answered before that may be wrong now. */
  version = 0;
  /** Every block that was ever on the chain, as each network names it. */
  readonly hashes = new Set<string>();
  private readonly chain: ChainProcess;
  private readonly random: Random;
  private readonly counts: Counts;
  private readonly owner: Sender = { account: owner, nonce: 0, lost: [] };
  private readonly payers: readonly Sender[] = payers.map((account) => ({ account, nonce: 0, lost: [] }));
  /** Those who move what is the operator's. None of them has sent anything before the scenario. */
  private readonly operators = new Map<string, Sender>();
  /** Sent and not in a block yet. */
  private pool: Sent[] = [];
  private readonly sent = new Map<string, Sent>();
  private readonly feeIsOn = { ethereum: false, tron: false };
  private readonly blocked: { ethereum?: Sender | undefined; tron?: Sender | undefined } = {};
  private lastTimestamp = 0;

  constructor(chain: ChainProcess, random: Random, counts: Counts) {
    this.chain = chain;
    this.random = random;
    this.counts = counts;
  }

  async begin(): Promise<void> {
    await this.chain.clear();
    // No reorganisation may reach below what is kept for the next scenario.
    await this.chain.change(await this.height(), 'anvil_mine', [hexNumber(2 * blocksUntilFinal + 1)]);
    for (const sender of [this.owner, ...this.payers]) await this.readNonce(sender);
    await this.noteBlocks(0);
  }

  async pay(network: NetworkId, payment: Payment): Promise<void> {
    const [first] = payment;
    if (first === undefined) return;
    const payer = this.random.of(this.payers);
    if (payment.length === 1) {
      await this.send(payer, usdt(network, { abi: testUsdtAbi, functionName: 'transfer', args: [hex(first.address), first.amount] }));
      return;
    }
    const args = [tokenOf[network], payment.map(({ address }) => hex(address)), payment.map(({ amount }) => amount)] as const;
    await this.send(payer, { to: contracts.multiSend, data: encodeFunctionData({ abi: multiSendAbi, functionName: 'send', args }) });
    this.counts.add('multi-send');
  }

  /** A transfer by whoever has the key, who is none of the payers. Gives the hash of its transaction. */
  async transfer(account: PrivateKeyAccount, network: NetworkId, to: string, amount: bigint): Promise<Hex> {
    const sender = this.operators.get(account.address) ?? { account, nonce: 0, lost: [] };
    this.operators.set(account.address, sender);
    return this.send(sender, usdt(network, { abi: testUsdtAbi, functionName: 'transfer', args: [hex(to), amount] }));
  }

  /** What an address holds of a network's token, in the newest block. */
  async balanceOf(network: NetworkId, address: string): Promise<bigint> {
    const { to, data } = usdt(network, { abi: testUsdtAbi, functionName: 'balanceOf', args: [hex(address)] });
    return BigInt(String(await this.chain.read('eth_call', [{ to, data }, 'latest'])));
  }

  /** Whether a transaction is on the chain and did what it says. */
  async hasSucceeded(txHash: Hex): Promise<boolean> {
    // anvil's own form of a receipt, or null while there is none.
    const receipt = (await this.chain.read('eth_getTransactionReceipt', [txHash])) as { readonly status: string } | null;
    return receipt?.status === '0x1';
  }

  /** The issuer puts an address on its blacklist and destroys what lies there. */
  async destroyFunds(network: NetworkId, address: string): Promise<void> {
    for (const functionName of ['addBlackList', 'destroyBlackFunds'] as const)
      await this.send(this.owner, usdt(network, { abi: testUsdtAbi, functionName, args: [hex(address)] }));
    // Else nothing can be swept from there.
    if (this.random.oneIn(2))
      await this.send(this.owner, usdt(network, { abi: testUsdtAbi, functionName: 'removeBlackList', args: [hex(address)] }));
    this.counts.add('funds destroyed');
  }

  /** Changes what an address holds, by nothing that the chain would tell. A reorganisation would take it back. */
  async setBalance(network: NetworkId, address: string, amount: bigint): Promise<void> {
    const slot = keccak256(concatHex([pad(hex(address)), pad(balancesSlot)]));
    const height = await this.height();
    await this.chain.change(height, 'anvil_setStorageAt', [tokenOf[network], slot, pad(toHex(amount))]);
    if ((await this.balanceOf(network, address)) !== amount) throw new Error('the balances of the token lie elsewhere');
  }

  /** What anybody can send to an address of ours that is no payment. */
  async spam(network: NetworkId, address: string, other: string): Promise<void> {
    const sender = this.random.of(this.payers);
    if (this.random.oneIn(2)) {
      const args = [hex(other), hex(address), 0n] as const;
      await this.send(sender, usdt(network, { abi: testUsdtAbi, functionName: 'transferFrom', args }));
      this.counts.add('transfer of nothing');
      return;
    }
    const amount = BigInt(1 + this.random.below(40)) * 1_000_000n;
    const call = usdt(network, { abi: testUsdtAbi, functionName: 'transfer', args: [hex(address), amount] });
    await this.send(sender, { ...call, to: contracts.fakeToken });
    this.counts.add('fake token');
  }

  /** What the issuer of a token can do at any time. */
  async govern(network: NetworkId): Promise<void> {
    if (this.random.oneIn(2)) {
      const isOn = !this.feeIsOn[network];
      this.feeIsOn[network] = isOn;
      const args = [isOn ? 10n : 0n, isOn ? 10n : 0n] as const;
      await this.send(this.owner, usdt(network, { abi: testUsdtAbi, functionName: 'setParams', args }));
      this.counts.add(isOn ? 'fee on' : 'fee off');
      return;
    }
    const blocked = this.blocked[network];
    const user = blocked ?? this.random.of(this.payers);
    const functionName = blocked === undefined ? 'addBlackList' : 'removeBlackList';
    this.blocked[network] = blocked === undefined ? user : undefined;
    await this.send(this.owner, usdt(network, { abi: testUsdtAbi, functionName, args: [user.account.address] }));
    this.counts.add(functionName);
  }

  /** So many blocks, the first with all that was sent. */
  async mine(blocks: number, nowMs: number): Promise<void> {
    for (const { raw } of this.pool) await this.chain.tell('eth_sendRawTransaction', [raw]);
    this.pool = [];
    const from = await this.height();
    const timestamp = Math.floor(nowMs / 1000);
    if (timestamp > this.lastTimestamp) await this.chain.tell('evm_setNextBlockTimestamp', [timestamp]);
    await this.chain.change(from, 'anvil_mine', [hexNumber(blocks)]);
    await this.noteBlocks(from + 1);
    this.counts.add('blocks', blocks);
    if (blocks > 16) this.counts.add('burst of blocks');
  }

  /** Takes back so many blocks. Their transactions come again elsewhere, are spent otherwise, or are gone. */
  async reorganise(depth: number): Promise<void> {
    // What waits is in no block, and would be lost without anybody's deciding it.
    if (this.pool.length > 0) await this.mine(1, 0);
    const height = await this.height();
    const taken = await this.transactionsFrom(height - depth + 1);
    const again: [Hex, number][] = [];
    for (const sender of new Set(taken.map((each) => each.sender))) {
      const own = taken.filter((each) => each.sender === sender);
      again.push(...(await this.decide(sender, own, depth)));
    }
    // Nobody says in which order those of several senders come.
    const shuffled = this.shuffle(again);
    await this.chain.change(height - depth, 'anvil_reorg', [depth, shuffled]);
    for (const sender of new Set(taken.map((each) => each.sender))) await this.readNonce(sender);
    await this.noteBlocks(height - depth + 1);
    this.counts.add('reorganisation');
    this.counts.add('blocks taken back', depth);
  }

  async height(): Promise<number> {
    return this.chain.height();
  }

  private async decide(sender: Sender, own: readonly Sent[], depth: number): Promise<readonly [Hex, number][]> {
    const again: [Hex, number][] = [];
    let offset = 0;
    for (const [place, each] of own.entries()) {
      const fate = this.random.below(10);
      if (fate < 2) {
        sender.lost.push(...own.slice(place));
        this.counts.add('payment dropped', own.length - place);
        break;
      }
      offset = Math.min(depth - 1, offset + this.random.below(depth));
      if (fate < 4) {
        // The same money is spent otherwise, for the sender's own.
        const call = usdt('ethereum', { abi: testUsdtAbi, functionName: 'transfer', args: [sender.account.address, 1n] });
        const { raw, hash } = await transactionOf(sender.account, each.nonce, call);
        this.sent.set(hash, { raw, hash, sender, nonce: each.nonce });
        again.push([raw, offset]);
        this.counts.add('double spend');
      } else {
        again.push([each.raw, offset]);
        this.counts.add('payment moved');
      }
    }
    return again;
  }

  /** Mixes the senders; each one's own stay in their order. */
  private shuffle(again: readonly [Hex, number][]): readonly [Hex, number][] {
    const queues = new Map<Sender | undefined, [Hex, number][]>();
    const senderOf = new Map([...this.sent.values()].map(({ raw, sender }) => [raw, sender]));
    for (const each of again) {
      const sender = senderOf.get(each[0]);
      queues.set(sender, [...(queues.get(sender) ?? []), each]);
    }
    const mixed: [Hex, number][] = [];
    while (queues.size > 0) {
      const [sender, queue] = this.random.of([...queues]);
      const first = queue.shift();
      if (first === undefined) queues.delete(sender);
      else mixed.push(first);
    }
    return mixed;
  }

  /** Payers notice that what they had sent is gone. */
  remember(): void {
    for (const sender of [this.owner, ...this.payers, ...this.operators.values()]) this.sendAgain(sender);
  }

  /** Some of what was lost is sent again, if nothing else has taken its number. */
  private sendAgain(sender: Sender): void {
    if (sender.lost.length === 0 || !this.random.oneIn(2)) return;
    for (const each of sender.lost) {
      if (each.nonce !== sender.nonce) continue;
      sender.nonce += 1;
      this.pool.push(each);
      this.counts.add('payment sent again');
    }
    sender.lost = [];
  }

  private async send(sender: Sender, call: Call): Promise<Hex> {
    const { nonce } = sender;
    sender.nonce += 1;
    const signed = await transactionOf(sender.account, nonce, call, BigInt(1 + this.random.below(1_000_000)));
    const sent = { ...signed, sender, nonce };
    this.sent.set(signed.hash, sent);
    this.pool.push(sent);
    return signed.hash;
  }

  private async transactionsFrom(first: number): Promise<readonly Sent[]> {
    const found: Sent[] = [];
    const height = await this.height();
    for (const { transactions } of await this.chain.blocks(first, height)) {
      for (const hash of transactions) {
        const sent = this.sent.get(hash);
        if (sent !== undefined) found.push(sent);
      }
    }
    return found;
  }

  private async readNonce(sender: Sender): Promise<void> {
    sender.nonce = Number(await this.chain.read('eth_getTransactionCount', [sender.account.address, 'latest']));
  }

  private async noteBlocks(from: number): Promise<void> {
    this.version += 1;
    const height = await this.height();
    for (const { number, hash, timestamp } of await this.chain.blocks(from, height)) {
      for (const network of networkIds) this.hashes.add(blockIdOn(network, Number(number), hash));
      this.lastTimestamp = Number(timestamp);
    }
  }
}

function usdt(network: NetworkId, call: UsdtCall): Call {
  return { to: tokenOf[network], data: encodeFunctionData(call) };
}

function hexNumber(number: number): string {
  return `0x${number.toString(16)}`;
}

/** Every address here was made by a library that writes them so. */
function hex(address: string): Hex {
  return address as Hex;
}
