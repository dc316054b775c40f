import { ChainInDoubt } from './chain-in-doubt.ts';
import type { Block, ChainView, NetworkId, Transfer } from '../chain.ts';
import type { PaymentsContext } from '../context.ts';
import { moveChecked, selectBlockHash, type Cursor } from './cursor-queries.ts';
import { orphanSeen, selectSeen, type Observation, type SeenTransfer } from '../deposits/deposit-queries.ts';
import { inBlock, isDeposit, matchTransfers, type MatchedDeposit, type MatchedTransfer } from './match-transfers.ts';
import { selectSeenPayouts, unsee } from '../payouts/index.ts';
import { CursorMoved, recordSeen } from './record-observations.ts';
import { matchSweeps, recordSweeps } from './sweeps.ts';
import { refreshInvoices } from '../tell-changes.ts';

/**
 * Reads final blocks again that were recorded one by one as they came, now with two sources that agree, and holds what was recorded
 * against it. What was left out is recorded, what was never there is taken back, and the operator is told of both. Nothing becomes
 * final before. Gives the number up to which everything is checked now: `to`, or less when there is more to read.
 */
export async function checkFinalBlocks(
  context: PaymentsContext,
  view: ChainView,
  network: NetworkId,
  cursor: Cursor,
  to: number,
): Promise<number> {
  const { sql } = context.database;
  const { transfers, through } = await view.readFinalTransfers(cursor.checkedNumber + 1, to);
  const recordedHash = await selectBlockHash(sql, network, through.number);
  if (recordedHash !== undefined && recordedHash !== through.hash) {
    throw new ChainInDoubt(
      `Block ${through.number}, which is final, is another one than was recorded; nothing is credited until it is clear.`,
    );
  }
  const matched = await matchTransfers(sql, network, transfers);
  const sweeps = await matchSweeps(sql, network, transfers);
  const seen = await selectSeen(sql, network, cursor.checkedNumber + 1, through.number);
  const missing = matched.filter((match) => isDeposit(match) && !seen.some((each) => isSame(each, match)));
  const surplus = seen.filter((each) => !matched.some((match) => match.blockHash === each.block_hash && match.logIndex === each.log_index));
  // What pays a payout already is not taken twice.
  const payments = matched.filter((match) => !isDeposit(match));
  const observations = await inTheirBlocks(view, [...missing, ...payments], sweeps);
  const paidOut = await selectSeenPayouts(sql, network, cursor.checkedNumber + 1, through.number);
  const notPaid = paidOut.filter(
    (each) => !transfers.some((transfer) => transfer.blockHash === each.seen_block_hash && transfer.logIndex === each.seen_log_index),
  );
  await context.database.transaction(async (tx) => {
    if (!(await moveChecked(tx, network, cursor.checkedNumber, through.number))) throw new CursorMoved();
    const takenBack = await orphanSeen(tx, network, surplus, context.clock.nowMs());
    await refreshInvoices(tx, takenBack, context.clock.nowMs());
    await unsee(tx, notPaid);
    const read = { fromBlock: cursor.checkedNumber + 1, toBlock: through.number, sweeps, nowMs: context.clock.nowMs() };
    await recordSweeps(tx, network, read);
    if (observations.length > 0)
      await recordSeen(tx, context, { network, observations, headNumber: cursor.number, nowMs: context.clock.nowMs() });
  });
  for (const { txHash, blockNumber } of missing) {
    context.log.error({ network, txHash, blockNumber }, 'a transfer to us was left out when its block was new; it is recorded now');
  }
  for (const { id: payoutId } of notPaid) context.log.error({ network, payoutId }, 'what was recorded to pay a payout is not on the chain');
  for (const { tx_hash: txHash, block_number: blockNumber } of surplus) {
    context.log.error(
      { network, txHash, blockNumber: Number(blockNumber) },
      'a transfer that was recorded is not on the chain; it is taken back',
    );
  }
  return through.number;
}

/** Adds the times of their blocks to transfers of a range. Throws `ChainInDoubt` when one, or a sweep, is of a block that is not on the chain. */
export async function inTheirBlocks(
  view: ChainView,
  matched: readonly MatchedTransfer[],
  sweeps: readonly Transfer[],
): Promise<readonly Observation[]> {
  const found = [...matched, ...sweeps];
  const observations: Observation[] = [];
  for (const number of new Set(found.map(({ blockNumber }) => blockNumber))) {
    const block: Block | undefined = await view.readBlock(number);
    if (block === undefined || found.some(({ blockNumber, blockHash }) => blockNumber === number && blockHash !== block.hash)) {
      throw new ChainInDoubt(`The node gave transfers of a block ${number} that is not on its chain.`);
    }
    const here = matched.filter(({ blockNumber }) => blockNumber === number);
    observations.push(...inBlock(block, here));
  }
  return observations;
}

function isSame(seen: SeenTransfer, match: MatchedDeposit): boolean {
  return (
    seen.block_hash === match.blockHash &&
    seen.log_index === match.logIndex &&
    seen.tx_hash === match.txHash &&
    seen.ordinal === match.ordinal &&
    seen.address === match.address &&
    seen.amount_usdt === match.amount
  );
}
