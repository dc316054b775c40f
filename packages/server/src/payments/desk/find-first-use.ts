import type { Sql } from '../../database/index.ts';
import type { AddressRow } from '../addresses/index.ts';
import type { ChainView, NetworkId } from '../chain.ts';
import { selectFirstSeen } from './desk-queries.ts';

/** Our clock and those of the chain's nodes may differ, and an address may be paid a moment before its row is written. */
const marginMs = 60 * 60_000;

/**
 * The number of a final block, up to `last`, before which nothing can have been paid to this address: the first one of the hour before it
 * was given out, or where something was seen earlier. Asks for some 25 blocks, however long the chain is.
 */
export async function findFirstUse(from: Sql, view: ChainView, network: NetworkId, address: AddressRow, last: number): Promise<number> {
  const sinceMs = address.created_at.getTime() - marginMs;
  let [low, high] = [0, last];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    // What a node has thrown away lies before what it still has.
    const block = await view.readBlock(middle);
    if (block !== undefined && block.timestampMs >= sinceMs) high = middle;
    else low = middle + 1;
  }
  return Math.min(low, (await selectFirstSeen(from, network, address.address)) ?? low);
}
