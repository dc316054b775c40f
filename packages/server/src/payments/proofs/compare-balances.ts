import { setTimeout as delay } from 'node:timers/promises';
import type { UsdtUnits } from '../../kernel/index.ts';
import type { BlockRef, ChainView, NetworkId } from '../chain.ts';
import type { OfferedNetwork, PaymentsContext } from '../context.ts';
import { selectBlockHash, selectCursor } from '../follow/cursor-queries.ts';
import { selectKnownAddresses } from '../deposits/deposit-queries.ts';
import { insertDestroyedFunds, selectRecordedBalances, selectUnprovedFrom, type RecordedBalance } from './queries.ts';

/** A difference counts when it was found so often: a node behind a balancer may answer from an older state than it names. */
const looks = 3;
/** How often addresses are asked again on which something moves just then, or while the record is not so far. */
const triesMax = 10;
/** How far back destroyed funds are looked for: about five months of Ethereum. */
const destroyedBlocksMax = 1_000_000;

export interface Difference {
  readonly address: string;
  readonly recorded: UsdtUnits;
  readonly found: UsdtUnits;
}

export interface Comparison {
  /** Those that hold what is recorded, with that. */
  readonly proved: readonly RecordedBalance[];
  readonly differences: readonly Difference[];
  /** Moved each time that they were asked: nothing is known of them. */
  readonly unsettled: readonly string[];
  /** The last final block that they were compared at. */
  readonly blockNumber: number;
}

/**
 * Holds what is recorded of some addresses against what the chain says at a final block that is recorded. What the issuer has destroyed
 * is looked for where a balance is too low, recorded, and counts from then on. Throws what a view of the chain throws.
 */
export async function compareBalances(
  context: PaymentsContext,
  { chain }: OfferedNetwork,
  addresses: readonly string[],
): Promise<Comparison> {
  const { sql } = context.database;
  const network = chain.facts.id;
  const proved: RecordedBalance[] = [];
  const suspected = new Map<string, { times: number; difference: Difference }>();
  let open = addresses;
  let blockNumber = 0;
  for (let tries = 1; open.length > 0 && tries <= triesMax; tries += 1) {
    if (tries > 1) await delay(chain.facts.pollMs);
    const view = await chain.openView();
    const before = await selectCursor(sql, network);
    if (before === undefined) continue;
    const { amounts, ...blocks } = await view.readBalances(open, before.number);
    // On Tron the node may be a block ahead of what is recorded.
    const cursor = await selectCursor(sql, network);
    if (cursor === undefined || cursor.number < blocks.toBlock) continue;
    if (!(await isOfRecordedChain(context, view, network, cursor, blocks.toBlock))) continue;
    let recorded = await selectRecordedBalances(sql, network, open, blocks);
    if (open.some((address, place) => balanceOf(recorded.get(address)) > (amounts[place] ?? 0n))) {
      await findDestroyedFunds(context, view, network, { addresses: open, amounts, recorded, toBlock: blocks.toBlock });
      recorded = await selectRecordedBalances(sql, network, open, blocks);
    }
    blockNumber = blocks.toBlock;
    const again: string[] = [];
    for (const [place, address] of open.entries()) {
      const row = recorded.get(address);
      const found = amounts[place];
      if (row === undefined || found === undefined) continue;
      if (row.moved) {
        again.push(address);
      } else if (balanceOf(row) === found) {
        proved.push(row);
        suspected.delete(address);
      } else {
        const times = (suspected.get(address)?.times ?? 0) + 1;
        suspected.set(address, { times, difference: { address, recorded: balanceOf(row), found } });
        if (times < looks) again.push(address);
      }
    }
    open = again;
  }
  const differences = addresses.flatMap((address) => suspected.get(address)?.difference ?? []);
  const unsettled = open.filter((address) => !suspected.has(address));
  return { proved, differences, unsettled, blockNumber };
}

/**
 * Whether the record up to this final block is of the chain that the node tells of. After a reorganisation that the follower has not seen
 * yet, for example because the server was off, it still holds what was in other blocks of the same heights.
 */
async function isOfRecordedChain(
  { database }: PaymentsContext,
  view: ChainView,
  network: NetworkId,
  cursor: BlockRef,
  number: number,
): Promise<boolean> {
  // Below the blocks that are remembered one by one, all were final when they were read.
  const hash = number === cursor.number ? cursor.hash : await selectBlockHash(database.sql, network, number);
  return hash === undefined || (await view.readBlock(number))?.hash === hash;
}

export function balanceOf(recorded: RecordedBalance | undefined): UsdtUnits {
  return recorded === undefined ? 0n : recorded.received - recorded.swept - recorded.destroyed;
}

/** Looks for destroyed funds since the addresses that hold too little were last proved, and records those of all our addresses. */
async function findDestroyedFunds(
  context: PaymentsContext,
  view: ChainView,
  network: NetworkId,
  compared: {
    readonly addresses: readonly string[];
    readonly amounts: readonly UsdtUnits[];
    readonly recorded: ReadonlyMap<string, RecordedBalance>;
    readonly toBlock: number;
  },
): Promise<void> {
  const { sql } = context.database;
  const { addresses, amounts, recorded, toBlock } = compared;
  const tooLow = addresses.filter((address, place) => balanceOf(recorded.get(address)) > (amounts[place] ?? 0n));
  const from = await selectUnprovedFrom(sql, network, tooLow);
  if (from === undefined || from > toBlock) return;
  const destroyed = await view.readDestroyedFunds(Math.max(from, toBlock - destroyedBlocksMax), toBlock);
  const ours = await selectKnownAddresses(
    sql,
    network,
    destroyed.map(({ address }) => address),
  );
  const known = new Set(ours.map(({ address }) => address));
  const found = destroyed.filter(({ address }) => known.has(address));
  await insertDestroyedFunds(sql, network, found, context.clock.nowMs());
  for (const { address, txHash } of found) context.log.error({ network, address, txHash }, 'the issuer has destroyed funds of ours');
}
