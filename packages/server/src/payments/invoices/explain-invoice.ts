import type { PurchaseKind } from '../../offers/index.ts';
import { amountToText, assertNever, type MicroCredits, type UsdtUnits } from '../../kernel/index.ts';
import type { InvoiceStatus } from './invoice-state.ts';

export interface InvoiceStory {
  readonly status: InvoiceStatus;
  readonly priceUsdt: UsdtUnits;
  readonly leastUsdt: UsdtUnits;
  readonly receivedUsdt: UsdtUnits;
  readonly purchase: PurchaseKind;
  readonly creditsBooked: MicroCredits;
  /** The purchase brings something once, a bonus or a subscription, that has not been given. */
  readonly onceOpen: boolean;
  readonly canceled: boolean;
  /** Whether the time in which the price had to arrive is over. */
  readonly graceOver: boolean;
  readonly networkTitle: string;
  /** The networks on which something arrived, if it is not the one of the invoice alone. */
  readonly cameOn: readonly string[];
  /** Of the deposit that is the furthest from final. */
  readonly confirmations: number;
  readonly confirmationsRequired: number;
  /** Why a final deposit could not be credited, in a sentence. */
  readonly refused: string | null;
}

/** What an explanation says, for programs. */
export type ExplanationCode =
  | 'send'
  | 'confirming'
  | 'confirming_part'
  | 'refused'
  | 'paid'
  | 'paid_nearly'
  | 'underpaid'
  | 'underpaid_closed'
  | 'underpaid_canceled'
  | 'part_waits'
  | 'part_turned'
  | 'overpaid'
  | 'late'
  | 'late_without_bonus'
  | 'expired'
  | 'canceled'
  | 'address_in_doubt';

export interface Explanation {
  readonly code: ExplanationCode;
  readonly text: string;
}

/** What has happened and what happens next, for the payer, in one sentence. */
export function explainInvoice(story: InvoiceStory): Explanation {
  const { priceUsdt, receivedUsdt, purchase } = story;
  const price = `${amountToText(priceUsdt)} USDT`;
  const received = `${amountToText(receivedUsdt)} USDT${story.cameOn.length === 0 ? '' : ` (on ${story.cameOn.join(' and ')})`}`;
  const credits = `${amountToText(story.creditsBooked)} credits`;
  switch (story.status) {
    case 'open':
      return {
        code: 'send',
        text: `Send exactly ${price} on ${story.networkTitle} to the address shown; ${promiseOf(purchase)} as soon as the payment is final.`,
      };
    case 'confirming':
      return explainConfirming(story, received, price);
    case 'paid':
      return receivedUsdt < priceUsdt
        ? { code: 'paid_nearly', text: `${received} of ${price} arrived, which counts as paid, and ${outcomeOf(purchase, credits)}.` }
        : { code: 'paid', text: `${received} arrived and ${outcomeOf(purchase, credits)}.` };
    case 'underpaid':
      return explainUnderpaid(story, received, price, credits);
    case 'overpaid':
      return {
        code: 'overpaid',
        text: `${received} arrived instead of ${price}; the surplus was credited at the same rate, ${credits} in all.`,
      };
    case 'late':
      return story.onceOpen && story.graceOver
        ? {
            code: 'late_without_bonus',
            text: `${received} arrived long after this invoice had expired; it was credited at the rate of the invoice, ${credits} in all, without what comes with a payment in time.`,
          }
        : {
            code: 'late',
            text: `${received} arrived after this invoice had expired; it was credited all the same, ${credits} in all.`,
          };
    case 'expired':
      return {
        code: 'expired',
        text: 'No payment arrived in time and nothing was charged; a payment that is still on its way will be credited when it arrives.',
      };
    case 'canceled':
      return {
        code: 'canceled',
        text: 'This invoice was canceled and nothing was charged; a payment that is still on its way will be credited when it arrives.',
      };
    default:
      return assertNever(story.status);
  }
}

function explainConfirming(story: InvoiceStory, received: string, price: string): Explanation {
  const progress = `${story.confirmations} of ${story.confirmationsRequired} confirmations`;
  if (story.refused !== null) {
    return {
      code: 'refused',
      text: `${received} arrived and is final, but could not be credited: ${story.refused} It stands on the operator's list and is tried again by itself.`,
    };
  }
  if (story.receivedUsdt < story.leastUsdt) {
    const missing = amountToText(story.priceUsdt - story.receivedUsdt);
    return {
      code: 'confirming_part',
      text: `${received} of ${price} arrived and is being confirmed (${progress}); ${missing} USDT is still missing.`,
    };
  }
  return { code: 'confirming', text: `${received} arrived; ${promiseOf(story.purchase)} when the payment is final (${progress}).` };
}

function explainUnderpaid(story: InvoiceStory, received: string, price: string, credits: string): Explanation {
  const missing = `${amountToText(story.priceUsdt - story.receivedUsdt)} USDT`;
  const part = `${received} of ${price} arrived`;
  if (story.purchase === 'subscription') {
    return story.creditsBooked === 0n
      ? {
          code: 'part_waits',
          text: `${part}; send the missing ${missing} to the same address, and the subscription begins. Without it, what arrived is turned into credits a week after this invoice has expired.`,
        }
      : { code: 'part_turned', text: `${part} and was turned into ${credits}, because the rest did not come.` };
  }
  if (story.canceled) {
    return { code: 'underpaid_canceled', text: `${part} and was credited as ${credits}; the rest of this invoice was canceled.` };
  }
  if (story.purchase === 'usage')
    return { code: 'underpaid', text: `${part} and paid for ${credits}; send the missing ${missing} to the same address.` };
  if (story.graceOver) {
    return {
      code: 'underpaid_closed',
      text: `${part} and was credited as ${credits}; the time for the rest is over, and what still comes is credited at the same rate.`,
    };
  }
  return {
    code: 'underpaid',
    text: `${part} and was credited as ${credits}; send the missing ${missing} to the same address to complete the pack${story.onceOpen ? ' and get its bonus' : ''}.`,
  };
}

/** Whoever has the link of a payment reads these, too, so that they speak of nobody's credits. */
function promiseOf(purchase: PurchaseKind): string {
  if (purchase === 'subscription') return 'the subscription begins or goes on';
  return purchase === 'usage' ? 'what was used is paid' : 'the credits are added';
}

function outcomeOf(purchase: PurchaseKind, credits: string): string {
  if (purchase === 'subscription') return `${credits} are granted, a part each month`;
  return purchase === 'usage' ? `paid for ${credits} that were used` : `${credits} were added to the balance`;
}
