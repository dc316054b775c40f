import { sql } from 'kysely';
import type { Sql, Tx } from '../database/index.ts';
import type { BlockRef, NetworkId } from './chain.ts';

/** How many recorded blocks are kept below the newest, so that the way back to a fork can be found: far more than chains take back. */
const blocksKept = 256;

export interface BlockLink extends BlockRef {
  readonly parentHash: string;
}

export async function selectCursor(from: Sql, network: NetworkId): Promise<BlockRef | undefined> {
  const { rows } = await sql<{ block_number: bigint; block_hash: string }>`
    select block_number, block_hash from chain_cursors where network = ${network}`.execute(from);
  const [row] = rows;
  return row && { number: Number(row.block_number), hash: row.block_hash };
}

/** Sets the first cursor of a network. Gives whether there was none. */
export async function insertCursor(tx: Tx, network: NetworkId, block: BlockLink, nowMs: number): Promise<boolean> {
  const { rows } = await sql`
    insert into chain_cursors (network, block_number, block_hash, updated_at)
    values (${network}, ${block.number}, ${block.hash}, ${new Date(nowMs)})
    on conflict (network) do nothing returning network`.execute(tx);
  if (rows.length === 1) await insertBlock(tx, network, block);
  return rows.length === 1;
}

/** Moves the cursor from where the caller saw it. Gives `false`, and moves nothing, when somebody else has moved it meanwhile. */
export async function moveCursor(tx: Tx, network: NetworkId, from: BlockRef, to: BlockRef, nowMs: number): Promise<boolean> {
  const { rows } = await sql`
    update chain_cursors set block_number = ${to.number}, block_hash = ${to.hash}, updated_at = ${new Date(nowMs)},
      final_number = case when final_number > ${to.number} then ${to.number} else final_number end
    where network = ${network} and block_number = ${from.number} and block_hash = ${from.hash}
    returning network`.execute(tx);
  return rows.length === 1;
}

/** Holds the cursor where the caller saw it until the transaction ends. Gives whether it is there. */
export async function lockCursor(tx: Tx, network: NetworkId, at: BlockRef, finalNumber: number | undefined): Promise<boolean> {
  const { rows } = await sql`
    update chain_cursors set final_number = greatest(final_number, ${finalNumber ?? null}::bigint)
    where network = ${network} and block_number = ${at.number} and block_hash = ${at.hash}
    returning network`.execute(tx);
  return rows.length === 1;
}

export async function insertBlock(tx: Tx, network: NetworkId, block: BlockLink): Promise<void> {
  await sql`
    insert into chain_blocks (network, number, hash, parent_hash) values (${network}, ${block.number}, ${block.hash}, ${block.parentHash})
    on conflict (network, number) do update set hash = excluded.hash, parent_hash = excluded.parent_hash`.execute(tx);
  await sql`delete from chain_blocks where network = ${network} and number < ${block.number - blocksKept}`.execute(tx);
}

/** The recorded blocks, the newest first. */
export async function selectBlocks(from: Sql, network: NetworkId): Promise<readonly BlockRef[]> {
  const { rows } = await sql<{ number: bigint; hash: string }>`
    select number, hash from chain_blocks where network = ${network} order by number desc`.execute(from);
  return rows.map((row) => ({ number: Number(row.number), hash: row.hash }));
}

export async function selectBlockHash(from: Sql, network: NetworkId, number: number): Promise<string | undefined> {
  const { rows } = await sql<{ hash: string }>`select hash from chain_blocks where network = ${network} and number = ${number}`.execute(
    from,
  );
  return rows[0]?.hash;
}

export async function deleteBlocksAbove(tx: Tx, network: NetworkId, number: number): Promise<void> {
  await sql`delete from chain_blocks where network = ${network} and number > ${number}`.execute(tx);
}
