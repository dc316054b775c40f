import type { Block, Transfer } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { fieldsOf, NodeRefusal, readArray, readQuantity, type NodeClient } from '../json-rpc/index.ts';
import { parseBlock } from './parse-block.ts';
import { requireBlock, transfersAmong } from './transfer-logs.ts';

const methodNotFound = -32601;

/**
 * All transfers of the token in one block, from the receipts of all its transactions. `eth_getLogs` is not asked: with an address it
 * looks into an index that many nodes do not have whole, and then answers that there is nothing.
 */
export async function readBlockTransfers(node: NodeClient, token: string, block: Block): Promise<readonly Transfer[]> {
  const expected = block.transactionCount ?? (await countTransactions(node, block));
  if (expected === 0) return [];
  const receipts = (await receiptsAtOnce(node, block)) ?? (await receiptsOneByOne(node, block));
  if (receipts.length !== expected) {
    throw new ChainTrouble(`The Tron node gave ${receipts.length} receipts for the ${expected} transactions of block ${block.number}.`);
  }
  const logs = receipts.flatMap((receipt, place) => logsOf(receipt, place, block));
  return requireBlock(transfersAmong(logs, token), block);
}

/** The logs of a transaction; none when it failed, whatever the node lists. */
function logsOf(answer: unknown, place: number, block: Block): readonly unknown[] {
  const receipt = fieldsOf(answer, 'receipt');
  if (receipt['blockHash'] !== block.hash || readQuantity(receipt['transactionIndex'], 'place of a transaction') !== place) {
    throw new ChainTrouble(`The Tron node gave receipts that are not those of block ${block.number}.`);
  }
  return receipt['status'] === '0x1' ? readArray(receipt['logs'], 'logs of a receipt') : [];
}

async function countTransactions(node: NodeClient, block: Block): Promise<number> {
  const present = await node.ask('eth_getBlockByHash', [block.hash, false], parseBlock);
  if (present === undefined) throw new ChainTrouble('The Tron node no longer knows a block that it named.');
  return present.transactionCount ?? 0;
}

async function receiptsAtOnce(node: NodeClient, block: Block): Promise<readonly unknown[] | undefined> {
  try {
    return await node.ask('eth_getBlockReceipts', [block.hash], (answer) => {
      // It may have been taken back, or the node has thrown it away.
      if (answer === null) throw new ChainTrouble(`The Tron node does not have the receipts of block ${block.number}.`);
      return readArray(answer, 'receipts');
    });
  } catch (error) {
    // Nodes before 4.8.1 do not know the question.
    if (error instanceof NodeRefusal && error.code === methodNotFound) return undefined;
    throw error;
  }
}

async function receiptsOneByOne(node: NodeClient, block: Block): Promise<readonly unknown[]> {
  const hashes = await node.ask('eth_getBlockByHash', [block.hash, false], (answer) =>
    readArray(fieldsOf(answer, 'block')['transactions'], 'transactions'),
  );
  const receipts: unknown[] = [];
  for (const hash of hashes) receipts.push(await node.ask('eth_getTransactionReceipt', [hash]));
  return receipts;
}
