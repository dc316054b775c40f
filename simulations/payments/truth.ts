import type { ChainProcess, RawBlock } from './chain-process.ts';
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
  const blocks = (await chain.blocks(from, await chain.height())).filter(({ transactions }) => transactions.length > 0);
  const questions = blocks.map(({ number }) => ({ method: 'eth_getBlockReceipts', params: [number] }));
  // anvil's own form of receipts.
  const receipts = (await chain.readAll(questions)) as readonly (readonly RawReceipt[])[];
  return blocks.flatMap((block, place) => (receipts[place] ?? []).flatMap((receipt) => transfersOf(block, receipt, addresses)));
}

/** Whether this block is on the chain and cannot be taken back any more. */
export async function isFinal(chain: ChainProcess, network: NetworkId, number: number, hash: string): Promise<boolean> {
  return number <= (await chain.height()) - blocksUntilFinal && (await hashAt(chain, network, number)) === hash;
}

/** What the network calls the block at this height, or `undefined` when there is none. */
export async function hashAt(chain: ChainProcess, network: NetworkId, number: number): Promise<string | undefined> {
  const [block] = await chain.blocks(number, number);
  return block === undefined ? undefined : blockIdOn(network, number, block.hash);
}

interface RawReceipt {
  readonly transactionHash: string;
  readonly status: string;
  readonly logs: readonly { readonly address: string; readonly topics: readonly string[]; readonly data: string }[];
}

function transfersOf(block: RawBlock, receipt: RawReceipt, addresses: Addresses): readonly TrueTransfer[] {
  const found: TrueTransfer[] = [];
  const ordinals = { ethereum: 0, tron: 0 };
  const blockNumber = Number(block.number);
  for (const { address, topics, data } of receipt.status === '0x1' ? receipt.logs : []) {
    const to = `0x${(topics[2] ?? '').slice(-40)}`.toLowerCase();
    const network = networkIds.find((id) => tokenOf[id] === address.toLowerCase());
    if (network === undefined || topics[0] !== transferTopic || !addresses[network].has(to)) continue;
    found.push({
      network,
      txHash: receipt.transactionHash,
      ordinal: ordinals[network],
      to,
      amount: BigInt(data),
      blockHash: blockIdOn(network, blockNumber, block.hash),
      blockNumber,
      blockTimeMs: Number(block.timestamp) * 1000,
    });
    ordinals[network] += 1;
  }
  return found;
}
