import { isFirstPurchase, noteFirstPurchase, type Purchase } from '../offers/index.ts';
import type { PaymentsContext } from './context.ts';
import { earnedGrants } from './earned-grants.ts';
import type { DepositRow, InvoiceRow } from './invoice-queries.ts';
import { grantCommand, Overtaken, sumOf, type Settlement } from './settlement.ts';

/**
 * What a deposit for a pack or for single pictures comes to: exactly the lines of the purchase. Whether it is a first purchase is looked up
 * now and again under the lock of the account, so that of several at once only one has the bonus of a first purchase.
 */
export async function settlePurchase(
  { database, ledger }: PaymentsContext,
  invoice: InvoiceRow,
  purchase: Purchase,
  deposit: DepositRow & { readonly final_at: Date },
  memo: string,
): Promise<Settlement> {
  const bought = { accountId: invoice.account_id, invoiceId: invoice.id, ledger };
  const firstPurchase = await isFirstPurchase(database.sql, bought);
  const grants = earnedGrants(purchase, {
    amount: deposit.amount_usdt,
    finalAtMs: deposit.final_at.getTime(),
    creditedBefore: invoice.credited_usdt,
    onceGranted: invoice.once_granted_at !== null,
    firstPurchase,
  });
  return {
    commands: grants.map((grant) => grantCommand(deposit, invoice, grant, memo)),
    credits: sumOf(grants),
    once: invoice.credited_usdt + deposit.amount_usdt >= purchase.priceUsdt,
    async alongside(tx, [first]) {
      const isFirst = await noteFirstPurchase(tx, { ...bought, ...(first === undefined ? {} : { beforeNumber: first.number }) });
      if (isFirst !== firstPurchase) throw new Overtaken();
    },
  };
}
