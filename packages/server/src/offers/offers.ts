import type { MicroCredits, UsdtUnits } from '../kernel/index.ts';
import type { OffersDocument } from './offers-document.ts';
import type { Pack } from './pack.ts';

/** A bonus in percent of the credits that are bought. */
export interface PercentBonus {
  readonly percent: number;
  /** Calendar months from the payment; `null`: never. */
  readonly expiresAfterMonths: number | null;
}

/** An extra on the purchases of a window of time. */
export interface ExtraCampaign {
  readonly id: string;
  readonly title: string;
  readonly fromMs: number;
  /** The first moment after it. */
  readonly untilMs: number;
  /** In percent of what is bought, or a fixed amount. */
  readonly extra: { readonly percent: number } | { readonly credits: MicroCredits };
  /** The packs that it is on; `null` for all. */
  readonly packIds: readonly string[] | null;
  readonly expiresAfterMonths: number | null;
}

export type Term = 'monthly' | 'yearly';

/** How many monthly cycles a term has. */
export const cyclesOfTerm: Readonly<Record<Term, number>> = { monthly: 1, yearly: 12 };

/** Credits anew each month, for as long as its terms are paid. */
export interface Subscription {
  readonly id: string;
  readonly title: string;
  readonly creditsPerCycle: MicroCredits;
  /** The terms on sale with their prices. */
  readonly terms: readonly { readonly term: Term; readonly priceUsdt: UsdtUnits }[];
  /** What becomes of what a month leaves; `null`: it expires. */
  readonly rollover: { readonly max: MicroCredits | null; readonly cycles: number | null } | null;
}

/** Spend first and pay after, within a limit. */
export interface UsagePlan {
  readonly id: string;
  readonly title: string;
  readonly pricePerCreditUsdt: UsdtUnits;
  readonly creditLimit: MicroCredits;
}

/** Pictures paid one by one: the credits of so many, at a price for each. */
export interface PayPerImage {
  readonly priceUsdt: UsdtUnits;
  /** What one standard picture costs. A larger one costs as many times the price as it costs these credits. */
  readonly credits: MicroCredits;
  /** A payment of less would be eaten up by the network's fee. */
  readonly imagesMin: number;
  readonly expiresAfterMonths: number | null;
}

/** What an operator sells, in one version that never changes. */
export interface Offers {
  /** 0 for what was never published. */
  readonly version: number;
  /** SHA-256 of the canonical form of the document. */
  readonly hash: string;
  readonly document: OffersDocument;
  readonly title: string;
  /** All bonuses of a purchase together never exceed this share of what is bought. */
  readonly combinedBonusMaxPercent: number;
  readonly firstPurchaseBonus: PercentBonus | null;
  readonly usdtBonus: PercentBonus | null;
  /** In the order of the document. */
  readonly packs: readonly Pack[];
  readonly campaigns: readonly ExtraCampaign[];
  readonly subscriptions: readonly Subscription[];
  readonly usagePlans: readonly UsagePlan[];
  readonly payPerImage: PayPerImage | null;
}
