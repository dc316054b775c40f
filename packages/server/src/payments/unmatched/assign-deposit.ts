import type { PaymentsContext } from '../context.ts';
import { lockInvoice } from '../invoice-queries.ts';
import { assignInvoice } from '../matching/index.ts';
import { invoiceNotFound } from '../problems.ts';
import { settleDeposit } from '../settle-deposit.ts';
import { refreshInvoices } from '../tell-changes.ts';
import { lockOpenDeposit, type NamedDeposit } from './open-deposit.ts';

/**
 * Gives a final deposit that is not credited, also one that is too small, to an invoice of its account, and settles it at the rate of that.
 * Refuses `deposit_not_found`, `deposit_not_waiting` and `invoice_not_found`.
 */
export async function assignDeposit(context: PaymentsContext, named: NamedDeposit & { readonly invoiceId: string }): Promise<void> {
  const { accountId, depositId, invoiceId } = named;
  const { database, clock } = context;
  await database.transaction(async (tx) => {
    const deposit = await lockOpenDeposit(tx, named);
    // In the order in which a match takes them.
    for (const id of [...new Set([invoiceId, deposit.invoice_id ?? invoiceId])].toSorted()) {
      const invoice = await lockInvoice(tx, accountId, id);
      if (invoice === undefined) throw invoiceNotFound('The account of this deposit has no invoice with this id.');
    }
    const assigned = await assignInvoice(tx, deposit, invoiceId, 'operator');
    await refreshInvoices(tx, [deposit, assigned], clock.nowMs());
  });
  await settleDeposit(context, accountId, depositId);
}
