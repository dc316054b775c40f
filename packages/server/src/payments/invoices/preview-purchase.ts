import { Problem } from '../../kernel/index.ts';
import { nothingToBill } from '../../ledger/index.ts';
import { isFirstPurchase, purchaseOf, readCurrentOffers, readUsagePlan, type Purchase, type PurchaseRequest } from '../../offers/index.ts';
import type { PaymentsContext } from '../context.ts';

/**
 * What a purchase would cost and bring now, line by line: exactly what an invoice made now would keep, and what paying it grants. Refuses
 * `pack_not_found`, `subscription_not_found`, `invalid_purchase` and `nothing_to_pay`.
 */
export async function previewPurchase(context: PaymentsContext, accountId: string, request: PurchaseRequest): Promise<Purchase> {
  const { database, ledger, clock } = context;
  const offers = await readCurrentOffers(database.sql);
  // An invoice that is yet to be made can only be the first when there is none before it.
  const firstPurchase = await isFirstPurchase(database.sql, { accountId, invoiceId: '', ledger });
  return purchaseOf(offers, request, {
    nowMs: clock.nowMs(),
    firstPurchase,
    owed: 'usage' in request ? await owedBy(context, accountId) : null,
  });
}

/** What is billed to an account, and what was used on credit since, which an invoice would bill. */
async function owedBy({ database, ledger }: PaymentsContext, accountId: string) {
  const plan = await readUsagePlan(database.sql, accountId);
  const { credit } = await ledger.readRules(accountId);
  if (plan === null || credit === null) return null;
  const credits = credit.billed + (credit.unbilled > 0n ? credit.unbilled : 0n);
  return { ...plan, credits };
}

/** Bills what was used on credit, once for each invoice. Nothing new to bill is no obstacle: something older may be unpaid. */
export async function billUsage({ ledger }: PaymentsContext, accountId: string, invoiceId: string): Promise<void> {
  try {
    await ledger.closePeriod({ id: `bill:${invoiceId}`, accountId, reference: { type: 'invoice', id: invoiceId } });
  } catch (error) {
    if (!(error instanceof Problem && error.code === nothingToBill.definition.code)) throw error;
  }
}
