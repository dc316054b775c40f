import type { Block, Transfer } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { fieldsOf, NodeRefusal, readArray, readQuantity, readText, toHex, type NodeClient } from '../json-rpc/index.ts';
import { parseBlock, parseTransferLog, transferTopic } from './parse-answers.ts';
import { checkedTransfers, readTransfers, transfersOfReceipts } from './read-transfers.ts';

/** All transfers of the token in a range of final blocks. An empty range proves nothing, so its blocks are then read one by one. */
export async function readRange(node: NodeClient, token: string, from: number, to: number): Promise<readonly Transfer[]> {
  const filter = { address: token, topics: [transferTopic], fromBlock: toHex(from), toBlock: toHex(to) };
  const transfers = await node.ask('eth_getLogs', [filter], (logs) => checkedTransfers(logs, token));
  requireWithin(node, transfers, from, to);
  if (transfers.length > 0) return transfers;
  const found: Transfer[] = [];
  let previous: Block | undefined;
  for (let number = from; number <= to; number += 1) {
    const block = await existingBlock(node, number);
    if (previous !== undefined && block.parentHash !== previous.hash) {
      throw new ChainTrouble(`The node at ${node.name} gave final blocks that do not follow each other.`);
    }
    found.push(...(await readTransfers(node, token, block)));
    previous = block;
  }
  return found;
}

/**
 * The same without the node's index of logs: every log of the range is asked for, of whatever contract. Without a filter nodes read the
 * receipts themselves; and as the logs of a block are numbered from 0 without gaps, a missing one leaves a hole. A block without logs
 * must have an empty bloom filter. Where a provider refuses such questions, the receipts of each block are read.
 */
export async function readRangeOtherwise(node: NodeClient, token: string, from: number, to: number): Promise<readonly Transfer[]> {
  let logs: readonly PlacedLog[];
  try {
    logs = await node.ask('eth_getLogs', [{ fromBlock: toHex(from), toBlock: toHex(to) }], (answer) =>
      readArray(answer, 'logs').map(placeOf),
    );
  } catch (error) {
    if (!(error instanceof NodeRefusal) || error.kind !== 'refused' || from !== to) throw error;
    return transfersOfReceipts(node, await existingBlock(node, from), token);
  }
  requireWithin(node, logs, from, to);
  requireNoGaps(node, logs);
  const inLogs = checkedTransfers(
    logs.filter(({ log }) => parseTransferLog(log)?.contract === token).map(({ log }) => log),
    token,
  );
  const elsewhere: Transfer[] = [];
  const seen = new Set(logs.map(({ blockNumber }) => blockNumber));
  for (let number = from; number <= to; number += 1) {
    if (seen.has(number)) continue;
    const block = await existingBlock(node, number);
    if (block.logsBloom === undefined || /[1-9a-f]/u.test(block.logsBloom.slice(2)))
      elsewhere.push(...(await transfersOfReceipts(node, block, token)));
  }
  return elsewhere.length === 0
    ? inLogs
    : [...inLogs, ...elsewhere].sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
}

interface PlacedLog {
  readonly log: unknown;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly logIndex: number;
}

/** Where a log is, whatever wrote it. */
export function placeOf(log: unknown): PlacedLog {
  const fields = fieldsOf(log, 'log');
  return {
    log,
    blockNumber: readQuantity(fields['blockNumber'], 'block number of a log'),
    blockHash: readText(fields['blockHash'], /^0x[0-9a-f]{64}$/iu, 'block hash of a log'),
    logIndex: readQuantity(fields['logIndex'], 'log index'),
  };
}

/** Refuses logs that are not numbered from 0 without gaps in each block. */
export function requireNoGaps(node: NodeClient, logs: readonly PlacedLog[]): void {
  let previous: PlacedLog | undefined;
  for (const log of logs) {
    const follows =
      previous?.blockNumber === log.blockNumber
        ? log.logIndex === previous.logIndex + 1 && log.blockHash === previous.blockHash
        : log.logIndex === 0;
    if (!follows || (previous?.blockNumber ?? 0) > log.blockNumber) {
      throw new ChainTrouble(
        `The node at ${node.name} left out logs of block ${String(log.blockNumber)}, which is final, before log ${String(log.logIndex)}.`,
      );
    }
    previous = log;
  }
}

/** Refuses an answer about other blocks than were asked for. */
export function requireWithin(node: NodeClient, logs: readonly { readonly blockNumber: number }[], from: number, to: number): void {
  if (logs.some(({ blockNumber }) => blockNumber < from || blockNumber > to)) {
    throw new ChainTrouble(`The node at ${node.name} gave logs outside of the range asked for.`);
  }
}

async function existingBlock(node: NodeClient, number: number): Promise<Block> {
  const block = await node.ask('eth_getBlockByNumber', [toHex(number), false], parseBlock);
  if (block?.number !== number) throw new ChainTrouble(`The node at ${node.name} does not have block ${String(number)}, which is final.`);
  return block;
}
