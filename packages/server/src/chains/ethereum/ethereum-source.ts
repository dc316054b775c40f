import type {
  Balances,
  Block,
  BlockRef,
  DestroyedFunds,
  FoundTransaction,
  TokenState,
  Transfer,
  TransferFee,
  TransferPlan,
  TransferWish,
} from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { NodeRefusal, toHex, type NodeClient } from '../json-rpc/index.ts';
import type { ChainSource } from '../providers/index.ts';
import { readTransferFee, type FeeRule } from '../transfer-fee.ts';
import { findTransaction } from './find-transaction.ts';
import { findTransfers } from './find-transfers.ts';
import { parseBlock } from './parse-answers.ts';
import { planTransfers } from './plan-transfers.ts';
import { readBalances } from './read-balances.ts';
import { readDestroyedFunds } from './read-destroyed-funds.ts';
import { readRange, readRangeOtherwise } from './read-range.ts';
import { readTransfers } from './read-transfers.ts';
import { readToken, type ExpectedToken } from './read-token.ts';

/** Gas of a transfer of USDT on the main network; the receiver's first one writes a new slot. */
const feeRule: FeeRule = { coin: 'ETH', decimals: 18, gas: { held: 46_109n, fresh: 63_209n }, besides: 0n };

/** One provider's word about Ethereum, or about a chain that speaks its JSON-RPC. */
export class EthereumSource implements ChainSource {
  readonly client: NodeClient;
  private readonly expected: ExpectedToken;

  /** `expected.tokenContract` is in lower case. */
  constructor(client: NodeClient, expected: ExpectedToken) {
    this.client = client;
    this.expected = expected;
  }

  readToken(): Promise<TokenState> {
    return readToken(this.client, this.expected);
  }

  readTransferFee(): Promise<TransferFee | undefined> {
    return readTransferFee(this.client, feeRule, Date.now());
  }

  async readLatest(): Promise<Block> {
    const latest = await this.client.ask('eth_getBlockByNumber', ['latest', false], parseBlock);
    if (latest === undefined) throw new ChainTrouble(`The node at ${this.client.name} has no newest block; it may still be starting.`);
    return latest;
  }

  async readFinal(): Promise<BlockRef | undefined> {
    try {
      const block = await this.client.ask('eth_getBlockByNumber', ['finalized', false], parseBlock);
      return block && { number: block.number, hash: block.hash };
    } catch (error) {
      // geth answers with an error until the first block of its run is final.
      if (error instanceof NodeRefusal && /finalized (?:header|block) not found|unknown block/iu.test(error.message)) return undefined;
      throw error;
    }
  }

  async readBlock(number: number): Promise<Block | undefined> {
    const block = await this.client.ask('eth_getBlockByNumber', [toHex(number), false], parseBlock);
    if (block !== undefined && block.number !== number) {
      throw new ChainTrouble(`The node at ${this.client.name} gave another block than asked for.`);
    }
    return block;
  }

  readTransfers(block: Block): Promise<readonly Transfer[]> {
    return readTransfers(this.client, this.expected.tokenContract, block);
  }

  readRange(from: number, to: number): Promise<readonly Transfer[]> {
    return readRange(this.client, this.expected.tokenContract, from, to);
  }

  readRangeOtherwise(from: number, to: number): Promise<readonly Transfer[]> {
    return readRangeOtherwise(this.client, this.expected.tokenContract, from, to);
  }

  findTransfers(address: string, from: number, to: number): Promise<readonly Transfer[]> {
    return findTransfers(this.client, this.expected.tokenContract, address, from, to);
  }

  async readBalances(addresses: readonly string[], notAbove: number): Promise<Balances> {
    const final = await this.readFinal();
    if (final === undefined) throw new ChainTrouble(`The node at ${this.client.name} does not call any block final yet.`);
    const number = Math.min(final.number, notAbove);
    return { fromBlock: number, toBlock: number, amounts: await readBalances(this.client, this.expected.tokenContract, addresses, number) };
  }

  readDestroyedFunds(from: number, to: number): Promise<readonly DestroyedFunds[]> {
    return readDestroyedFunds(this.client, this.expected.tokenContract, from, to);
  }

  planTransfers(wishes: readonly TransferWish[]): Promise<TransferPlan> {
    return planTransfers(this.client, this.expected, wishes);
  }

  findTransaction(txHash: string): Promise<FoundTransaction | undefined> {
    return findTransaction(this.client, this.expected.tokenContract, txHash);
  }
}
