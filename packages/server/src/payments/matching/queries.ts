import { sql } from 'kysely';
import type { Tx } from '../../database/index.ts';
import type { NetworkId } from '../chain.ts';
import type { DepositRow } from '../invoices/invoice-queries.ts';
import type { Match } from './choose-invoice.ts';

export interface CandidateRow {
  readonly account_id: string;
  readonly id: string;
  readonly network: NetworkId;
  readonly price_usdt: bigint;
  readonly least_usdt: bigint;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly grace_until: Date;
  readonly canceled_at: Date | null;
}

/** Which of these addresses an invoice has for itself. */
export async function selectInvoicesOfAddresses(
  tx: Tx,
  network: NetworkId,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ address: string; invoice_id: string }>`
    select address, invoice_id from deposit_addresses
    where network = ${network} and address = any(${addresses}::text[]) and invoice_id is not null`.execute(tx);
  return new Map(rows.map((row) => [row.address, row.invoice_id]));
}

/**
 * Every invoice that a deposit may belong to: these, and those of the accounts that still ask for something at `arrivedAt` or later. They are
 * locked in one fixed order, so that of two deposits at once, also on two networks, the second sees what the first has brought.
 */
export async function lockCandidates(
  tx: Tx,
  wanted: { readonly accountIds: readonly string[]; readonly invoiceIds: readonly string[]; readonly arrivedAt: Date },
): Promise<readonly CandidateRow[]> {
  const { rows } = await sql<CandidateRow>`
    select account_id, id, network, price_usdt, least_usdt, created_at, expires_at, grace_until, canceled_at from invoices
    where account_id = any(${wanted.accountIds}::text[])
      and (id = any(${wanted.invoiceIds}::text[]) or (grace_until > ${wanted.arrivedAt} and status not in ('paid', 'overpaid', 'late')))
    order by account_id, id for update`.execute(tx);
  return rows;
}

/** What has arrived for each of these invoices, or is on its way. */
export async function selectArrived(
  tx: Tx,
  accountIds: readonly string[],
  invoiceIds: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await sql<{ invoice_id: string; sum: bigint }>`
    select invoice_id, sum(amount_usdt)::bigint as sum from deposits
    where account_id = any(${accountIds}::text[]) and invoice_id = any(${invoiceIds}::text[]) and status not in ('orphaned', 'returned')
    group by invoice_id`.execute(tx);
  return new Map(rows.map((row) => [row.invoice_id, row.sum]));
}

/** Writes down which invoice a deposit belongs to. Gives the row as it is then. */
export async function assignInvoice(tx: Tx, deposit: DepositRow, invoiceId: string, match: Match): Promise<DepositRow> {
  await sql`
    update deposits set invoice_id = ${invoiceId}, match = ${match}, unmatched_reason = null, unmatched_code = null, unmatched_detail = null,
      unmatched_at = null, try_again_at = null
    where account_id = ${deposit.account_id} and id = ${deposit.id}`.execute(tx);
  return { ...deposit, invoice_id: invoiceId, match, unmatched_reason: null, unmatched_code: null, unmatched_detail: null };
}

/** Writes down that a deposit is too small to be credited. Gives the row as it is then. */
export async function leaveAsDust(tx: Tx, deposit: DepositRow, nowMs: number): Promise<DepositRow> {
  await sql`
    update deposits set unmatched_reason = 'dust', unmatched_at = ${new Date(nowMs)}
    where account_id = ${deposit.account_id} and id = ${deposit.id}`.execute(tx);
  return { ...deposit, unmatched_reason: 'dust' };
}
