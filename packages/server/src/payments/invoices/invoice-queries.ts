import { sql } from 'kysely';
import type { JsonObject, JsonValue, Sql, Tx } from '../../database/index.ts';
import type { ListPlace } from '../../kernel/index.ts';
import type { Purchase } from '../../offers/index.ts';
import type { NetworkId } from '../chain.ts';
import type { UnmatchedReason } from '../deposits/explain-deposit.ts';
import type { DepositStatus, InvoiceStatus } from './invoice-state.ts';
import type { Match } from '../matching/index.ts';
import { purchaseToJson } from './stored-purchase.ts';

/** An invoice with its address. */
export interface InvoiceRow {
  readonly account_id: string;
  readonly id: string;
  readonly network: NetworkId;
  readonly request_hash: string;
  readonly purchase: JsonObject;
  readonly price_usdt: bigint;
  readonly least_usdt: bigint;
  readonly status: InvoiceStatus;
  readonly received_usdt: bigint;
  readonly credited_usdt: bigint;
  readonly once_granted_at: Date | null;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly grace_until: Date;
  readonly canceled_at: Date | null;
  readonly paid_at: Date | null;
  readonly payment_link: string;
  /** Of its address on its network; all `null` when the database holds none that is its own. */
  readonly address: string | null;
  readonly key_fingerprint: string | null;
  readonly key_index: bigint | null;
}

export interface DepositRow {
  readonly account_id: string;
  readonly id: string;
  readonly network: NetworkId;
  readonly tx_hash: string;
  readonly ordinal: number;
  readonly address: string;
  readonly invoice_id: string | null;
  readonly match: Match | null;
  readonly amount_usdt: bigint;
  readonly status: DepositStatus;
  readonly block_number: bigint;
  readonly block_hash: string;
  readonly block_time: Date;
  readonly seen_at: Date;
  readonly final_at: Date | null;
  readonly credited_at: Date | null;
  readonly credits: bigint | null;
  /** What it brought, as `bookedLines` wrote it. */
  readonly lines: JsonValue | null;
  readonly unmatched_reason: UnmatchedReason | null;
  readonly unmatched_code: string | null;
  readonly unmatched_detail: string | null;
  readonly unmatched_at: Date | null;
  readonly settle_tries: number;
}

const invoiceColumns = sql`i.account_id, i.id, i.network, i.request_hash, i.purchase, i.price_usdt, i.least_usdt, i.status, i.received_usdt, i.credited_usdt,
  i.once_granted_at, i.created_at, i.expires_at, i.grace_until, i.canceled_at, i.paid_at, i.payment_link, a.address, a.key_fingerprint, a.key_index`;
const invoiceTables = sql`invoices i
  left join deposit_addresses a on a.network = i.network and a.address = i.address and a.account_id = i.account_id
    and (a.invoice_id is null or a.invoice_id = i.id)`;
export const depositColumns = sql`account_id, id, network, tx_hash, ordinal, address, invoice_id, match, amount_usdt, status, block_number, block_hash,
  block_time, seen_at, final_at, credited_at, credits, lines, unmatched_reason, unmatched_code, unmatched_detail, unmatched_at, settle_tries`;

/** A deposit with how far the follower of its network has come. */
export type ShownDepositRow = DepositRow & { readonly head_number: bigint | null };

const shownDeposits = sql`select ${depositColumns}, (select c.block_number from chain_cursors c where c.network = deposits.network) as head_number
  from deposits`;

export interface NewInvoice {
  readonly accountId: string;
  readonly id: string;
  readonly network: NetworkId;
  readonly requestHash: string;
  readonly purchase: Purchase;
  readonly leastUsdt: bigint;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly graceUntilMs: number;
  readonly paymentLink: string;
}

/** Writes an invoice unless it exists. Gives whether it was written. */
export async function insertInvoice(tx: Tx, invoice: NewInvoice): Promise<boolean> {
  const { rows } = await sql`
    insert into invoices (account_id, id, network, request_hash, purchase, price_usdt, least_usdt, created_at, expires_at, grace_until, payment_link)
    values (${invoice.accountId}, ${invoice.id}, ${invoice.network}, ${invoice.requestHash}, ${JSON.stringify(purchaseToJson(invoice.purchase))}::jsonb,
      ${invoice.purchase.priceUsdt}, ${invoice.leastUsdt}, ${new Date(invoice.createdAtMs)}, ${new Date(invoice.expiresAtMs)}, ${new Date(invoice.graceUntilMs)},
      ${invoice.paymentLink})
    on conflict (account_id, id) do nothing
    returning id`.execute(tx);
  return rows.length === 1;
}

export async function selectInvoice(from: Sql, accountId: string, invoiceId: string): Promise<InvoiceRow | undefined> {
  const { rows } = await sql<InvoiceRow>`
    select ${invoiceColumns} from ${invoiceTables} where i.account_id = ${accountId} and i.id = ${invoiceId}`.execute(from);
  return rows[0];
}

/** The invoice whose payments this link shows. */
export async function selectInvoiceByLink(from: Sql, paymentLink: string): Promise<InvoiceRow | undefined> {
  const { rows } = await sql<InvoiceRow>`select ${invoiceColumns} from ${invoiceTables} where i.payment_link = ${paymentLink}`.execute(
    from,
  );
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
  page: { readonly before: ListPlace | undefined; readonly limit: number },
): Promise<readonly InvoiceRow[]> {
  const after = page.before === undefined ? sql`` : sql`and (i.created_at, i.id) < (${new Date(page.before.atMs)}, ${page.before.id})`;
  const { rows } = await sql<InvoiceRow>`
    select ${invoiceColumns} from ${invoiceTables} where i.account_id = ${accountId} ${after}
    order by i.created_at desc, i.id desc limit ${page.limit}`.execute(from);
  return rows;
}

/** The deposits of these invoices, in the order in which they arrived. */
export async function selectDepositsOf(from: Sql, accountId: string, invoiceIds: readonly string[]): Promise<readonly ShownDepositRow[]> {
  const { rows } = await sql<ShownDepositRow>`
    ${shownDeposits} where account_id = ${accountId} and invoice_id = any(${invoiceIds}::text[])
    order by seen_at, block_number, tx_hash, ordinal`.execute(from);
  return rows;
}

/** The deposits of an account, the newest first; those that move nothing are left out. `before` is the last one of the page before. */
export async function selectDeposits(
  from: Sql,
  accountId: string,
  page: { readonly before: ListPlace | undefined; readonly limit: number },
): Promise<readonly ShownDepositRow[]> {
  const after = page.before === undefined ? sql`` : sql`and (seen_at, id) < (${new Date(page.before.atMs)}, ${page.before.id})`;
  const { rows } = await sql<ShownDepositRow>`
    ${shownDeposits} where account_id = ${accountId} and amount_usdt > 0 ${after}
    order by seen_at desc, id desc limit ${page.limit}`.execute(from);
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

export async function setInvoiceAddress(
  tx: Tx,
  row: { readonly accountId: string; readonly id: string },
  to: { readonly network: NetworkId; readonly address: string },
): Promise<void> {
  await sql`
    update invoices set network = ${to.network}, address = ${to.address}
    where account_id = ${row.accountId} and id = ${row.id}`.execute(tx);
}

export async function setInvoiceCanceled(tx: Tx, row: { readonly account_id: string; readonly id: string }, nowMs: number): Promise<void> {
  await sql`
    update invoices set canceled_at = ${new Date(nowMs)}
    where account_id = ${row.account_id} and id = ${row.id} and canceled_at is null`.execute(tx);
}
