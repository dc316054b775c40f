import type { Block, Transfer } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { parseTransferLog } from '../ethereum/parse-answers.ts';
import { readArray } from '../json-rpc/index.ts';

/** The token's transfers among logs of any kind, in their order. A log twice shows that the answer cannot be trusted. */
export function transfersAmong(logs: unknown, token: string): readonly Transfer[] {
  const transfers = readArray(logs, 'logs')
    .map(parseTransferLog)
    .filter((log) => log?.contract === token)
    .filter((log) => log !== undefined);
  transfers.sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
  transfers.forEach((transfer, place) => {
    const previous = transfers[place - 1];
    if (previous?.blockNumber === transfer.blockNumber && previous.logIndex === transfer.logIndex) {
      throw new ChainTrouble('The Tron node gave the same log twice.');
    }
  });
  return transfers;
}

/** Refuses transfers of another block than the one that was asked for. */
export function requireBlock(transfers: readonly Transfer[], block: Block): readonly Transfer[] {
  if (transfers.every((transfer) => transfer.blockHash === block.hash && transfer.blockNumber === block.number)) return transfers;
  throw new ChainTrouble('The Tron node gave logs of another block than asked for.');
}
