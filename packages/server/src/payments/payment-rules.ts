import type { UsdtUnits } from '../kernel/index.ts';

/** What an operator settles about payments that are not exactly as asked. */
export interface PaymentRules {
  /** Smaller deposits are not credited, unless one is exactly what an invoice still asks for. They stand on the operator's list. */
  readonly depositMinUsdt: UsdtUnits;
  /** How much of a price may be missing, in thousandths, for it to count as paid. What is missing is not credited. */
  readonly tolerancePerMille: number;
  /** How long after an invoice has expired its price may still be reached for its bonus, or for its subscription to begin. */
  readonly graceMs: number;
}

const dayMs = 86_400_000;

export const defaultPaymentRules: PaymentRules = {
  // Below a cent somebody only wants to be seen in a history of payments.
  depositMinUsdt: 10_000n,
  tolerancePerMille: 0,
  graceMs: 7 * dayMs,
};

/** The least that counts as this price; never nothing. */
export function leastOf(priceUsdt: UsdtUnits, { tolerancePerMille }: PaymentRules): UsdtUnits {
  const least = priceUsdt - (priceUsdt * BigInt(tolerancePerMille)) / 1000n;
  return least > 0n ? least : 1n;
}
