import { sql } from 'kysely';
import type { Sql } from '../../database/index.ts';
import type { PaymentsContext } from '../context.ts';
import { depositColumns, type DepositRow } from '../invoices/invoice-queries.ts';
import { depositNotFound, invoiceNotFound, nothingToPayOut } from '../problems.ts';

/**
 * The deposit behind what a customer tells of a purchase: an account or an invoice (of several deposits the one that was credited first), a
 * deposit, a payment's link or the address of its page, or a transaction. Refuses `invoice_not_found`, `deposit_not_found`, and
 * `nothing_to_pay_out` where nothing has arrived.
 */
export async function findPurchase(
  { database, networks }: Pick<PaymentsContext, 'database' | 'networks'>,
  text: string,
): Promise<DepositRow> {
  const from = database.sql;
  const of = text.trim();
  if (of.startsWith('acct_')) return requireArrived(await firstOf(from, sql`account_id = ${of}`));
  if (of.startsWith('dep_')) return requireDeposit(await firstOf(from, sql`id = ${of}`));
  const hash = /^(?:0x)?([0-9a-f]{64})$/iu.exec(of)?.[1];
  if (hash !== undefined)
    return requireDeposit(
      await firstOf(from, sql`network = any(${[...networks.keys()]}::text[]) and tx_hash = ${`0x${hash.toLowerCase()}`}`),
    );
  const link = of.startsWith('inv_') ? undefined : (/\/payment\/([^/?#]+)/u.exec(of)?.[1] ?? of);
  const { rows } = await sql<{ account_id: string; id: string }>`
    select account_id, id from invoices where ${link === undefined ? sql`id = ${of}` : sql`payment_link = ${link}`}`.execute(from);
  const [invoice] = rows;
  if (invoice === undefined) {
    throw invoiceNotFound('This names no account, invoice, payment or transaction here: copy it whole from what the customer sees.');
  }
  return requireArrived(await firstOf(from, sql`account_id = ${invoice.account_id} and invoice_id = ${invoice.id}`));
}

async function firstOf(from: Sql, which: ReturnType<typeof sql>): Promise<DepositRow | undefined> {
  const { rows } = await sql<DepositRow>`
    select ${depositColumns} from deposits where ${which} and amount_usdt > 0
    order by (status = 'credited') desc, credited_at, seen_at, id limit 1`.execute(from);
  return rows[0];
}

function requireArrived(deposit: DepositRow | undefined): DepositRow {
  if (deposit === undefined) throw nothingToPayOut('Nothing has arrived there, so that nothing can be paid back.');
  return deposit;
}

function requireDeposit(deposit: DepositRow | undefined): DepositRow {
  if (deposit === undefined)
    throw depositNotFound('No transfer to one of our addresses is recorded of that: read its block again, if there should be.');
  return deposit;
}
