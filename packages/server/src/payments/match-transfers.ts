import { derivedId } from '../kernel/index.ts';
import type { Sql } from '../database/index.ts';
import type { Block, NetworkId, Transfer } from './chain.ts';
import { selectKnownAddresses, type Observation } from './deposit-queries.ts';

/** The id of a deposit follows from its crediting key, so it is the same however often and wherever the deposit is seen. */
export function depositIdOf(network: NetworkId, txHash: string, ordinal: number): string {
  return derivedId('dep', network, txHash, String(ordinal));
}

/** Some transfers of one network that go to addresses of ours, without the times of their blocks. */
export type MatchedTransfer = Omit<Observation, 'blockTimeMs'>;

/**
 * Picks the transfers that go to us and numbers them within their transaction, in the order of their logs. `transfers` must
 * hold all transfers of each block that it touches. Transfers of nothing are spam, but they are listed like every other.
 */
export async function matchTransfers(from: Sql, network: NetworkId, transfers: readonly Transfer[]): Promise<readonly MatchedTransfer[]> {
  const addresses = new Set(transfers.map((transfer) => transfer.to));
  const known = new Map((await selectKnownAddresses(from, network, [...addresses])).map((row) => [row.address, row]));
  const countOf = new Map<string, number>();
  const matched: MatchedTransfer[] = [];
  for (const transfer of transfers) {
    const owner = known.get(transfer.to);
    if (owner === undefined) continue;
    const ordinal = countOf.get(transfer.txHash) ?? 0;
    countOf.set(transfer.txHash, ordinal + 1);
    const { txHash, logIndex, blockNumber, blockHash, amount } = transfer;
    matched.push({
      depositId: depositIdOf(network, txHash, ordinal),
      txHash,
      ordinal,
      logIndex,
      blockNumber,
      blockHash,
      from: transfer.from,
      address: transfer.to,
      amount,
      accountId: owner.account_id,
    });
  }
  return matched;
}

/** Adds the time of their block to the matches of one block. */
export function inBlock(block: Block, matched: readonly MatchedTransfer[]): readonly Observation[] {
  return matched.map((match) => ({ ...match, blockTimeMs: block.timestampMs }));
}
