import { appendEvents, type Tx } from '../database/index.ts';
import { amountToText, assert, Problem } from '../kernel/index.ts';
import { commandIdReused, notOwed, unknownRecurringGrant, type Entry } from '../ledger/index.ts';
import type { Purchase } from '../offers/index.ts';
import type { PaymentsContext } from './context.ts';
import { addCreditedUsdt, letWait, markCredited, selectDeposit, wakeDeposits } from './deposit-queries.ts';
import { lockInvoice, selectDepositsOf, selectInvoice, type DepositRow, type InvoiceRow } from './invoice-queries.ts';
import { settlePurchase } from './settle-purchase.ts';
import { settleSubscription, type SubscriptionSettlement } from './settle-subscription.ts';
import { settleUsage } from './settle-usage.ts';
import { Overtaken, type Settlement, type Try } from './settlement.ts';
import { purchaseFromJson } from './stored-purchase.ts';
import { depositEvent, refreshInvoices } from './tell-changes.ts';

/** Settlements overtake each other only while both run, and each try under a new name sees what the one before has left. */
const triesMax = 20;
/** What the ledger refuses when another settlement, or time, came between looking and booking. */
const overtakenCodes: ReadonlySet<string> = new Set(
  [commandIdReused, notOwed, unknownRecurringGrant].map(({ definition }) => definition.code),
);

type FinalDeposit = DepositRow & { readonly final_at: Date };

/**
 * Turns a final deposit into what it pays for, exactly once: grants, subscription or settled usage, the deposit's state and the invoice's
 * state are one transaction under the lock of the account, in which the deposit's row can be credited once. For packs the ids of the
 * commands follow from the crediting key alone, so that the ledger itself refuses a second booking, too. Does nothing for a deposit that
 * is not final or is credited already. May be repeated and may run twice at once.
 */
export async function settleDeposit(context: PaymentsContext, accountId: string, depositId: string): Promise<void> {
  let stopped = false;
  for (let tries = 1; ; tries += 1) {
    try {
      const woken = await settleOnce(context, accountId, depositId, { suffix: tries === 1 ? '' : `:${String(tries)}`, stopped });
      // A process that dies here leaves them to the next look at what is to be settled.
      for (const id of woken) await settleDeposit(context, accountId, id);
      return;
    } catch (error) {
      const overtaken = error instanceof Overtaken || (error instanceof Problem && overtakenCodes.has(error.code));
      if (!overtaken || tries === triesMax) throw error;
      stopped = error instanceof Problem && error.code === unknownRecurringGrant.definition.code;
    }
  }
}

/** Gives the other final deposits of an invoice whose price is complete now: they need wait no longer. */
async function settleOnce(context: PaymentsContext, accountId: string, depositId: string, attempt: Try): Promise<readonly string[]> {
  const { database, ledger, clock } = context;
  const deposit = await selectDeposit(database.sql, accountId, depositId);
  if (deposit?.status !== 'final' || deposit.invoice_id === null) return [];
  const invoice = await selectInvoice(database.sql, accountId, deposit.invoice_id);
  assert(invoice !== undefined && deposit.final_at !== null, 'a final deposit has a time and its invoice exists');
  const settlement = await decide(context, invoice, { ...deposit, final_at: deposit.final_at }, attempt);
  if ('waitsUntilMs' in settlement) {
    await waitForRest(context, invoice, deposit, settlement.waitsUntilMs);
    return [];
  }
  const write = async (tx: Tx, entries: readonly Entry[] = []): Promise<void> => {
    await settlement.alongside?.(tx, entries);
    await book(tx, { deposit, invoice, settlement, nowMs: clock.nowMs() });
  };
  // Too little for a millionth of a credit, or paid for already: nothing to book, but the deposit is done all the same.
  if (settlement.commands.length === 0)
    await database.transaction((tx) => book(tx, { deposit, invoice, settlement, nowMs: clock.nowMs() }));
  else await ledger.executeAll(settlement.commands, { alongside: write });
  if (!settlement.once) return [];
  const others = await selectDepositsOf(database.sql, accountId, [invoice.id]);
  return others.filter(({ id, status }) => status === 'final' && id !== deposit.id).map(({ id }) => id);
}

function decide(context: PaymentsContext, invoice: InvoiceRow, deposit: FinalDeposit, attempt: Try): Promise<SubscriptionSettlement> {
  const purchase = purchaseFromJson(invoice.purchase);
  const memo = describe(deposit, purchase);
  switch (purchase.kind) {
    case 'subscription':
      return settleSubscription(context, invoice, purchase, deposit, memo, attempt);
    case 'usage':
      return settleUsage(context, invoice, purchase, deposit, memo, attempt);
    case 'pack':
    case 'images':
      return settlePurchase(context, invoice, purchase, deposit, memo);
  }
}

/** For the statement: `40 USDT for 440 credits`, `15 of 40 USDT for 440 credits`, or `45 USDT instead of 40 for 440 credits`. */
function describe(deposit: DepositRow, { title, priceUsdt }: Purchase): string {
  const paid = amountToText(deposit.amount_usdt);
  const asked = amountToText(priceUsdt);
  if (deposit.amount_usdt < priceUsdt) return `${paid} of ${asked} USDT for ${title}`;
  return deposit.amount_usdt > priceUsdt ? `${paid} USDT instead of ${asked} for ${title}` : `${paid} USDT for ${title}`;
}

/** Leaves a part of a price until the rest comes. The rest may have come since it was looked at: then it is decided anew. */
async function waitForRest({ database, clock }: PaymentsContext, invoice: InvoiceRow, deposit: DepositRow, untilMs: number): Promise<void> {
  await database.transaction(async (tx) => {
    // The settlement that completes the price changes this row, so that nobody is left waiting for it.
    const now = await lockInvoice(tx, invoice.account_id, invoice.id);
    const deposits = await selectDepositsOf(tx, invoice.account_id, [invoice.id]);
    const arrived = deposits.reduce(
      (sum, each) => (each.status === 'final' || each.status === 'credited' ? sum + each.amount_usdt : sum),
      0n,
    );
    if (now === undefined || now.once_granted_at !== null || arrived >= invoice.price_usdt) throw new Overtaken();
    await letWait(tx, deposit, untilMs);
    await refreshInvoices(tx, [deposit], clock.nowMs());
  });
}

/** The room's own rows of a settlement. Throws when the deposit or the invoice is not where the amounts were computed from. */
async function book(
  tx: Tx,
  { deposit, invoice, settlement, nowMs }: { deposit: DepositRow; invoice: InvoiceRow; settlement: Settlement; nowMs: number },
): Promise<void> {
  if (!(await markCredited(tx, deposit, settlement.credits, nowMs))) throw new Overtaken();
  if (!(await addCreditedUsdt(tx, invoice, deposit.amount_usdt, settlement.once ? nowMs : null))) throw new Overtaken();
  if (settlement.once) await wakeDeposits(tx, invoice);
  const credited: DepositRow = { ...deposit, status: 'credited' };
  await refreshInvoices(tx, [credited], nowMs);
  await appendEvents(tx, [depositEvent(credited, Number(invoice.head_number ?? deposit.block_number))]);
}
