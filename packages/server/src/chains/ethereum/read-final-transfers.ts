import type { Block, Transfer } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { NodeRefusal, toHex, type NodeClient } from '../json-rpc/index.ts';
import { parseBlock, transferTopic } from './parse-answers.ts';
import { checkedTransfers, readTransfers } from './read-transfers.ts';

/**
 * How many blocks one question covers at most; with USDT's hundred transfers a block the answer then stays below 20 MB. Providers
 * set limits of their own, each in its own words: the width is halved on refusal and grows again after success.
 */
export const spanMax = 200;

export interface FinalRange {
  readonly transfers: readonly Transfer[];
  readonly through: Block;
  /** The width to try next time. */
  readonly nextSpan: number;
}

/**
 * All transfers of the token in a range of final blocks that begins at `from`, and how far they go. An empty range proves
 * nothing, so its blocks are then read one by one.
 */
export async function readFinalTransfers(
  node: NodeClient,
  token: string,
  from: number,
  to: number,
  firstSpan: number,
): Promise<FinalRange> {
  let span = firstSpan;
  for (;;) {
    const last = Math.min(from + span - 1, to);
    try {
      const filter = { address: token, topics: [transferTopic], fromBlock: toHex(from), toBlock: toHex(last) };
      const transfers = await node.ask('eth_getLogs', [filter], (logs) => checkedTransfers(logs, token));
      if (transfers.some(({ blockNumber }) => blockNumber < from || blockNumber > last)) {
        throw new ChainTrouble('The Ethereum node gave logs outside of the range asked for.');
      }
      const nextSpan = Math.min(span * 2, spanMax);
      if (transfers.length === 0) return { ...(await readOneByOne(node, token, from, last)), nextSpan };
      return { transfers, through: await existingBlock(node, last), nextSpan };
    } catch (error) {
      if (!(error instanceof NodeRefusal) || !['refused', 'too_large', 'late'].includes(error.kind) || span === 1) throw error;
      span = Math.max(1, Math.floor(span / 2));
    }
  }
}

/** How many blocks one step reads at most, so that progress is recorded often. */
const oneByOneMax = 50;

async function readOneByOne(node: NodeClient, token: string, from: number, to: number): Promise<{ transfers: Transfer[]; through: Block }> {
  const transfers: Transfer[] = [];
  let through = await existingBlock(node, from);
  transfers.push(...(await readTransfers(node, token, through)));
  for (const last = Math.min(to, from + oneByOneMax - 1); through.number < last;) {
    const next = await existingBlock(node, through.number + 1);
    if (next.parentHash !== through.hash) throw new ChainTrouble('The Ethereum node gave final blocks that do not follow each other.');
    transfers.push(...(await readTransfers(node, token, next)));
    through = next;
  }
  return { transfers, through };
}

async function existingBlock(node: NodeClient, number: number): Promise<Block> {
  const block = await node.ask('eth_getBlockByNumber', [toHex(number), false], parseBlock);
  if (block?.number !== number) throw new ChainTrouble(`The Ethereum node does not have block ${number}, which is final.`);
  return block;
}
