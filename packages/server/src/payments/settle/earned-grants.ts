import type { MicroCredits, UsdtUnits } from '../../kernel/index.ts';
import { addMonths, purchaseCredits, type Purchase } from '../../offers/index.ts';

/** One grant that a deposit earns. */
export interface EarnedGrant {
  /** The place of the line in the purchase; with the deposit it names the grant for ever. */
  readonly place: number;
  readonly kind: 'purchased' | 'bonus';
  readonly amount: MicroCredits;
  /** `null`: never. */
  readonly expiresAtMs: number | null;
  readonly label: string;
}

export interface SettledDeposit {
  readonly amount: UsdtUnits;
  readonly finalAtMs: number;
  /** What was credited for the same invoice before. */
  readonly creditedBefore: UsdtUnits;
  /** Whether what comes once, the bonuses, comes with this deposit. */
  readonly onceIsDue: boolean;
  /** Whether the invoice is the account's first purchase. */
  readonly firstPurchase: boolean;
}

/** Purchased credits last as long as those of a pack when a payment brings them that was meant for something else. */
const surplusMonths = 12;

/**
 * What a deposit for a pack or for single pictures earns. Purchased credits follow the rate of the purchase, rounded down over the whole
 * sum of the invoice and not per deposit, so that a price paid in parts earns exactly what it earns in one. The bonuses come with the
 * deposit that reaches the price, once. The time of a grant's expiry counts from when the deposit was final.
 */
export function earnedGrants(purchase: Purchase, deposit: SettledDeposit): readonly EarnedGrant[] {
  const { amount, finalAtMs, creditedBefore, onceIsDue, firstPurchase } = deposit;
  const creditedAfter = creditedBefore + amount;
  return purchase.lines.flatMap(({ kind, credits, expiresAfterMonths, label, condition }, place): EarnedGrant[] => {
    const atRate = (sum: UsdtUnits): MicroCredits => (sum * credits) / purchase.priceUsdt;
    const expiresAtMs = expiresAfterMonths === null ? null : addMonths(finalAtMs, expiresAfterMonths);
    if (kind === 'purchased') {
      const earned = atRate(creditedAfter) - atRate(creditedBefore);
      return earned > 0n ? [{ place, kind, amount: earned, expiresAtMs, label }] : [];
    }
    const isDue = onceIsDue && (condition !== 'first_purchase' || firstPurchase);
    return kind === 'bonus' && isDue ? [{ place, kind, amount: credits, expiresAtMs, label }] : [];
  });
}

/**
 * The purchased credits for the part of a subscription's payments that pays for no cycle: `from` and `to` are how much of the sum of its
 * payments was such before this deposit and after it. They follow the rate of the subscription.
 */
export function creditsInstead(
  purchase: Purchase,
  sums: { readonly from: UsdtUnits; readonly to: UsdtUnits },
  finalAtMs: number,
): readonly EarnedGrant[] {
  const atRate = (sum: UsdtUnits): MicroCredits => (sum * purchaseCredits(purchase)) / purchase.priceUsdt;
  const amount = atRate(sums.to) - atRate(sums.from);
  if (amount <= 0n) return [];
  return [{ place: 0, kind: 'purchased', amount, expiresAtMs: addMonths(finalAtMs, surplusMonths), label: `Paid for ${purchase.title}` }];
}
