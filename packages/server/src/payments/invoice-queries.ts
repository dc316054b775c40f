import { sql } from 'kysely';
import type { JsonObject, Sql, Tx } from '../database/index.ts';
import type { Purchase } from '../offers/index.ts';
import type { DerivedAddress, NetworkId } from './chain.ts';
import type { DepositStatus, InvoiceStatus } from './invoice-state.ts';
import { purchaseToJson } from './stored-purchase.ts';

/** An invoice with its address and how far the network's follower has come. */
export interface InvoiceRow {
  readonly account_id: string;
  readonly id: string;
  readonly network: NetworkId;
  readonly request_hash: string;
  readonly purchase: JsonObject;
  readonly price_usdt: bigint;
  readonly status: InvoiceStatus;
  readonly received_usdt: bigint;
  readonly credited_usdt: bigint;
  readonly once_granted_at: Date | null;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly paid_at: Date | null;
  readonly address: string;
  readonly key_fingerprint: string;
  readonly key_index: bigint;
  readonly head_number: bigint | null;
}

export interface DepositRow {
  readonly account_id: string;
  readonly id: string;
  readonly network: NetworkId;
  readonly tx_hash: string;
  readonly ordinal: number;
  readonly invoice_id: string | null;
  readonly amount_usdt: bigint;
  readonly status: DepositStatus;
  readonly block_number: bigint;
  readonly block_hash: string;
  readonly block_time: Date;
  readonly seen_at: Date;
  readonly final_at: Date | null;
  readonly credited_at: Date | null;
  readonly credits: bigint | null;
}

const invoiceColumns = sql`i.account_id, i.id, i.network, i.request_hash, i.purchase, i.price_usdt, i.status, i.received_usdt, i.credited_usdt,
  i.once_granted_at, i.created_at, i.expires_at, i.paid_at, a.address, a.key_fingerprint, a.key_index, c.block_number as head_number`;
const invoiceTables = sql`invoices i
  join deposit_addresses a on a.account_id = i.account_id and a.invoice_id = i.id
  left join chain_cursors c on c.network = i.network`;
const depositColumns = sql`account_id, id, network, tx_hash, ordinal, invoice_id, amount_usdt, status, block_number, block_hash,
  block_time, seen_at, final_at, credited_at, credits`;

export interface NewInvoice {
  readonly accountId: string;
  readonly id: string;
  readonly network: NetworkId;
  readonly requestHash: string;
  readonly purchase: Purchase;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** Writes an invoice unless it exists. Gives whether it was written. */
export async function insertInvoice(tx: Tx, invoice: NewInvoice): Promise<boolean> {
  const { rows } = await sql`
    insert into invoices (account_id, id, network, request_hash, purchase, price_usdt, created_at, expires_at)
    values (${invoice.accountId}, ${invoice.id}, ${invoice.network}, ${invoice.requestHash}, ${JSON.stringify(purchaseToJson(invoice.purchase))}::jsonb,
      ${invoice.purchase.priceUsdt}, ${new Date(invoice.createdAtMs)}, ${new Date(invoice.expiresAtMs)})
    on conflict (account_id, id) do nothing
    returning id`.execute(tx);
  return rows.length === 1;
}

/** Takes the next child index of an extended public key. No index is ever given out twice. */
export async function takeKeyIndex(tx: Tx, network: NetworkId, fingerprint: string): Promise<number> {
  const { rows } = await sql<{ key_index: bigint }>`
    insert into deposit_keys as k (network, fingerprint, next_index) values (${network}, ${fingerprint}, 1)
    on conflict (network, fingerprint) do update set next_index = k.next_index + 1
    returning next_index - 1 as key_index`.execute(tx);
  return Number(rows[0]?.key_index);
}

export interface NewAddress {
  readonly accountId: string;
  readonly invoiceId: string;
  readonly network: NetworkId;
  readonly address: DerivedAddress;
  readonly fingerprint: string;
  readonly keyIndex: number;
  readonly createdAtMs: number;
}

export async function insertAddress(tx: Tx, row: NewAddress): Promise<void> {
  await sql`
    insert into deposit_addresses (network, address, account_id, invoice_id, key_fingerprint, key_index, created_at)
    values (${row.network}, ${row.address.onChain}, ${row.accountId}, ${row.invoiceId}, ${row.fingerprint}, ${row.keyIndex},
      ${new Date(row.createdAtMs)})`.execute(tx);
}

export async function selectInvoice(from: Sql, accountId: string, invoiceId: string): Promise<InvoiceRow | undefined> {
  const { rows } = await sql<InvoiceRow>`
    select ${invoiceColumns} from ${invoiceTables} where i.account_id = ${accountId} and i.id = ${invoiceId}`.execute(from);
  return rows[0];
}

/** The invoice under a lock that lasts until the transaction ends, so that its state is computed by one at a time. */
export async function lockInvoice(tx: Tx, accountId: string, invoiceId: string): Promise<InvoiceRow | undefined> {
  const { rows } = await sql<InvoiceRow>`
    select ${invoiceColumns} from ${invoiceTables} where i.account_id = ${accountId} and i.id = ${invoiceId} for update of i`.execute(tx);
  return rows[0];
}

/** The newest first; `before` is the last one of the page before. */
export async function selectInvoices(
  from: Sql,
  accountId: string,
  page: { readonly before: { readonly createdAtMs: number; readonly id: string } | undefined; readonly limit: number },
): Promise<readonly InvoiceRow[]> {
  const after =
    page.before === undefined ? sql`` : sql`and (i.created_at, i.id) < (${new Date(page.before.createdAtMs)}, ${page.before.id})`;
  const { rows } = await sql<InvoiceRow>`
    select ${invoiceColumns} from ${invoiceTables} where i.account_id = ${accountId} ${after}
    order by i.created_at desc, i.id desc limit ${page.limit}`.execute(from);
  return rows;
}

/** The deposits of these invoices, in the order in which they arrived. */
export async function selectDepositsOf(from: Sql, accountId: string, invoiceIds: readonly string[]): Promise<readonly DepositRow[]> {
  const { rows } = await sql<DepositRow>`
    select ${depositColumns} from deposits where account_id = ${accountId} and invoice_id = any(${invoiceIds}::text[])
    order by seen_at, block_number, tx_hash, ordinal`.execute(from);
  return rows;
}

export async function updateInvoiceState(
  tx: Tx,
  row: { readonly account_id: string; readonly id: string },
  state: { readonly status: InvoiceStatus; readonly receivedUsdt: bigint; readonly paidAtMs: number | null },
): Promise<void> {
  await sql`
    update invoices set status = ${state.status}, received_usdt = ${state.receivedUsdt},
      paid_at = ${state.paidAtMs === null ? null : new Date(state.paidAtMs)}
    where account_id = ${row.account_id} and id = ${row.id}`.execute(tx);
}

/** Marks open invoices whose time has run out. Gives those that it marked. */
export async function expireOpenInvoices(tx: Tx, nowMs: number): Promise<readonly { readonly account_id: string; readonly id: string }[]> {
  const { rows } = await sql<{ account_id: string; id: string }>`
    update invoices set status = 'expired' where status = 'open' and expires_at <= ${new Date(nowMs)}
    returning account_id, id`.execute(tx);
  return rows;
}
