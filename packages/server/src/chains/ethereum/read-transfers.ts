import type { Block, Transfer } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { mayHoldLog } from './logs-bloom.ts';
import { fieldsOf, NodeRefusal, readArray, type NodeClient } from '../json-rpc/index.ts';
import { parseTransactionHashes, parseTransferLog, transferTopic } from './parse-answers.ts';

const methodNotFound = -32601;

/**
 * All transfers of the token in one block, asked for by its hash, so that a reorganisation between two questions cannot mix
 * two blocks. An empty answer is believed only if the header's bloom filter or the block's receipts prove it: nodes are known
 * to answer `[]` for blocks that they have not indexed yet.
 */
export async function readTransfers(node: NodeClient, token: string, block: Block): Promise<readonly Transfer[]> {
  const filter = { blockHash: block.hash, address: token, topics: [transferTopic] };
  const transfers = await node.ask('eth_getLogs', [filter], (logs) => checkedTransfers(logs, token, block));
  if (transfers.length > 0 || block.logsBloom === undefined || !mayHoldLog(block.logsBloom, token, transferTopic)) return transfers;
  return transfersOfReceipts(node, block, token);
}

/** The token's transfers from the receipts of all transactions of a block: slower than the log index, and independent of it. */
export async function transfersOfReceipts(node: NodeClient, block: Block, token: string): Promise<readonly Transfer[]> {
  const receipts = await receiptsOf(node, block);
  const logs = receipts
    .flatMap((receipt) => readArray(fieldsOf(receipt, 'receipt')['logs'], 'logs of a receipt'))
    .filter((log) => parseTransferLog(log)?.contract === token);
  return checkedTransfers(logs, token, block);
}

/** Reads and checks logs that were asked for; anything that was not asked for shows that the answer cannot be trusted. */
export function checkedTransfers(logs: unknown, token: string, block?: Block): readonly Transfer[] {
  const transfers = readArray(logs, 'logs').map((log) => {
    const transfer = parseTransferLog(log);
    if (transfer === undefined || transfer.contract !== token) {
      throw new ChainTrouble('The Ethereum node gave logs that were not asked for; its answers cannot be trusted.');
    }
    if (block !== undefined && (transfer.blockHash !== block.hash || transfer.blockNumber !== block.number)) {
      throw new ChainTrouble('The Ethereum node gave logs of another block than asked for.');
    }
    return transfer;
  });
  transfers.sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
  transfers.forEach((transfer, place) => {
    const previous = transfers[place - 1];
    if (previous?.blockNumber === transfer.blockNumber && previous.logIndex === transfer.logIndex) {
      throw new ChainTrouble('The Ethereum node gave the same log twice.');
    }
  });
  return transfers;
}

async function receiptsOf(node: NodeClient, block: Block): Promise<readonly unknown[]> {
  const answer = await node.ask('eth_getBlockByHash', [block.hash, false]);
  if (answer === null) throw new ChainTrouble('The Ethereum node no longer knows a block that it named.');
  const hashes = parseTransactionHashes(answer);
  const receipts = (await receiptsAtOnce(node, block)) ?? (await receiptsOneByOne(node, hashes));
  if (receipts.length !== hashes.length) throw new ChainTrouble('The Ethereum node does not have all receipts of a block yet.');
  return receipts;
}

async function receiptsAtOnce(node: NodeClient, block: Block): Promise<readonly unknown[] | undefined> {
  try {
    return readArray(await node.ask('eth_getBlockReceipts', [block.hash]), 'receipts');
  } catch (error) {
    if (error instanceof NodeRefusal && error.code === methodNotFound) return undefined;
    throw error;
  }
}

async function receiptsOneByOne(node: NodeClient, hashes: readonly string[]): Promise<readonly unknown[]> {
  const receipts: unknown[] = [];
  for (const hash of hashes) receipts.push(await node.ask('eth_getTransactionReceipt', [hash]));
  return receipts;
}
