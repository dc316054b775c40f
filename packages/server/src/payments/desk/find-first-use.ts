import type { Sql } from '../../database/index.ts';
import type { AddressRow } from '../addresses/index.ts';
import type { ChainView, NetworkId } from '../chain.ts';
import { selectFirstSeen } from './desk-queries.ts';

/** Our clock and those of the chain's nodes may differ, and an address may be paid a moment before its row is written. */
const marginMs = 60 * 60_000;
/** How far to step back first; each further step is twice as wide. */
const firstStep = 1_000;

/**
 * The number of a final block, up to `last`, before which nothing can have been paid to this address: the first one of the hour before it
 * was given out, or where something was seen earlier. Asks for some 25 blocks, however long the chain is, and for none that is much older:
 * many nodes have thrown away old ones.
 */
export async function findFirstUse(from: Sql, view: ChainView, network: NetworkId, address: AddressRow, last: number): Promise<number> {
  const sinceMs = address.created_at.getTime() - marginMs;
  const isBefore = async (number: number): Promise<boolean> => {
    const block = await view.readBlock(number);
    return block === undefined || block.timestampMs < sinceMs;
  };
  // `high` lies in that time or is the last one, what is below `low` before it.
  let high = last;
  let low = 0;
  for (let step = firstStep; high > step; step *= 2) {
    const number = high - step;
    if (await isBefore(number)) {
      low = number + 1;
      break;
    }
    high = number;
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, (await selectFirstSeen(from, network, address.address)) ?? low);
}
