import type { MicroCredits, UsdtUnits } from '../kernel/index.ts';
import type { Subscription, Term } from './offers.ts';

/** What somebody wants to buy: one of these. */
export type PurchaseRequest =
  | { readonly packId: string }
  | { readonly subscriptionId: string; readonly term: Term }
  /** The credits of so many standard pictures, at the price for each. */
  | { readonly images: number }
  /** What was used on credit and is not paid yet. */
  | { readonly usage: true };

export type PurchaseKind = 'pack' | 'images' | 'subscription' | 'usage';

/** One line of what a purchase brings. */
export interface PurchaseLine {
  /** `subscription`: this much with each cycle. `billed`: pays for what was used. The others are grants of that kind. */
  readonly kind: 'purchased' | 'bonus' | 'subscription' | 'billed';
  readonly credits: MicroCredits;
  /** Calendar months from the payment; `null`: never, and for what is billed. */
  readonly expiresAfterMonths: number | null;
  readonly label: string;
  /** Granted if no credits were bought on any other invoice before; `null`: granted in any case. */
  readonly condition: 'first_purchase' | null;
}

/** What will be granted when a price is paid, line by line: shown before, kept with the invoice, and granted exactly so. */
export interface Purchase {
  readonly kind: PurchaseKind;
  /** The pack, the subscription or the usage plan; `images` for pictures one by one. */
  readonly offerId: string;
  readonly title: string;
  readonly priceUsdt: UsdtUnits;
  readonly lines: readonly PurchaseLine[];
  /** Of the offers that it was made under. */
  readonly offersVersion: number;
  /** Of a subscription: how many monthly cycles are paid, and what becomes of what one leaves. */
  readonly cycles: number | null;
  readonly rollover: Subscription['rollover'];
}

/** All credits that a purchase brings, those of all its cycles included. */
export function purchaseCredits({ lines, cycles }: Purchase): MicroCredits {
  return lines.reduce((sum, line) => sum + (line.kind === 'subscription' ? line.credits * BigInt(cycles ?? 1) : line.credits), 0n);
}
