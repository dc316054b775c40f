import { appendEvents, type OutboxEvent, type Tx } from '../database/index.ts';
import { operatorsFeed } from '../notices/index.ts';
import { lockInvoice, selectDepositsOf, updateInvoiceState, type DepositRow } from './invoices/invoice-queries.ts';
import { invoiceState } from './invoices/invoice-state.ts';
import { factOf } from './settle/settlement.ts';

/** The blocks on top of a deposit's block, when the chain has been followed to `headNumber`. */
export function confirmationsOf(deposit: Pick<DepositRow, 'block_number' | 'status'>, headNumber: number): number {
  return deposit.status === 'orphaned' ? 0 : Math.max(0, headNumber - Number(deposit.block_number));
}

/**
 * What to tell about a deposit: its owner, and whoever sits at the desk when it waits for them or they have chosen its invoice. Of one that
 * moves nothing its owner hears nothing: somebody only wants to be seen.
 */
export function depositEvents(deposit: DepositRow, headNumber: number): readonly OutboxEvent[] {
  if (deposit.amount_usdt === 0n) return [];
  const concernsDesk = deposit.unmatched_reason !== null || deposit.match === 'operator' || deposit.status === 'returned';
  return [
    ...(concernsDesk ? [{ accountId: operatorsFeed, topic: 'desk.changed', payload: { about: 'deposit', id: deposit.id } }] : []),
    {
      accountId: deposit.account_id,
      topic: 'deposit.changed',
      payload: {
        depositId: deposit.id,
        invoiceId: deposit.invoice_id,
        status: deposit.status,
        confirmations: confirmationsOf(deposit, headNumber),
      },
    },
  ];
}

/**
 * Computes the state of the invoices of these deposits again and writes what changed, with its events, all in the transaction
 * that changed the deposits. Invoices are locked in one fixed order.
 */
export async function refreshInvoices(tx: Tx, deposits: readonly DepositRow[], nowMs: number): Promise<void> {
  const invoices = new Map(
    deposits.flatMap(({ account_id, invoice_id }) => (invoice_id === null ? [] : [[invoice_id, account_id] as const])),
  );
  // The order of the candidates of a match, which may be locked already.
  const inOrder = [...invoices].toSorted(([a, accountA], [b, accountB]) => (`${accountA} ${a}` < `${accountB} ${b}` ? -1 : 1));
  for (const [invoiceId, accountId] of inOrder) await refreshInvoice(tx, accountId, invoiceId, nowMs);
}

/** The same for one invoice. */
export async function refreshInvoice(tx: Tx, accountId: string, invoiceId: string, nowMs: number): Promise<void> {
  const row = await lockInvoice(tx, accountId, invoiceId);
  if (row === undefined) return;
  const deposits = await selectDepositsOf(tx, accountId, [invoiceId]);
  const state = invoiceState(
    {
      priceUsdt: row.price_usdt,
      expiresAtMs: row.expires_at.getTime(),
      leastUsdt: row.least_usdt,
      canceled: row.canceled_at !== null,
      partsWait: row.purchase['kind'] === 'subscription',
    },
    deposits.map(factOf),
    nowMs,
  );
  const credited = row.credited_usdt >= row.least_usdt;
  const paidAtMs = credited ? (row.paid_at?.getTime() ?? nowMs) : null;
  if (state.status === row.status && state.receivedUsdt === row.received_usdt && paidAtMs === (row.paid_at?.getTime() ?? null)) return;
  await updateInvoiceState(tx, row, { ...state, paidAtMs });
  await appendEvents(tx, [{ accountId, topic: 'invoice.changed', payload: { invoiceId, status: state.status } }]);
}
