import { sql } from 'kysely';
import type { Sql, Tx } from '../../database/index.ts';
import type { BlockRef, NetworkId, TokenState } from '../chain.ts';

/** How many recorded blocks are kept below the newest, so that the way back to a fork can be found: far more than chains take back. */
const blocksKept = 256;

export interface BlockLink extends BlockRef {
  readonly parentHash: string;
}

/** Where the follower stands: the last recorded block, and up to where two sources have said what final blocks hold. */
export interface Cursor extends BlockRef {
  readonly checkedNumber: number;
}

export async function selectCursor(from: Sql, network: NetworkId): Promise<Cursor | undefined> {
  const { rows } = await sql<{ block_number: bigint; block_hash: string; checked_number: bigint }>`
    select block_number, block_hash, checked_number from chain_cursors where network = ${network}`.execute(from);
  const [row] = rows;
  return row && { number: Number(row.block_number), hash: row.block_hash, checkedNumber: Number(row.checked_number) };
}

/** Sets the first cursor of a network. Gives whether there was none. */
export async function insertCursor(tx: Tx, network: NetworkId, block: BlockLink, nowMs: number): Promise<boolean> {
  const { rows } = await sql`
    insert into chain_cursors (network, block_number, block_hash, checked_number, updated_at)
    values (${network}, ${block.number}, ${block.hash}, ${block.number}, ${new Date(nowMs)})
    on conflict (network) do nothing returning network`.execute(tx);
  if (rows.length === 1) await insertBlock(tx, network, block);
  return rows.length === 1;
}

/**
 * Moves the cursor from where the caller saw it; with `checked` over final blocks that two sources have told, which begin where such
 * blocks ended. Gives `false`, and moves nothing, when somebody else has moved it meanwhile.
 */
export async function moveCursor(
  tx: Tx,
  network: NetworkId,
  move: { readonly from: BlockRef; readonly to: BlockRef; readonly checked: boolean; readonly nowMs: number },
): Promise<boolean> {
  const { from, to, checked, nowMs } = move;
  const { rows } = await sql`
    update chain_cursors set block_number = ${to.number}, block_hash = ${to.hash}, updated_at = ${new Date(nowMs)},
      final_number = case when final_number > ${to.number} then ${to.number} else final_number end,
      checked_number = case when ${checked} then ${to.number} else least(checked_number, ${to.number}) end
    where network = ${network} and block_number = ${from.number} and block_hash = ${from.hash}
      and (not ${checked} or checked_number = ${from.number})
    returning network`.execute(tx);
  return rows.length === 1;
}

/** Moves the mark up to which two sources agree, from where the caller saw it. Gives whether it was there, and the cursor is not before it. */
export async function moveChecked(tx: Tx, network: NetworkId, fromNumber: number, toNumber: number): Promise<boolean> {
  const { rows } = await sql`
    update chain_cursors set checked_number = ${toNumber}
    where network = ${network} and checked_number = ${fromNumber} and block_number >= ${toNumber}
    returning network`.execute(tx);
  return rows.length === 1;
}

export async function selectTokenState(from: Sql, network: NetworkId): Promise<TokenState | undefined> {
  const { rows } = await sql<{ token_state: TokenState | null }>`
    select token_state from chain_cursors where network = ${network}`.execute(from);
  return rows[0]?.token_state ?? undefined;
}

/** Gives what was known. */
export async function forgetTokenState(from: Sql, network: string): Promise<TokenState | undefined> {
  const { rows } = await sql<{ token_state: TokenState }>`
    with known as (select network, token_state from chain_cursors where network = ${network} and token_state is not null for update)
    update chain_cursors set token_state = null from known where chain_cursors.network = known.network
    returning known.token_state`.execute(from);
  return rows[0]?.token_state;
}

export async function updateTokenState(from: Sql, network: NetworkId, state: TokenState): Promise<void> {
  await sql`update chain_cursors set token_state = ${JSON.stringify(state)} where network = ${network}`.execute(from);
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
