import { microCreditsPerCredit } from '../kernel/index.ts';
import type { Pack, PackGrant } from './pack.ts';

interface PackOffer {
  readonly id: string;
  readonly title: string;
  readonly usdt: number;
  readonly credits: number;
  readonly bonus: number;
  readonly expiresAfterMonths: number | null;
  readonly recommended?: true;
}

/**
 * From 100 credits for 10 USDT to 1 200 for 100: ten credits for each USDT, and a bonus that grows with the pack. Credits last twelve
 * months; those of the largest pack, for ever.
 */
const offers: readonly PackOffer[] = [
  { id: 'credits-100', title: '100 credits', usdt: 10, credits: 100, bonus: 0, expiresAfterMonths: 12 },
  { id: 'credits-210', title: '210 credits', usdt: 20, credits: 200, bonus: 10, expiresAfterMonths: 12 },
  { id: 'credits-440', title: '440 credits', usdt: 40, credits: 400, bonus: 40, expiresAfterMonths: 12, recommended: true },
  { id: 'credits-805', title: '805 credits', usdt: 70, credits: 700, bonus: 105, expiresAfterMonths: 12 },
  { id: 'credits-1200', title: '1 200 credits', usdt: 100, credits: 1000, bonus: 200, expiresAfterMonths: null },
];

export const defaultPacks: readonly Pack[] = offers.map((offer) => ({
  id: offer.id,
  title: offer.title,
  priceUsdt: units(offer.usdt),
  grants: grantsOf(offer),
  recommended: offer.recommended === true,
}));

function grantsOf({ credits, bonus, expiresAfterMonths }: PackOffer): readonly PackGrant[] {
  const purchased: PackGrant = { kind: 'purchased', credits: units(credits), expiresAfterMonths, label: `Pack of ${credits} credits` };
  if (bonus === 0) return [purchased];
  const percent = (100 * bonus) / credits;
  return [purchased, { kind: 'bonus', credits: units(bonus), expiresAfterMonths, label: `Bonus of ${percent} %` }];
}

/** Credits and USDT both have six decimals. */
function units(whole: number): bigint {
  return BigInt(whole) * microCreditsPerCredit;
}
