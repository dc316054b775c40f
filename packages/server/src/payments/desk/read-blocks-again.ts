import type { Sql } from '../../database/index.ts';
import type { BlockRef, ChainView, NetworkId } from '../chain.ts';
import type { PaymentsContext } from '../context.ts';
import { selectSeen } from '../deposits/deposit-queries.ts';
import { ChainInDoubt } from '../follow/chain-in-doubt.ts';
import { inTheirBlocks } from '../follow/check-final-blocks.ts';
import { lockCursor, selectBlockHash, selectCursor } from '../follow/cursor-queries.ts';
import { isDeposit, matchTransfers } from '../follow/match-transfers.ts';
import { recordSeen } from '../follow/record-observations.ts';
import { matchSweeps, recordSweeps } from '../follow/sweeps.ts';
import { networkUnavailable } from '../problems.ts';
import { selectStanding } from './desk-queries.ts';

/** The follower moves the cursor every few seconds; nobody loses this often against it. */
const triesMax = 20;

export interface Blocks {
  readonly from: number;
  readonly to: number;
}

export interface FoundAgain {
  /** How many transfers to us lie there. */
  readonly found: number;
  /** Those that were not recorded before, by the ids of their deposits. */
  readonly recorded: readonly string[];
}

/** Reads final blocks again, with two sources that agree, and records what is missing of them. Throws `ChainInDoubt`, and what a view throws. */
export async function readBlocksAgain(
  context: PaymentsContext,
  view: ChainView,
  network: NetworkId,
  { from, to }: Blocks,
  /** When given, `found` counts what went to it alone. */
  address?: string,
): Promise<FoundAgain> {
  const recorded: string[] = [];
  let found = 0;
  for (let next = from; next <= to;) {
    const { transfers, through } = await view.readFinalTransfers(next, to);
    await requireRecorded(context.database.sql, network, through);
    const matched = await matchTransfers(context.database.sql, network, transfers);
    const seen = await selectSeen(context.database.sql, network, next, through.number);
    const deposits = matched.filter(isDeposit);
    const standing = await selectStanding(context.database.sql, network, deposits);
    // Seen and then lost is missing, too.
    const missing = deposits.filter(
      ({ depositId, blockHash, logIndex }) =>
        !standing.has(depositId) || !seen.some((each) => each.block_hash === blockHash && each.log_index === logIndex),
    );
    const payments = matched.filter((match) => !isDeposit(match));
    found += deposits.filter((deposit) => address === undefined || deposit.address === address).length;
    const sweeps = await matchSweeps(context.database.sql, network, transfers);
    if (missing.length + payments.length + sweeps.length > 0) {
      const observations = await inTheirBlocks(view, [...missing, ...payments], sweeps);
      await record(context, network, { observations, sweeps, fromBlock: next, toBlock: through.number });
      recorded.push(...missing.map(({ depositId }) => depositId));
      for (const { txHash, blockNumber } of missing)
        context.log.error({ network, txHash, blockNumber }, 'a transfer to us was found by a rescan');
    }
    next = through.number + 1;
  }
  return { found, recorded };
}

/**
 * After a reorganisation that the follower has not seen yet, the record holds what was in other blocks of these heights: nothing of the new
 * ones is missing, it is only not read. Throws `ChainInDoubt` then.
 */
async function requireRecorded(from: Sql, network: NetworkId, { number, hash }: BlockRef): Promise<void> {
  const recorded = await selectBlockHash(from, network, number);
  if (recorded === undefined || recorded === hash) return;
  throw new ChainInDoubt('The chain was reorganised, and its new blocks are still being read: try again in a moment.');
}

/** Under the lock of the cursor, so that nothing is taken back or made final meanwhile. */
async function record(
  context: PaymentsContext,
  network: NetworkId,
  read: Pick<Parameters<typeof recordSweeps>[2], 'fromBlock' | 'toBlock' | 'sweeps'> & {
    readonly observations: Parameters<typeof recordSeen>[2]['observations'];
  },
): Promise<void> {
  for (let tries = 1; tries <= triesMax; tries += 1) {
    const cursor = await selectCursor(context.database.sql, network);
    if (cursor === undefined) break;
    const done = await context.database.transaction(async (tx) => {
      if (!(await lockCursor(tx, network, cursor, undefined))) return false;
      const nowMs = context.clock.nowMs();
      if (read.observations.length > 0)
        await recordSeen(tx, context, { network, observations: read.observations, headNumber: cursor.number, nowMs });
      await recordSweeps(tx, network, { ...read, nowMs });
      return true;
    });
    if (done) return;
  }
  throw networkUnavailable('The chain moves too fast just now: try again in a moment.');
}
