import type { Transfer } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { readArray, toHex, type NodeClient } from '../json-rpc/index.ts';
import { parseTransferLog, transferTopic } from './parse-answers.ts';
import { requireWithin } from './read-range.ts';

/**
 * The transfers of the token to and from one address in a range of final blocks, in their order, by the node's index of logs: two questions
 * with short answers. It is a hint and no proof, because an index may have gaps.
 */
export async function findTransfers(
  node: NodeClient,
  token: string,
  address: string,
  from: number,
  to: number,
): Promise<readonly Transfer[]> {
  const party = `0x${address.slice(2).padStart(64, '0')}`;
  const found = new Map<string, Transfer>();
  for (const topics of [
    [transferTopic, null, party],
    [transferTopic, party],
  ]) {
    const filter = { address: token, topics, fromBlock: toHex(from), toBlock: toHex(to) };
    const transfers = await node.ask('eth_getLogs', [filter], (logs) => readArray(logs, 'logs').map(parseTransferLog));
    for (const transfer of transfers) {
      if (transfer?.contract !== token || (transfer.to !== address && transfer.from !== address)) {
        throw new ChainTrouble(`The node at ${node.name} gave logs that were not asked for; its answers cannot be trusted.`);
      }
      // One from the address to itself is an answer to both questions.
      found.set(`${transfer.blockHash} ${String(transfer.logIndex)}`, transfer);
    }
  }
  const inOrder = [...found.values()].toSorted((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
  requireWithin(node, inOrder, from, to);
  return inOrder;
}
