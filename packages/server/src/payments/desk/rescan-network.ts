import { assert } from '../../kernel/index.ts';
import { inTheirBlocks } from '../follow/check-final-blocks.ts';
import { isChainTrouble, isChainUnfit, type ChainView, type FoundTransaction, type NetworkId } from '../chain.ts';
import type { PaymentsContext } from '../context.ts';
import { lockCursor, selectCursor } from '../follow/cursor-queries.ts';
import { selectSeen } from '../deposits/deposit-queries.ts';
import { isDeposit, matchTransfers } from '../follow/match-transfers.ts';
import { networkUnavailable, rescanOutOfRange } from '../problems.ts';
import { findAddress, offeredNetwork, type AddressRow } from '../addresses/index.ts';
import { recordSeen } from '../follow/record-observations.ts';
import { matchSweeps, recordSweeps } from '../follow/sweeps.ts';
import { selectStanding } from './desk-queries.ts';
import { findFirstUse } from './find-first-use.ts';
import { findOtherReceived, type OtherReceived } from './find-other-received.ts';

/** Some minutes of a provider with ten answers a second. */
export const rescanBlocksMax = 5_000;
/** The follower moves the cursor every few seconds; nobody loses this often against it. */
const triesMax = 20;

export type RescanRequest =
  | { readonly network: string; readonly fromBlock: number; readonly toBlock: number }
  | { readonly network: string; readonly txHash: string }
  /** As people write it; from its first use on, or from a block. */
  | { readonly network: string; readonly address: string; readonly fromBlock?: number | undefined };

export interface Rescan {
  readonly network: NetworkId;
  readonly fromBlock: number;
  /** The last block that was read. Less than was asked for when the rest is not final yet: the follower reads that anyway. */
  readonly toBlock: number;
  /** How many transfers to us lie in these blocks; when an address was asked for, how many to it. */
  readonly found: number;
  /** Those to us that were not recorded before, by the ids of their deposits. */
  readonly recorded: readonly string[];
  /** Where to go on with an address; `null` when nothing final is left. */
  readonly nextBlock: number | null;
  /** Of a transaction: what else it sent to our addresses. It is never credited. */
  readonly others: readonly OtherReceived[];
}

interface Blocks {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads final blocks again, with two sources that agree, and records what of them is missing: at most 5 000 blocks, or the block of one
 * transaction, or the blocks since one of our addresses was first used, 5 000 at a time. Whatever reached us in them is recorded, also when
 * it went to another address of ours. Changes nothing of what is recorded; may be repeated. Refuses `unknown_network`, `address_not_found`,
 * `rescan_out_of_range` and `network_unavailable`.
 */
export async function rescanNetwork(context: PaymentsContext, request: RescanRequest): Promise<Rescan> {
  const offered = offeredNetwork(context, request.network);
  const network = offered.chain.facts.id;
  if ('toBlock' in request) requireRange(request.fromBlock, request.toBlock);
  const address = 'address' in request ? await findAddress(context, offered, request.address) : undefined;
  try {
    const view = await offered.chain.openView();
    const final = await view.readFinal();
    const cursor = await selectCursor(context.database.sql, network);
    const last = Math.min(final?.number ?? -1, cursor?.number ?? -1);
    const transaction = 'txHash' in request ? await transactionOf(view, request.txHash) : undefined;
    const asked =
      'address' in request && address !== undefined
        ? await blocksSince(context, view, network, { address, fromBlock: request.fromBlock, last })
        : blocksOf(request, transaction);
    if (asked.from > last) {
      throw rescanOutOfRange(`Block ${asked.from} is not final and recorded yet: the last one that is has the number ${last}.`);
    }
    const to = Math.min(asked.to, last);
    const found = await rescan(context, view, network, { from: asked.from, to }, address?.address);
    const others = await findOtherReceived(context, offered, transaction?.others ?? []);
    return {
      network,
      fromBlock: asked.from,
      toBlock: to,
      ...found,
      nextBlock: address === undefined || to === last ? null : to + 1,
      others,
    };
  } catch (error) {
    if (isChainTrouble(error) || isChainUnfit(error)) throw networkUnavailable(error.message);
    throw error;
  }
}

async function transactionOf(view: ChainView, txHash: string): Promise<FoundTransaction> {
  const found = await view.findTransaction(txHash);
  if (found === undefined) {
    throw rescanOutOfRange('The chain has no such transaction in a block: check the hash and the network, or try again in a minute.');
  }
  return found;
}

function blocksOf(request: RescanRequest, transaction: FoundTransaction | undefined): Blocks {
  if (transaction !== undefined) return { from: transaction.blockNumber, to: transaction.blockNumber };
  assert('toBlock' in request, 'an address has its blocks found otherwise');
  return { from: request.fromBlock, to: request.toBlock };
}

/** From where the operator says, or from the first use of the address. */
async function blocksSince(
  { database }: PaymentsContext,
  view: ChainView,
  network: NetworkId,
  { address, fromBlock, last }: { readonly address: AddressRow; readonly fromBlock: number | undefined; readonly last: number },
): Promise<Blocks> {
  const from = fromBlock ?? (await findFirstUse(database.sql, view, network, address, last));
  return { from, to: from + rescanBlocksMax - 1 };
}

function requireRange(fromBlock: number, toBlock: number): void {
  if (toBlock < fromBlock || toBlock - fromBlock >= rescanBlocksMax) {
    throw rescanOutOfRange(`Name at most ${rescanBlocksMax} blocks, the lower number first.`);
  }
}

async function rescan(
  context: PaymentsContext,
  view: ChainView,
  network: NetworkId,
  { from, to }: Blocks,
  address: string | undefined,
): Promise<Pick<Rescan, 'found' | 'recorded'>> {
  const recorded: string[] = [];
  let found = 0;
  for (let next = from; next <= to;) {
    const { transfers, through } = await view.readFinalTransfers(next, to);
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
      const observations = await inTheirBlocks(view, [...missing, ...payments]);
      await record(context, network, { observations, sweeps, fromBlock: next, toBlock: through.number });
      recorded.push(...missing.map(({ depositId }) => depositId));
      for (const { txHash, blockNumber } of missing)
        context.log.error({ network, txHash, blockNumber }, 'a transfer to us was found by a rescan');
    }
    next = through.number + 1;
  }
  return { found, recorded };
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
