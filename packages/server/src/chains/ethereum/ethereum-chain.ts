import type { Block, BlockRef, Chain, NetworkFacts, Transfer } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { checksumAddress } from './checksum-address.ts';
import { NodeClient, NodeRefusal, toHex } from '../json-rpc/index.ts';
import { parseBlock } from './parse-answers.ts';
import { readFinalTransfers, spanMax } from './read-final-transfers.ts';
import { readTransfers } from './read-transfers.ts';
import { verifyToken } from './verify-token.ts';

export interface EthereumChainOptions {
  /** The node's JSON-RPC address; a function where it can change. */
  readonly url: string | (() => string);
  readonly facts: NetworkFacts;
  /** How long to wait for one answer; 10 s by default. */
  readonly timeoutMs?: number;
}

/** Ethereum's main network with the USDT that Tether issues there. */
export const ethereumMainNetwork: NetworkFacts = {
  id: 'ethereum',
  title: 'Ethereum',
  token: 'USDT',
  tokenContract: '0xdAC17F958D2ee523a2206206994597C13D831ec7',
  chainId: 1,
  sandbox: false,
  recommended: true,
  creditAt: 'final',
  // Two epochs of 32 slots: with full participation a block is final about then.
  confirmationsRequired: 64,
  typicalSeconds: 15 * 60,
  typicalFeeUsd: null,
  pollMs: 6_000,
};

/** Ethereum, or a chain that speaks its JSON-RPC, through one node. */
export class EthereumChain implements Chain {
  readonly facts: NetworkFacts;
  private readonly node: NodeClient;
  private readonly token: string;
  private span = spanMax;

  constructor(options: EthereumChainOptions) {
    this.facts = { ...options.facts, tokenContract: checksumAddress(options.facts.tokenContract) };
    this.token = this.facts.tokenContract.toLowerCase();
    this.node = new NodeClient({ url: options.url, network: 'Ethereum', timeoutMs: options.timeoutMs });
  }

  async verify(): Promise<void> {
    await verifyToken(this.node, { ...this.facts, tokenContract: this.token });
  }

  async readLatest(): Promise<Block> {
    const latest = await this.node.ask('eth_getBlockByNumber', ['latest', false], parseBlock);
    if (latest === undefined) throw new ChainTrouble('The Ethereum node has no newest block; it may still be starting.');
    return latest;
  }

  async readFinal(): Promise<BlockRef | undefined> {
    try {
      const block = await this.node.ask('eth_getBlockByNumber', ['finalized', false], parseBlock);
      return block && { number: block.number, hash: block.hash };
    } catch (error) {
      // geth answers with an error until the first block of its run is final.
      if (error instanceof NodeRefusal && /finalized (?:header|block) not found|unknown block/iu.test(error.message)) return undefined;
      throw error;
    }
  }

  async readBlock(number: number): Promise<Block | undefined> {
    const block = await this.node.ask('eth_getBlockByNumber', [toHex(number), false], parseBlock);
    if (block !== undefined && block.number !== number) throw new ChainTrouble('The Ethereum node gave another block than asked for.');
    return block;
  }

  async readTransfers(block: Block): Promise<readonly Transfer[]> {
    return readTransfers(this.node, this.token, block);
  }

  async readFinalTransfers(from: number, to: number): Promise<{ transfers: readonly Transfer[]; through: Block }> {
    const { transfers, through, nextSpan } = await readFinalTransfers(this.node, this.token, from, to, this.span);
    this.span = nextSpan;
    return { transfers, through };
  }

  /** EIP-681. The amount is in base units. */
  paymentUri(address: string, amount: bigint): string {
    return `ethereum:${this.facts.tokenContract}@${this.facts.chainId}/transfer?address=${address}&uint256=${amount}`;
  }
}
