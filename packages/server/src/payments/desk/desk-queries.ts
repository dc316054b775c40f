import { sql } from 'kysely';
import type { Sql, Tx } from '../../database/index.ts';
import type { ListPlace } from '../../kernel/index.ts';
import type { NetworkId } from '../chain.ts';
import { depositColumns, type DepositRow, type ShownDepositRow } from '../invoices/invoice-queries.ts';

export interface ListedDepositRow extends ShownDepositRow {
  readonly unmatched_at: Date;
  readonly try_again_at: Date | null;
}

/** The deposits on the operator's list, the newest first. */
export async function selectUnmatchedDeposits(
  from: Sql,
  page: { readonly before: ListPlace | undefined; readonly limit: number },
): Promise<readonly ListedDepositRow[]> {
  const after = page.before === undefined ? sql`` : sql`and (unmatched_at, id) < (${new Date(page.before.atMs)}, ${page.before.id})`;
  const { rows } = await sql<ListedDepositRow>`
    select ${depositColumns}, unmatched_at, try_again_at,
      (select c.block_number from chain_cursors c where c.network = deposits.network) as head_number
    from deposits where unmatched_reason is not null and status in ('final', 'credited') ${after}
    order by unmatched_at desc, id desc limit ${page.limit}`.execute(from);
  return rows;
}

/** Gives a deposit that is not settled to an invoice of its account. Gives the row as it is then. */
export async function giveToInvoice(tx: Tx, deposit: DepositRow, invoiceId: string): Promise<DepositRow> {
  const { rows } = await sql<DepositRow>`
    update deposits set invoice_id = ${invoiceId}, match = 'operator', waits_until = null, try_again_at = null,
      unmatched_reason = null, unmatched_code = null, unmatched_detail = null, unmatched_at = null
    where account_id = ${deposit.account_id} and id = ${deposit.id} returning ${depositColumns}`.execute(tx);
  return rows[0] ?? deposit;
}

/** Takes a deposit off the list; a final one without crediting it. Gives the row as it is then. */
export async function setReturned(tx: Tx, deposit: DepositRow, memo: string): Promise<DepositRow> {
  const { rows } = await sql<DepositRow>`
    update deposits set status = case status when 'final' then 'returned' else status end, waits_until = null, try_again_at = null,
      unmatched_reason = null, unmatched_code = null, unmatched_detail = ${memo}, unmatched_at = null
    where account_id = ${deposit.account_id} and id = ${deposit.id} and (status = 'final' or unmatched_reason = 'vanished') returning ${depositColumns}`.execute(
    tx,
  );
  return rows[0] ?? deposit;
}

export interface CursorRow {
  readonly block_number: bigint;
  readonly final_number: bigint | null;
  readonly checked_number: bigint;
  readonly updated_at: Date;
}

export async function selectCursorRow(from: Sql, network: NetworkId): Promise<CursorRow | undefined> {
  const { rows } = await sql<CursorRow>`
    select block_number, final_number, checked_number, updated_at from chain_cursors where network = ${network}`.execute(from);
  return rows[0];
}

/** The number of the first block in which a transfer to this address was ever seen. */
export async function selectFirstSeen(from: Sql, network: NetworkId, address: string): Promise<number | undefined> {
  const { rows } = await sql<{ number: bigint | null }>`
    select min(block_number) as number from observations where network = ${network} and address = ${address}`.execute(from);
  return rows[0]?.number === null || rows[0] === undefined ? undefined : Number(rows[0].number);
}

/** Those of these deposits that are recorded in the block where the chain has them, and not taken back. */
export async function selectStanding(
  from: Sql,
  network: NetworkId,
  deposits: readonly { readonly depositId: string; readonly blockHash: string }[],
): Promise<ReadonlySet<string>> {
  if (deposits.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select id from deposits join unnest(${deposits.map(({ depositId }) => depositId)}::text[], ${deposits.map(({ blockHash }) => blockHash)}::text[])
      as asked (id, block_hash) using (id, block_hash)
    where network = ${network} and status <> 'orphaned' and unmatched_reason is distinct from 'vanished'`.execute(from);
  return new Set(rows.map(({ id }) => id));
}

/** The sweeps of an address that are recorded in these blocks. */
export async function selectSweepsFrom(
  from: Sql,
  network: NetworkId,
  address: string,
  blocks: { readonly from: number; readonly to: number },
): Promise<readonly { readonly block_hash: string; readonly log_index: number }[]> {
  const { rows } = await sql<{ block_hash: string; log_index: number }>`
    select block_hash, log_index from sweeps where network = ${network} and from_address = ${address}
      and block_number between ${blocks.from} and ${blocks.to} and orphaned_at is null`.execute(from);
  return rows;
}
