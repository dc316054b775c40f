import { appendEvents, type Tx } from '../../database/index.ts';
import { amountToText, assert, Problem } from '../../kernel/index.ts';
import { commandIdReused, notOwed, unknownAccount, unknownRecurringGrant, type Entry } from '../../ledger/index.ts';
import type { Purchase } from '../../offers/index.ts';
import type { PaymentsContext } from '../context.ts';
import { selectCursor } from '../follow/cursor-queries.ts';
import {
  addCreditedUsdt,
  letWait,
  lockDeposit,
  markCredited,
  noteWithoutEntry,
  putOnList,
  selectDeposit,
  wakeDeposits,
  type Trouble,
} from '../deposits/deposit-queries.ts';
import { lockInvoice, selectDepositsOf, selectInvoice, type DepositRow, type InvoiceRow } from '../invoices/invoice-queries.ts';
import { matchDeposits } from '../matching/index.ts';
import { restoreDeposit } from './restore-deposit.ts';
import { settlePurchase } from './settle-purchase.ts';
import { partWaitsUntilMs, settleSubscription, type SubscriptionSettlement } from './settle-subscription.ts';
import { settleUsage } from './settle-usage.ts';
import { settleWithoutInvoice } from './settle-without-invoice.ts';
import { bookedLines, Overtaken, type Settlement, type Try } from './settlement.ts';
import { purchaseFromJson } from '../invoices/stored-purchase.ts';
import { depositEvents, refreshInvoices } from '../tell-changes.ts';

/** Settlements overtake each other only while both run, and each try under a new name sees what the one before has left. */
const triesMax = 20;
const firstPauseMs = 60_000;
/** What the ledger refuses is mostly a matter of days: credits must be spent first, or a person must look at it. */
const longestPauseMs = 6 * 3_600_000;
/** What the ledger refuses when another settlement, or time, came between looking and booking. */
const overtakenCodes: ReadonlySet<string> = new Set(
  [commandIdReused, notOwed, unknownRecurringGrant].map(({ definition }) => definition.code),
);

interface SettleOptions {
  /** Also when it is too small, and without looking for an invoice: a person has said so. */
  readonly asItIs?: boolean;
}

export type FinalDeposit = DepositRow & { readonly final_at: Date };

/**
 * Turns a final deposit into what it pays for, exactly once: grants, subscription or settled usage, the deposit's state and the invoice's
 * state are one transaction under the lock of the account, in which the deposit's row can be credited once. Does nothing for a deposit that
 * is not final, is too small or is credited already. What the ledger refuses is put on the operator's list, with the reason, and tried again
 * later. May be repeated and may run twice at once.
 */
export async function settleDeposit(
  context: PaymentsContext,
  accountId: string,
  depositId: string,
  { asItIs = false }: SettleOptions = {},
): Promise<void> {
  let stopped = false;
  for (let tries = 1; ; tries += 1) {
    const deposit = await selectDeposit(context.database.sql, accountId, depositId);
    if (deposit?.status !== 'final' || (deposit.unmatched_reason === 'dust' && !asItIs)) return;
    // A row is credited together with its entries, or a note that it has none: what has either and is not credited was lost in between.
    if (tries === 1 && (await restoreDeposit(context, deposit))) return;
    // The ledger remembers what it has refused, so that no try has the name of one before it.
    const number = tries + deposit.settle_tries * triesMax;
    try {
      const woken = await settleOnce(context, deposit, { suffix: number === 1 ? '' : `:${String(number)}`, stopped, asItIs });
      // A process that dies here leaves them to the next look at what is to be settled.
      for (const id of woken) await settleDeposit(context, accountId, id);
      return;
    } catch (error) {
      const overtaken = error instanceof Overtaken || (error instanceof Problem && overtakenCodes.has(error.code));
      if (!overtaken || tries === triesMax) {
        if (!(error instanceof Problem) || error.definition.status >= 500) throw error;
        const reason = error.code === unknownAccount.definition.code ? 'account_closed' : 'refused';
        return tellTrouble(context, deposit, { reason, code: error.code, detail: error.detail });
      }
      stopped = error instanceof Problem && error.code === unknownRecurringGrant.definition.code;
    }
  }
}

/** Gives the other final deposits of an invoice whose price is complete now: they need wait no longer. */
async function settleOnce(
  context: PaymentsContext,
  found: DepositRow,
  attempt: Try & { readonly asItIs: boolean },
): Promise<readonly string[]> {
  const { database, ledger, clock } = context;
  const { account_id: accountId } = found;
  const row = found.invoice_id === null && !attempt.asItIs ? await matchFinal(context, found) : found;
  if (row.status !== 'final' || (row.unmatched_reason === 'dust' && !attempt.asItIs)) return [];
  assert(row.final_at !== null, 'a final deposit has the time when it became final');
  const deposit: FinalDeposit = { ...row, final_at: row.final_at };
  const invoice = deposit.invoice_id === null ? undefined : await selectInvoice(database.sql, accountId, deposit.invoice_id);
  assert(deposit.invoice_id === null || invoice !== undefined, 'the invoice of a deposit exists');
  const settlement =
    invoice === undefined ? await settleWithoutInvoice(context, deposit, attempt) : await decide(context, invoice, deposit, attempt);
  if ('waitsUntilMs' in settlement) {
    if (invoice !== undefined) await waitForRest(context, invoice, deposit);
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
  if (!settlement.once || invoice === undefined) return [];
  const others = await selectDepositsOf(database.sql, accountId, [invoice.id]);
  return others.filter(({ id, status }) => status === 'final' && id !== deposit.id).map(({ id }) => id);
}

/** Looks once more for an invoice that a deposit may be meant for: somebody may have asked for one since it was seen. */
async function matchFinal(
  { database, clock, rules }: PaymentsContext,
  { account_id: accountId, id, network }: DepositRow,
): Promise<DepositRow> {
  const nowMs = clock.nowMs();
  return database.transaction(async (tx) => {
    const now = await lockDeposit(tx, accountId, id);
    if (now === undefined) throw new Overtaken();
    const [matched = now] = await matchDeposits(tx, network, [now], { rules, nowMs });
    if (matched.invoice_id !== now.invoice_id) await refreshInvoices(tx, [matched], nowMs);
    return matched;
  });
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
      return settlePurchase(context, invoice, purchase, deposit, memo, attempt);
  }
}

/** For the statement: `40 USDT for 440 credits`, `15 of 40 USDT for 440 credits`, or `45 USDT instead of 40 for 440 credits`. */
function describe(deposit: DepositRow, { title, priceUsdt }: Purchase): string {
  const paid = amountToText(deposit.amount_usdt);
  const asked = amountToText(priceUsdt);
  if (deposit.amount_usdt < priceUsdt) return `${paid} of ${asked} USDT for ${title}`;
  return deposit.amount_usdt > priceUsdt ? `${paid} USDT instead of ${asked} for ${title}` : `${paid} USDT for ${title}`;
}

/** Writes down why a final deposit is not credited, so that the operator sees it, and when it is tried again. */
async function tellTrouble(
  { database, clock, log }: PaymentsContext,
  deposit: DepositRow,
  trouble: Omit<Trouble, 'tryAgainAtMs'>,
): Promise<void> {
  const nowMs = clock.nowMs();
  const tryAgainAtMs = nowMs + Math.min(firstPauseMs * 2 ** Math.min(deposit.settle_tries, 20), longestPauseMs);
  const told = await database.transaction(async (tx) => {
    const listed = await putOnList(tx, deposit, { ...trouble, tryAgainAtMs }, nowMs);
    if (listed !== undefined) await appendEvents(tx, depositEvents(listed, Number(listed.block_number)));
    return listed;
  });
  if (told !== undefined) {
    const { reason, code, detail } = trouble;
    log.warn({ depositId: deposit.id, accountId: deposit.account_id, reason, code, detail }, 'a final deposit could not be credited');
  }
}

/** Leaves a part of a price until the rest comes. What it was decided on may have changed since it was looked at: then it is decided anew. */
async function waitForRest({ database, clock }: PaymentsContext, invoice: InvoiceRow, deposit: DepositRow): Promise<void> {
  await database.transaction(async (tx) => {
    const nowMs = clock.nowMs();
    await lockDeposit(tx, deposit.account_id, deposit.id);
    // The settlement that completes the price changes this row, so that nobody is left waiting for it.
    const now = await lockInvoice(tx, invoice.account_id, invoice.id);
    const deposits = await selectDepositsOf(tx, invoice.account_id, [invoice.id]);
    const untilMs = now && partWaitsUntilMs(now, deposits, nowMs);
    if (untilMs === undefined) throw new Overtaken();
    await letWait(tx, deposit, untilMs);
    await refreshInvoices(tx, [deposit], nowMs);
  });
}

interface Booking {
  readonly deposit: DepositRow;
  readonly invoice: InvoiceRow | undefined;
  readonly settlement: Settlement;
  readonly nowMs: number;
}

/** The room's own rows of a settlement. Throws when the deposit or the invoice is not where the amounts were computed from. */
async function book(tx: Tx, { deposit, invoice, settlement, nowMs }: Booking): Promise<void> {
  const { credits, commands } = settlement;
  if (!(await markCredited(tx, deposit, { credits, lines: bookedLines(settlement) }, nowMs))) throw new Overtaken();
  if (commands.length === 0) await noteWithoutEntry(tx, deposit);
  const credited: DepositRow = { ...deposit, status: 'credited', unmatched_reason: null };
  if (invoice !== undefined) {
    if (!(await addCreditedUsdt(tx, invoice, deposit.amount_usdt, settlement.once ? nowMs : null))) throw new Overtaken();
    if (settlement.once) await wakeDeposits(tx, invoice);
    await refreshInvoices(tx, [credited], nowMs);
  }
  const head = await selectCursor(tx, deposit.network);
  await appendEvents(tx, depositEvents(credited, head?.number ?? Number(deposit.block_number)));
}
