import type { ChainProcess } from './chain-process.ts';
import { blocksUntilFinal, contracts } from './chain-process.ts';

const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';

/** A transfer of the token to one of some addresses, as the receipts of the chain have it. */
export interface TrueTransfer {
  readonly txHash: string;
  /** Which of the transfers of its transaction to these addresses it is, from 0. */
  readonly ordinal: number;
  readonly to: string;
  readonly amount: bigint;
  readonly blockHash: string;
  readonly blockNumber: number;
  readonly blockTimeMs: number;
}

/**
 * What has really arrived: read from every block's receipts, straight from the node and by no code of the server. Transfers of nothing
 * are among it.
 */
export async function readTransfersTo(chain: ChainProcess, addresses: ReadonlySet<string>, from: number): Promise<readonly TrueTransfer[]> {
  const height = Number(await chain.ask('eth_blockNumber'));
  const found: TrueTransfer[] = [];
  for (let number = from; number <= height; number += 1) found.push(...(await transfersOf(chain, number, addresses)));
  return found;
}

/** Whether this block is on the chain and cannot be taken back any more. */
export async function isFinal(chain: ChainProcess, number: number, hash: string): Promise<boolean> {
  const height = Number(await chain.ask('eth_blockNumber'));
  return number <= height - blocksUntilFinal && (await hashAt(chain, number)) === hash;
}

/** The hash of the block at this height, or `undefined` when there is none. */
export async function hashAt(chain: ChainProcess, number: number): Promise<string | undefined> {
  return (await blockAt(chain, number))?.hash;
}

interface RawBlock {
  readonly hash: string;
  readonly timestamp: string;
  readonly transactions: readonly string[];
}

async function blockAt(chain: ChainProcess, number: number): Promise<RawBlock | null> {
  // anvil's own form of a block.
  return (await chain.ask('eth_getBlockByNumber', [`0x${number.toString(16)}`, false])) as RawBlock | null;
}

interface RawReceipt {
  readonly transactionHash: string;
  readonly status: string;
  readonly logs: readonly { readonly address: string; readonly topics: readonly string[]; readonly data: string }[];
}

async function transfersOf(chain: ChainProcess, number: number, addresses: ReadonlySet<string>): Promise<readonly TrueTransfer[]> {
  const block = await blockAt(chain, number);
  if (block === null || block.transactions.length === 0) return [];
  const found: TrueTransfer[] = [];
  for (const hash of block.transactions) {
    // anvil's own form of a receipt.
    const receipt = (await chain.ask('eth_getTransactionReceipt', [hash])) as RawReceipt;
    let ordinal = 0;
    for (const { address, topics, data } of receipt.status === '0x1' ? receipt.logs : []) {
      const to = `0x${(topics[2] ?? '').slice(-40)}`.toLowerCase();
      if (topics[0] !== transferTopic || address.toLowerCase() !== contracts.token || !addresses.has(to)) continue;
      const blockTimeMs = Number(block.timestamp) * 1000;
      found.push({
        txHash: receipt.transactionHash,
        ordinal,
        to,
        amount: BigInt(data),
        blockHash: block.hash,
        blockNumber: number,
        blockTimeMs,
      });
      ordinal += 1;
    }
  }
  return found;
}
