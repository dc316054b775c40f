import type { PurchaseKind } from '../offers/index.ts';
import { amountToText, assertNever, type MicroCredits, type UsdtUnits } from '../kernel/index.ts';

export type InvoiceStatus = 'open' | 'confirming' | 'paid' | 'underpaid' | 'overpaid' | 'late' | 'expired' | 'canceled';
export type DepositStatus = 'seen' | 'confirming' | 'final' | 'credited' | 'orphaned';

export interface InvoiceTerms {
  readonly priceUsdt: UsdtUnits;
  readonly expiresAtMs: number;
  readonly canceled: boolean;
  /** Whether a part of the price waits for the rest, as that of a subscription does. */
  readonly partsWait: boolean;
}

export interface DepositFact {
  readonly status: DepositStatus;
  readonly amountUsdt: UsdtUnits;
  readonly blockTimeMs: number;
  readonly seenAtMs: number;
}

export interface InvoiceState {
  readonly status: InvoiceStatus;
  /** Everything that arrived and was not taken back by the chain. */
  readonly receivedUsdt: UsdtUnits;
}

/** The state of an invoice follows from its terms, its deposits and the time; nothing else. */
export function invoiceState(terms: InvoiceTerms, deposits: readonly DepositFact[], nowMs: number): InvoiceState {
  const arrived = deposits.filter((deposit) => deposit.status !== 'orphaned');
  const receivedUsdt = arrived.reduce((sum, deposit) => sum + deposit.amountUsdt, 0n);
  return { status: statusOf(terms, arrived, receivedUsdt, nowMs), receivedUsdt };
}

function statusOf(terms: InvoiceTerms, arrived: readonly DepositFact[], receivedUsdt: UsdtUnits, nowMs: number): InvoiceStatus {
  const waiting = terms.partsWait && receivedUsdt < terms.priceUsdt;
  if (arrived.some(({ status }) => status !== 'credited' && !(waiting && status === 'final'))) return 'confirming';
  if (arrived.length === 0) {
    if (terms.canceled) return 'canceled';
    return nowMs >= terms.expiresAtMs ? 'expired' : 'open';
  }
  if (receivedUsdt < terms.priceUsdt) return 'underpaid';
  if (priceReachedAtMs(terms.priceUsdt, arrived) >= terms.expiresAtMs) return 'late';
  return receivedUsdt > terms.priceUsdt ? 'overpaid' : 'paid';
}

/** When the sum of what arrived reached the price. `Infinity` when it did not. */
function priceReachedAtMs(priceUsdt: UsdtUnits, arrived: readonly DepositFact[]): number {
  const inOrder = arrived
    .map((deposit) => ({ ...deposit, arrivedAtMs: arrivedAtMs(deposit) }))
    .sort((a, b) => a.arrivedAtMs - b.arrivedAtMs);
  let sum = 0n;
  for (const deposit of inOrder) {
    sum += deposit.amountUsdt;
    if (sum >= priceUsdt) return deposit.arrivedAtMs;
  }
  return Number.POSITIVE_INFINITY;
}

/** The block's time, but never later than we saw it: a chain's clock may run ahead, and our server may have been away. */
function arrivedAtMs(deposit: DepositFact): number {
  return Math.min(deposit.blockTimeMs, deposit.seenAtMs);
}

export interface InvoiceStory {
  readonly status: InvoiceStatus;
  readonly priceUsdt: UsdtUnits;
  readonly receivedUsdt: UsdtUnits;
  readonly purchase: PurchaseKind;
  readonly creditsBooked: MicroCredits;
  /** The pack promises a bonus that has not been given. */
  readonly bonusOpen: boolean;
  readonly networkTitle: string;
  /** Of the deposit that is the furthest from final. */
  readonly confirmations: number;
  readonly confirmationsRequired: number;
}

/** What has happened and what happens next, for the payer, in one sentence. */
export function explainInvoice(story: InvoiceStory): string {
  const price = `${amountToText(story.priceUsdt)} USDT`;
  const received = `${amountToText(story.receivedUsdt)} USDT`;
  const missing = `${amountToText(story.priceUsdt - story.receivedUsdt)} USDT`;
  const credits = `${amountToText(story.creditsBooked)} credits`;
  const progress = `${story.confirmations} of ${story.confirmationsRequired} confirmations`;
  const brought = outcomeOf(story.purchase, credits);
  switch (story.status) {
    case 'open':
      return `Send exactly ${price} on ${story.networkTitle} to the address shown; ${promiseOf(story.purchase)} as soon as the payment is final.`;
    case 'confirming':
      return story.receivedUsdt < story.priceUsdt
        ? `${received} of ${price} arrived and is being confirmed (${progress}); ${missing} is still missing.`
        : `${received} arrived; ${promiseOf(story.purchase)} when the payment is final (${progress}).`;
    case 'paid':
      return `${received} arrived and ${brought}.`;
    case 'underpaid':
      if (story.purchase === 'subscription') {
        return story.creditsBooked === 0n
          ? `${received} of ${price} arrived; send the missing ${missing} to the same address, and your subscription begins. Without it, what arrived is turned into credits a week after this invoice has expired.`
          : `${received} of ${price} arrived and was turned into ${credits}, because the rest did not come.`;
      }
      if (story.purchase === 'usage')
        return `${received} of ${price} arrived and paid for ${credits}; send the missing ${missing} to the same address.`;
      return `${received} of ${price} arrived and was credited as ${credits}; send the missing ${missing} to the same address to complete the pack${story.bonusOpen ? ' and get its bonus' : ''}.`;
    case 'overpaid':
      return `${received} arrived instead of ${price}; the surplus was credited at the same rate, ${credits} in all.`;
    case 'late':
      return `${received} arrived after this invoice had expired; it was credited all the same, ${credits} in all.`;
    case 'expired':
      return `No payment arrived in time and nothing was charged; a payment that is still on its way will be credited when it arrives.`;
    case 'canceled':
      return `This invoice was canceled and nothing was charged; a payment that is still on its way will be credited when it arrives.`;
    default:
      return assertNever(story.status);
  }
}

function promiseOf(purchase: PurchaseKind): string {
  if (purchase === 'subscription') return 'your subscription begins or goes on';
  return purchase === 'usage' ? 'what you have used is paid' : 'your credits are added';
}

function outcomeOf(purchase: PurchaseKind, credits: string): string {
  if (purchase === 'subscription') return `${credits} are yours, a part each month`;
  return purchase === 'usage' ? `paid for ${credits} that you have used` : `${credits} were added to your balance`;
}
