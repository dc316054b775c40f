import { assert, type UsdtUnits } from '../../kernel/index.ts';
import { ChainInDoubt } from '../follow/chain-in-doubt.ts';
import { isChainTrouble, isChainUnfit, type ChainView, type FoundTransaction, type NetworkId } from '../chain.ts';
import type { OfferedNetwork, PaymentsContext } from '../context.ts';
import { selectCursor } from '../follow/cursor-queries.ts';
import { networkUnavailable, rescanOutOfRange } from '../problems.ts';
import { findAddress, offeredNetwork } from '../addresses/index.ts';
import { balanceOf, compareBalances } from '../proofs/index.ts';
import { findFirstUse } from './find-first-use.ts';
import { findOtherReceived, type OtherReceived } from './find-other-received.ts';
import { readAddressAgain } from './read-address-again.ts';
import { readBlocksAgain, type Blocks, type FoundAgain } from './read-blocks-again.ts';

/** Some minutes of a provider with ten answers a second. */
export const rescanBlocksMax = 5_000;

export type RescanRequest =
  | { readonly network: string; readonly fromBlock: number; readonly toBlock: number }
  | { readonly network: string; readonly txHash: string }
  /** As people write it; from its first use on, or from a block. */
  | { readonly network: string; readonly address: string; readonly fromBlock?: number | undefined };

export interface Rescan extends FoundAgain {
  readonly network: NetworkId;
  readonly fromBlock: number;
  /** The last block that was read. Less than was asked for when the rest is not final yet: the follower reads that anyway. */
  readonly toBlock: number;
  /** Where to go on with an address; `null` when nothing final is left. */
  readonly nextBlock: number | null;
  /** Of an address whose last final block was read: whether everything was found. `null` for all else, and while something moves there. */
  readonly balance: RescanBalance | null;
  /** Of a transaction: what else it sent to our addresses. It is never credited. */
  readonly others: readonly OtherReceived[];
}

/** What is recorded of an address, and what it holds at a final block: the same when nothing of it is missing. */
export interface RescanBalance {
  readonly recordedUsdt: UsdtUnits;
  readonly foundUsdt: UsdtUnits;
}

/**
 * Looks at final blocks again and records what of them is missing: at most 5 000 blocks, or the block of one transaction, each read with two
 * sources that agree; or what went to and from one of our addresses since it was first used, looked up in the providers' indexes of logs,
 * as many blocks at a time as some fifty questions reach. Whatever reached us in a block that is read is recorded, also when it went to
 * another address. Changes nothing of what is recorded; may be repeated. Refuses `unknown_network`, `address_not_found`,
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
    const others = await findOtherReceived(context, offered, transaction?.others ?? []);
    if ('address' in request && address !== undefined) {
      const from = request.fromBlock ?? (await findFirstUse(context.database.sql, view, network, address, last));
      requireFinal(from, last);
      const { to, ...found } = await readAddressAgain(context, view, network, { address: address.address, from, last });
      const balance = to === last ? await balanceNow(context, offered, address.address) : null;
      return { network, fromBlock: from, toBlock: to, ...found, nextBlock: to === last ? null : to + 1, balance, others };
    }
    const asked = blocksOf(request, transaction);
    requireFinal(asked.from, last);
    const to = Math.min(asked.to, last);
    const found = await readBlocksAgain(context, view, network, { from: asked.from, to });
    return { network, fromBlock: asked.from, toBlock: to, ...found, nextBlock: null, balance: null, others };
  } catch (error) {
    if (isChainTrouble(error) || isChainUnfit(error) || error instanceof ChainInDoubt) throw networkUnavailable(error.message);
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

/** An index of logs may have gaps, which the balance shows. Nothing fails for want of it. */
async function balanceNow(context: PaymentsContext, offered: OfferedNetwork, address: string): Promise<RescanBalance | null> {
  try {
    const { proved, differences } = await compareBalances(context, offered, [address]);
    const [held, different] = [proved[0], differences[0]];
    if (held !== undefined) return { recordedUsdt: balanceOf(held), foundUsdt: balanceOf(held) };
    return different === undefined ? null : { recordedUsdt: different.recorded, foundUsdt: different.found };
  } catch (error) {
    if (isChainTrouble(error) || isChainUnfit(error)) return null;
    throw error;
  }
}

function requireFinal(fromBlock: number, last: number): void {
  if (fromBlock <= last) return;
  throw rescanOutOfRange(`Block ${fromBlock} is not final and recorded yet: the last one that is has the number ${last}.`);
}

function requireRange(fromBlock: number, toBlock: number): void {
  if (toBlock < fromBlock || toBlock - fromBlock >= rescanBlocksMax) {
    throw rescanOutOfRange(`Name at most ${rescanBlocksMax} blocks, the lower number first.`);
  }
}
