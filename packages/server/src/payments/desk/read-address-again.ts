import type { ChainView, NetworkId, Transfer } from '../chain.ts';
import type { PaymentsContext } from '../context.ts';
import { selectSeen } from '../deposits/deposit-queries.ts';
import { depositIdOf } from '../follow/match-transfers.ts';
import { selectStanding, selectSweepsFrom } from './desk-queries.ts';
import { readBlocksAgain, type FoundAgain } from './read-blocks-again.ts';

/** Each is two questions to each provider, ten seconds of the pace of a free one; with ranges of 5 000 blocks nine days of Tron. */
const rangesMax = 50;

/**
 * Looks up what went to and from an address in final blocks, range by range, and reads the blocks again that hold something of it which is
 * not recorded. Gives the last block that was looked through. Costs by the ranges and by what is missing, whatever else the blocks hold.
 */
export async function readAddressAgain(
  context: PaymentsContext,
  view: ChainView,
  network: NetworkId,
  { address, from, last }: { readonly address: string; readonly from: number; readonly last: number },
): Promise<FoundAgain & { readonly to: number }> {
  const recorded: string[] = [];
  let found = 0;
  let next = from;
  for (let ranges = 0; next <= last && ranges < rangesMax; ranges += 1) {
    const looked = await view.findTransfers(address, next, last);
    const { known, missing } = await sortOut(context, network, address, looked.transfers);
    found += known;
    for (const number of missing) {
      const again = await readBlocksAgain(context, view, network, { from: number, to: number }, address);
      found += again.found;
      recorded.push(...again.recorded);
    }
    next = looked.last + 1;
  }
  return { found, recorded, to: next - 1 };
}

/** In blocks of which everything of the address is recorded, how many transfers to it; and the numbers of the other blocks. */
async function sortOut(
  { database }: PaymentsContext,
  network: NetworkId,
  address: string,
  transfers: readonly Transfer[],
): Promise<{ readonly known: number; readonly missing: readonly number[] }> {
  const [first, end] = [transfers[0], transfers.at(-1)];
  if (first === undefined || end === undefined) return { known: 0, missing: [] };
  const seen = await selectSeen(database.sql, network, first.blockNumber, end.blockNumber);
  const standing = await selectStanding(
    database.sql,
    network,
    seen.map((each) => ({ depositId: depositIdOf(network, each.tx_hash, each.ordinal), blockHash: each.block_hash })),
  );
  const places = new Set(
    seen
      .filter((each) => standing.has(depositIdOf(network, each.tx_hash, each.ordinal)))
      .map((each) => placeOf(each.block_hash, each.log_index)),
  );
  const swept = await selectSweepsFrom(database.sql, network, address, { from: first.blockNumber, to: end.blockNumber });
  const left = new Set(swept.map((each) => placeOf(each.block_hash, each.log_index)));
  const isRecorded = ({ to, from, amount, blockHash, logIndex }: Transfer): boolean => {
    const place = placeOf(blockHash, logIndex);
    return (to !== address || places.has(place)) && (from !== address || amount === 0n || left.has(place));
  };
  const missing = new Set(transfers.filter((transfer) => !isRecorded(transfer)).map(({ blockNumber }) => blockNumber));
  const known = transfers.filter(({ to, blockNumber }) => to === address && !missing.has(blockNumber)).length;
  return { known, missing: [...missing] };
}

function placeOf(blockHash: string, logIndex: number): string {
  return `${blockHash} ${String(logIndex)}`;
}
