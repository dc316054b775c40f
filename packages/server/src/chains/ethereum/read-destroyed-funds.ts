import type { DestroyedFunds } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { fieldsOf, readArray, readText, toHex, type NodeClient } from '../json-rpc/index.ts';
import { placeOf, requireWithin } from './read-range.ts';

/** keccak256 of `DestroyedBlackFunds(address,uint256)`. */
export const destroyedTopic = '0x61e6e66b0d6339b2980aecc6ccc0039736791f0ccde9ed512e789a7fbdd698c6';

const words = /^0x(?:[0-9a-f]{64})*$/iu;

/** Where the issuer has destroyed funds in these final blocks. The address is a topic or in the data, as the contract declares it. */
export async function readDestroyedFunds(node: NodeClient, token: string, from: number, to: number): Promise<readonly DestroyedFunds[]> {
  const filter = { address: token, topics: [destroyedTopic], fromBlock: toHex(from), toBlock: toHex(to) };
  const found = await node.ask('eth_getLogs', [filter], (logs) => readArray(logs, 'logs').map((log) => parseDestroyedFunds(log, token)));
  requireWithin(node, found, from, to);
  return found;
}

function parseDestroyedFunds(log: unknown, token: string): DestroyedFunds {
  const { address, topics, data, transactionHash } = fieldsOf(log, 'log');
  const [topic, ...rest] = readArray(topics, 'log topics');
  if (readText(address, /^0x[0-9a-f]{40}$/iu, 'log address') !== token || String(topic).toLowerCase() !== destroyedTopic) {
    throw new ChainTrouble('The node gave logs that were not asked for; its answers cannot be trusted.');
  }
  const fields = [...rest, data].map((part) => readText(part, words, 'log data').slice(2)).join('');
  if (fields.length !== 128) throw new ChainTrouble('The node gave a log of destroyed funds that has not two fields.');
  const { blockNumber, blockHash, logIndex } = placeOf(log);
  return {
    blockNumber,
    blockHash,
    logIndex,
    txHash: readText(transactionHash, /^0x[0-9a-f]{64}$/iu, 'transaction hash'),
    address: `0x${fields.slice(24, 64)}`,
    amount: BigInt(`0x${fields.slice(64)}`),
  };
}
