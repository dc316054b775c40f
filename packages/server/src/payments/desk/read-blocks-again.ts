import type { Sql } from '../../database/index.ts';
import type { BlockRef, ChainView, NetworkId } from '../chain.ts';
import type { PaymentsContext } from '../context.ts';
import { selectSeen } from '../deposits/deposit-queries.ts';
import { ChainInDoubt } from '../follow/chain-in-doubt.ts';
import { inTheirBlocks } from '../follow/check-final-blocks.ts';
import { lockCursor, selectBlockHash, selectCursor } from '../follow/cursor-queries.ts';
import { isDeposit, matchTransfers, type MatchedDeposit } from '../follow/match-transfers.ts';
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
    const matched = await matchTransfers(context.database.sql, network, transfers);
    const deposits = matched.filter(isDeposit);
    const missing = await findMissing(context.database.sql, network, { deposits, fromBlock: next, through });
    const payments = matched.filter((match) => !isDeposit(match));
    found += deposits.filter((deposit) => address === undefined || deposit.address === address).length;
    const sweeps = await matchSweeps(context.database.sql, network, transfers);
    if (missing.length + payments.length + sweeps.length > 0) {
      const observations = await inTheirBlocks(view, [...missing, ...payments], sweeps);
      const read = { deposits: missing, fromBlock: next, through, observations, sweeps };
      for (const { depositId, txHash, blockNumber } of await record(context, network, read)) {
        recorded.push(depositId);
        context.log.error({ network, txHash, blockNumber }, 'a transfer to us was found by a rescan');
      }
    }
    next = through.number + 1;
  }
  return { found, recorded };
}

/** What final blocks hold. */
interface ReadBlocks {
  readonly deposits: readonly MatchedDeposit[];
  readonly fromBlock: number;
  readonly through: BlockRef;
}

/** The deposits that are not recorded; seen and then lost is missing, too. Throws `ChainInDoubt`. */
async function findMissing(
  from: Sql,
  network: NetworkId,
  { deposits, fromBlock, through }: ReadBlocks,
): Promise<readonly MatchedDeposit[]> {
  await requireRecorded(from, network, through);
  const seen = await selectSeen(from, network, fromBlock, through.number);
  const standing = await selectStanding(from, network, deposits);
  return deposits.filter(
    ({ depositId, blockHash, logIndex }) =>
      !standing.has(depositId) || !seen.some((each) => each.block_hash === blockHash && each.log_index === logIndex),
  );
}

/**
 * Before the follower has read the blocks of a reorganisation, the record ends below them, or holds what was in other blocks of these
 * heights: nothing of the new ones is missing, it is only not read. Throws `ChainInDoubt` then.
 */
async function requireRecorded(from: Sql, network: NetworkId, { number, hash }: BlockRef): Promise<void> {
  const cursor = await selectCursor(from, network);
  const recorded = await selectBlockHash(from, network, number);
  if (cursor !== undefined && cursor.number >= number && (recorded === undefined || recorded === hash)) return;
  throw new ChainInDoubt('The chain was reorganised, and its new blocks are still being read: try again in a moment.');
}

/**
 * Under the lock of the cursor, so that nothing is taken back or made final meanwhile. Gives the deposits that were missing then: what the
 * follower has read or taken back since is not. Throws `ChainInDoubt`.
 */
async function record(
  context: PaymentsContext,
  network: NetworkId,
  read: ReadBlocks & Pick<Parameters<typeof recordSweeps>[2], 'sweeps'> & Pick<Parameters<typeof recordSeen>[2], 'observations'>,
): Promise<readonly MatchedDeposit[]> {
  const { fromBlock, through, sweeps, observations } = read;
  for (let tries = 1; tries <= triesMax; tries += 1) {
    const cursor = await selectCursor(context.database.sql, network);
    if (cursor === undefined) break;
    const missing = await context.database.transaction(async (tx) => {
      if (!(await lockCursor(tx, network, cursor, undefined))) return undefined;
      const missing = await findMissing(tx, network, read);
      const nowMs = context.clock.nowMs();
      if (observations.length > 0) await recordSeen(tx, context, { network, observations, headNumber: cursor.number, nowMs });
      await recordSweeps(tx, network, { fromBlock, toBlock: through.number, sweeps, nowMs });
      return missing;
    });
    if (missing !== undefined) return missing;
  }
  throw networkUnavailable('The chain moves too fast just now: try again in a moment.');
}
