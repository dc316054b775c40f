import { microCreditsPerCredit, type MicroCredits, type UsdtUnits } from '../kernel/index.ts';

/** Credits that a pack grants, of one kind. */
export interface PackGrant {
  readonly kind: 'purchased' | 'bonus';
  readonly credits: MicroCredits;
  /** Calendar months from the payment; `null`: these credits never expire. */
  readonly expiresAfterMonths: number | null;
  readonly label: string;
}

/** An amount of credits sold at once for a price in USDT. */
export interface Pack {
  readonly id: string;
  readonly title: string;
  readonly priceUsdt: UsdtUnits;
  /** What is bought first, then what is given on top. */
  readonly grants: readonly PackGrant[];
  /** The one that the screen suggests; exactly one pack is. */
  readonly recommended: boolean;
}

/** All credits of a pack, with its bonus. */
export function packCredits(pack: Pack): MicroCredits {
  return pack.grants.reduce((sum, grant) => sum + grant.credits, 0n);
}

/** USDT base units for one credit, bonus included, rounded up. */
export function packPricePerCredit(pack: Pack): UsdtUnits {
  const credits = packCredits(pack);
  return (pack.priceUsdt * microCreditsPerCredit + credits - 1n) / credits;
}
