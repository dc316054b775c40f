import type { ChainProcess } from './chain-process.ts';
import { blocksUntilFinal } from './chain-process.ts';
import { blockIdOn, networkIds, tokenOf, type NetworkId } from './networks.ts';

const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';

/** A transfer of a network's token to one of some addresses, as the receipts of the chain have it. */
export interface TrueTransfer {
  readonly network: NetworkId;
  readonly txHash: string;
  /** Which of the transfers of its transaction to these addresses it is, from 0. */
  readonly ordinal: number;
  readonly to: string;
  readonly amount: bigint;
  /** As the network names it. */
  readonly blockHash: string;
  readonly blockNumber: number;
  readonly blockTimeMs: number;
}

/** Those of ours on each network, as the chain has them. */
export type Addresses = Readonly<Record<NetworkId, ReadonlySet<string>>>;

/**
 * What has really arrived on each network at its addresses: read from every block's receipts, straight from the node and by no code of the server. Transfers of nothing
 * are among it.
 */
export async function readTransfersTo(chain: ChainProcess, addresses: Addresses, from: number): Promise<readonly TrueTransfer[]> {
  const height = Number(await chain.ask('eth_blockNumber'));
  const found: TrueTransfer[] = [];
  for (let number = from; number <= height; number += 1) found.push(...(await transfersOf(chain, number, addresses)));
  return found;
}

/** Whether this block is on the chain and cannot be taken back any more. */
export async function isFinal(chain: ChainProcess, network: NetworkId, number: number, hash: string): Promise<boolean> {
  const height = Number(await chain.ask('eth_blockNumber'));
  return number <= height - blocksUntilFinal && (await hashAt(chain, network, number)) === hash;
}

/** What the network calls the block at this height, or `undefined` when there is none. */
export async function hashAt(chain: ChainProcess, network: NetworkId, number: number): Promise<string | undefined> {
  const block = await blockAt(chain, number);
  return block === null ? undefined : blockIdOn(network, number, block.hash);
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

async function transfersOf(chain: ChainProcess, number: number, addresses: Addresses): Promise<readonly TrueTransfer[]> {
  const block = await blockAt(chain, number);
  if (block === null || block.transactions.length === 0) return [];
  const found: TrueTransfer[] = [];
  for (const hash of block.transactions) {
    // anvil's own form of a receipt.
    const receipt = (await chain.ask('eth_getTransactionReceipt', [hash])) as RawReceipt;
    const ordinals = { ethereum: 0, tron: 0 };
    for (const { address, topics, data } of receipt.status === '0x1' ? receipt.logs : []) {
      const to = `0x${(topics[2] ?? '').slice(-40)}`.toLowerCase();
      const network = networkIds.find((id) => tokenOf[id] === address.toLowerCase());
      if (network === undefined || topics[0] !== transferTopic || !addresses[network].has(to)) continue;
      const blockTimeMs = Number(block.timestamp) * 1000;
      found.push({
        network,
        txHash: receipt.transactionHash,
        ordinal: ordinals[network],
        to,
        amount: BigInt(data),
        blockHash: blockIdOn(network, number, block.hash),
        blockNumber: number,
        blockTimeMs,
      });
      ordinals[network] += 1;
    }
  }
  return found;
}
