import type { MicroCredits, UsdtUnits } from '../kernel/index.ts';
import { packGrants, type Pack } from '../offers/index.ts';

/** One grant that a deposit earns. */
export interface EarnedGrant {
  /** The place of the grant in the pack; with the deposit it names the grant for ever. */
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
  readonly bonusGranted: boolean;
}

/**
 * What a deposit earns. Purchased credits follow the pack's rate, rounded down over the whole sum of the invoice and not per
 * deposit, so that a price paid in parts earns exactly what it earns in one. The bonus comes with the deposit that reaches the
 * price, once. The time of a grant's expiry counts from when the deposit was final.
 */
export function earnedGrants(pack: Pack, deposit: SettledDeposit): readonly EarnedGrant[] {
  const { amount, finalAtMs, creditedBefore, bonusGranted } = deposit;
  const creditedAfter = creditedBefore + amount;
  const bonusIsDue = !bonusGranted && creditedAfter >= pack.priceUsdt;
  const earned = packGrants(pack, { paidAtMs: finalAtMs }).map((grant, place) => {
    const atRate = (sum: UsdtUnits): MicroCredits => (sum * grant.amount) / pack.priceUsdt;
    const purchased = atRate(creditedAfter) - atRate(creditedBefore);
    return { ...grant, place, amount: grant.kind === 'purchased' ? purchased : bonusIsDue ? grant.amount : 0n };
  });
  return earned.filter((grant) => grant.amount > 0n);
}
