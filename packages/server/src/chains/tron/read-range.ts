import type { Block, Transfer } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { transferTopic } from '../ethereum/parse-answers.ts';
import { placeOf, requireNoGaps, requireWithin } from '../ethereum/read-range.ts';
import { NodeRefusal, readArray, toHex, type NodeClient } from '../json-rpc/index.ts';
import { parseBlock } from './parse-block.ts';
import { readBlockTransfers } from './read-block-transfers.ts';
import { transfersAmong } from './transfer-logs.ts';

/** So few quiet blocks are looked at one by one; for more, all logs of the range are read. */
const fewQuiet = 4;

/**
 * All transfers of the token in a range of solidified blocks, by the node's index. A node whose index has gaps leaves out every log of
 * the blocks that it misses, and no others; so a block without a transfer is believed only when it was asked in another way.
 */
export async function readRange(node: NodeClient, token: string, from: number, to: number): Promise<readonly Transfer[]> {
  const filter = { address: token, topics: [transferTopic], fromBlock: toHex(from), toBlock: toHex(to) };
  const indexed = await node.ask('eth_getLogs', [filter], (logs) => transfersAmong(logs, token));
  requireWithin(node, indexed, from, to);
  const busy = new Set(indexed.map(({ blockNumber }) => blockNumber));
  const quiet = Array.from({ length: to - from + 1 }, (_, place) => from + place).filter((number) => !busy.has(number));
  const [first, last] = [quiet[0], quiet.at(-1)];
  if (first === undefined || last === undefined) return indexed;
  const missed: Transfer[] = [];
  if (quiet.length > fewQuiet) {
    const all = await readRangeOtherwise(node, token, first, last);
    missed.push(...all.filter(({ blockNumber }) => !busy.has(blockNumber)));
  } else {
    for (const number of quiet) missed.push(...(await readBlockTransfers(node, token, await existingBlock(node, number))));
  }
  return inOrder([...indexed, ...missed]);
}

/**
 * The same without the index: all logs of the range, of whatever contract, which java-tron reads from the transactions themselves when
 * a question names neither address nor topic. As the logs of a block are numbered from 0 without gaps, a missing one leaves a hole. A
 * block without any log must have receipts that say so, or no transactions.
 */
export async function readRangeOtherwise(node: NodeClient, token: string, from: number, to: number): Promise<readonly Transfer[]> {
  const { transfers, numbers } = await readAllLogs(node, token, from, to);
  const found = [...transfers];
  for (let number = from; number <= to; number += 1) {
    if (!numbers.has(number)) found.push(...(await readBlockTransfers(node, token, await existingBlock(node, number))));
  }
  return inOrder(found);
}

/** The token's transfers among all logs of a range, and the blocks that have logs at all; none where the node refuses a single block. */
async function readAllLogs(
  node: NodeClient,
  token: string,
  from: number,
  to: number,
): Promise<{ transfers: readonly Transfer[]; numbers: ReadonlySet<number> }> {
  try {
    return await node.ask('eth_getLogs', [{ fromBlock: toHex(from), toBlock: toHex(to) }], (answer) => {
      const places = readArray(answer, 'logs').map(placeOf);
      requireWithin(node, places, from, to);
      requireNoGaps(node, places);
      return { transfers: transfersAmong(answer, token), numbers: new Set(places.map(({ blockNumber }) => blockNumber)) };
    });
  } catch (error) {
    if (!(error instanceof NodeRefusal) || error.kind !== 'refused' || from !== to) throw error;
    return { transfers: [], numbers: new Set() };
  }
}

async function existingBlock(node: NodeClient, number: number): Promise<Block> {
  const block = await node.ask('eth_getBlockByNumber', [toHex(number), false], parseBlock);
  if (block?.number !== number)
    throw new ChainTrouble(`The node at ${node.name} does not have block ${String(number)}, which is solidified.`);
  return block;
}

function inOrder(transfers: readonly Transfer[]): readonly Transfer[] {
  return transfers.toSorted((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
}
