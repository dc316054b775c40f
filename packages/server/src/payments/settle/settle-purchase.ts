import { isFirstPurchase, noteFirstPurchase, type Purchase } from '../../offers/index.ts';
import type { PaymentsContext } from '../context.ts';
import { earnedGrants } from './earned-grants.ts';
import { selectDepositsOf, type DepositRow, type InvoiceRow } from '../invoices/invoice-queries.ts';
import { finalInTime, grantCommand, linesOf, Overtaken, sumOf, type Settlement, type Try } from './settlement.ts';

/**
 * What a deposit for a pack or for single pictures comes to: exactly the lines of the purchase. The bonuses come when the price, or what
 * counts as it, is reached by deposits that arrived in time. Whether it is a first purchase is looked up
 * now and again under the lock of the account, so that of several at once only one has the bonus of a first purchase.
 */
export async function settlePurchase(
  { database, ledger }: PaymentsContext,
  invoice: InvoiceRow,
  purchase: Purchase,
  deposit: DepositRow & { readonly final_at: Date },
  memo: string,
  { suffix }: Try,
): Promise<Settlement> {
  const bought = { accountId: invoice.account_id, invoiceId: invoice.id, ledger };
  const firstPurchase = await isFirstPurchase(database.sql, bought);
  const deposits = await selectDepositsOf(database.sql, invoice.account_id, [invoice.id]);
  const done = deposits.filter(({ id, status }) => id === deposit.id || status === 'credited');
  // Whatever has been credited since changes the invoice, and then this is decided anew.
  const reached = finalInTime(invoice, done) >= invoice.least_usdt;
  const grants = earnedGrants(purchase, {
    amount: deposit.amount_usdt,
    finalAtMs: deposit.final_at.getTime(),
    creditedBefore: invoice.credited_usdt,
    onceIsDue: reached && invoice.once_granted_at === null,
    firstPurchase,
  });
  return {
    commands: grants.map((grant) => grantCommand(deposit, grant, memo, suffix)),
    lines: linesOf(grants),
    credits: sumOf(grants),
    once: reached,
    async alongside(tx, [first]) {
      const isFirst = await noteFirstPurchase(tx, { ...bought, ...(first === undefined ? {} : { beforeNumber: first.number }) });
      if (isFirst !== firstPurchase) throw new Overtaken();
    },
  };
}
