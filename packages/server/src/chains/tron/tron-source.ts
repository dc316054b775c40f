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
import { findTransaction } from '../ethereum/find-transaction.ts';
import { findTransfers } from '../ethereum/find-transfers.ts';
import { readDestroyedFunds } from '../ethereum/read-destroyed-funds.ts';
import { readToken, type ExpectedToken } from '../ethereum/read-token.ts';
import { toHex, type NodeClient } from '../json-rpc/index.ts';
import type { ChainSource } from '../providers/index.ts';
import { readTransferFee, type FeeRule } from '../transfer-fee.ts';
import { parseBlock } from './parse-block.ts';
import { planTransfers } from './plan-transfers.ts';
import { readBalances } from './read-balances.ts';
import { readBlockTransfers } from './read-block-transfers.ts';
import { readRange, readRangeOtherwise } from './read-range.ts';
import { SolidReader } from './read-solid.ts';

/**
 * Energy of a transfer of USDT as the main network asks for it in 2026, at the price in sun that a node gives as that of gas; and 345
 * bytes at 1000 sun, which most wallets have free each day.
 */
const feeRule: FeeRule = { coin: 'TRX', decimals: 6, gas: { held: 64_285n, fresh: 130_285n }, besides: 345_000n };

/** One provider's word about Tron. */
export class TronSource implements ChainSource {
  readonly client: NodeClient;
  private readonly expected: ExpectedToken;
  private readonly solid: SolidReader;

  /** `expected.tokenContract` is as logs have it. */
  constructor(client: NodeClient, expected: ExpectedToken) {
    this.client = client;
    this.expected = expected;
    this.solid = new SolidReader(client);
  }

  async readToken(): Promise<TokenState> {
    // It may be another node, or another version, than before.
    this.solid.beginAnew();
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

  readFinal(): Promise<BlockRef> {
    return this.solid.read();
  }

  async readBlock(number: number): Promise<Block | undefined> {
    const block = await this.client.ask('eth_getBlockByNumber', [toHex(number), false], parseBlock);
    if (block !== undefined && block.number !== number) {
      throw new ChainTrouble(`The node at ${this.client.name} gave another block than asked for.`);
    }
    return block;
  }

  readTransfers(block: Block): Promise<readonly Transfer[]> {
    return readBlockTransfers(this.client, this.expected.tokenContract, block);
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

  readBalances(addresses: readonly string[]): Promise<Balances> {
    return readBalances(this.client, this.expected.tokenContract, addresses);
  }

  readDestroyedFunds(from: number, to: number): Promise<readonly DestroyedFunds[]> {
    return readDestroyedFunds(this.client, this.expected.tokenContract, from, to);
  }

  planTransfers(wishes: readonly TransferWish[]): Promise<TransferPlan> {
    return planTransfers(this.client, this.expected.tokenContract, wishes);
  }

  findTransaction(txHash: string): Promise<FoundTransaction | undefined> {
    return findTransaction(this.client, this.expected.tokenContract, txHash);
  }
}
