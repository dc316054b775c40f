import { derivedId } from '../../kernel/index.ts';
import type { Sql } from '../../database/index.ts';
import type { Block, NetworkId, Transfer } from '../chain.ts';
import { selectKnownAddresses, type DepositObservation, type Observation, type PayoutObservation } from '../deposits/deposit-queries.ts';
import { selectPayoutAddresses } from '../payouts/index.ts';

/** The id of a deposit follows from its crediting key, so it is the same however often and wherever the deposit is seen. */
export function depositIdOf(network: NetworkId, txHash: string, ordinal: number): string {
  return derivedId('dep', network, txHash, String(ordinal));
}

/** A transfer that goes to us, without the time of its block. */
export type MatchedDeposit = Omit<DepositObservation, 'blockTimeMs'>;

/** The same of one that may be a payout. */
export type MatchedPayout = Omit<PayoutObservation, 'blockTimeMs'>;

export type MatchedTransfer = MatchedDeposit | MatchedPayout;

/**
 * Picks the transfers that go to us, and numbers them within their transaction, in the order of their logs, and those to where a payout
 * is on its way. `transfers` must hold all transfers of each block that it touches. Transfers of nothing are spam, but they are listed
 * like every other.
 */
export async function matchTransfers(from: Sql, network: NetworkId, transfers: readonly Transfer[]): Promise<readonly MatchedTransfer[]> {
  const addresses = new Set(transfers.map((transfer) => transfer.to));
  const known = new Map((await selectKnownAddresses(from, network, [...addresses])).map((row) => [row.address, row]));
  const payouts = await selectPayoutAddresses(from, network, [...addresses]);
  const countOf = new Map<string, number>();
  const matched: MatchedTransfer[] = [];
  for (const transfer of transfers) {
    const { txHash, logIndex, blockNumber, blockHash, amount, to: address } = transfer;
    const seen = { txHash, logIndex, blockNumber, blockHash, from: transfer.from, address, amount };
    const owner = known.get(address);
    if (owner === undefined) {
      if (payouts.has(address)) matched.push(seen);
      continue;
    }
    const ordinal = countOf.get(txHash) ?? 0;
    countOf.set(txHash, ordinal + 1);
    matched.push({ ...seen, depositId: depositIdOf(network, txHash, ordinal), ordinal, accountId: owner.account_id });
  }
  return matched;
}

export function isDeposit(match: MatchedTransfer): match is MatchedDeposit {
  return match.depositId !== undefined;
}

/** Adds the time of their block to the matches of one block. */
export function inBlock(block: Block, matched: readonly MatchedTransfer[]): readonly Observation[] {
  return matched.map((match) => ({ ...match, blockTimeMs: block.timestampMs }));
}
