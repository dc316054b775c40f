import { amountToText, microCreditsPerCredit, type MicroCredits, type UsdtUnits } from '../kernel/index.ts';
import { cyclesOfTerm, type ExtraCampaign, type Offers, type PercentBonus, type Term } from './offers.ts';
import { invalidPurchase, nothingToPay, packNotFound, subscriptionNotFound } from './problems.ts';
import type { Purchase, PurchaseLine, PurchaseRequest } from './purchase.ts';

/** More than anybody means; the credits of so many pictures still fit an account. */
const imagesMax = 1_000_000;

/** What of an account and a moment decides what a purchase brings. */
export interface PurchaseFacts {
  readonly nowMs: number;
  /** Whether the account has never bought credits. */
  readonly firstPurchase: boolean;
  /** What is billed to the account and not paid, at which price; `null` for an account that pays before. */
  readonly owed: {
    readonly planId: string;
    readonly title: string;
    readonly credits: MicroCredits;
    readonly pricePerCreditUsdt: UsdtUnits;
  } | null;
}

/**
 * What a purchase costs and brings, line by line. Pure. Refuses `pack_not_found`, `subscription_not_found`, `invalid_purchase` and
 * `nothing_to_pay`.
 */
export function purchaseOf(offers: Offers, request: PurchaseRequest, facts: PurchaseFacts): Purchase {
  if ('packId' in request) return packPurchase(offers, request.packId, facts);
  if ('images' in request) return imagesPurchase(offers, request.images, facts);
  if ('subscriptionId' in request) return subscriptionPurchase(offers, request.subscriptionId, request.term);
  return usagePurchase(offers, facts);
}

function packPurchase(offers: Offers, packId: string, facts: PurchaseFacts): Purchase {
  const pack = offers.packs.find((candidate) => candidate.id === packId);
  if (pack === undefined) {
    const packIds = offers.packs.map((candidate) => candidate.id);
    throw packNotFound(`There is no such pack on sale. Choose one of ${packIds.join(', ')}.`, { packIds });
  }
  const lines = pack.grants.map((grant): PurchaseLine => ({ ...grant, condition: null }));
  const bonuses = bonusLines(offers, lines, facts, packId);
  return { ...onceOf('pack', pack, offers), lines: [...lines, ...bonuses] };
}

function imagesPurchase(offers: Offers, images: number, facts: PurchaseFacts): Purchase {
  const { payPerImage } = offers;
  if (payPerImage === null) throw invalidPurchase('Pictures are not sold one by one here. Choose a pack or a subscription.');
  const { imagesMin, priceUsdt, credits, expiresAfterMonths } = payPerImage;
  if (!Number.isSafeInteger(images) || images < imagesMin || images > imagesMax) {
    throw invalidPurchase(`Buy from ${String(imagesMin)} to ${String(imagesMax)} pictures at once.`, { imagesMin, imagesMax });
  }
  const count = BigInt(images);
  const bought: PurchaseLine = {
    kind: 'purchased',
    credits: credits * count,
    expiresAfterMonths,
    label: `${String(images)} pictures at ${amountToText(priceUsdt)} USDT`,
    condition: null,
  };
  const offer = { id: 'images', title: `${String(images)} pictures`, priceUsdt: priceUsdt * count };
  return { ...onceOf('images', offer, offers), lines: [bought, ...bonusLines(offers, [bought], facts, null)] };
}

function subscriptionPurchase(offers: Offers, subscriptionId: string, term: Term): Purchase {
  const plan = offers.subscriptions.find((candidate) => candidate.id === subscriptionId);
  const sold = plan?.terms.find((candidate) => candidate.term === term);
  if (plan === undefined || sold === undefined) {
    const subscriptions = offers.subscriptions.map(({ id, terms }) => ({ id, terms: terms.map((each) => each.term) }));
    throw subscriptionNotFound('There is no such subscription on sale. Choose one of those listed, with one of its terms.', {
      subscriptions,
    });
  }
  const cycles = cyclesOfTerm[term];
  const line: PurchaseLine = {
    kind: 'subscription',
    credits: plan.creditsPerCycle,
    expiresAfterMonths: 1,
    label: `${plan.title}, each month`,
    condition: null,
  };
  const title = `${plan.title}, ${term === 'monthly' ? '1 month' : '12 months'}`;
  return {
    ...onceOf('subscription', { id: plan.id, title, priceUsdt: sold.priceUsdt }, offers),
    lines: [line],
    cycles,
    rollover: plan.rollover,
  };
}

function usagePurchase(offers: Offers, { owed }: PurchaseFacts): Purchase {
  if (owed === null || owed.credits <= 0n)
    throw nothingToPay('Nothing was used on credit that is not paid yet, so there is nothing to pay.');
  const { planId, title, credits, pricePerCreditUsdt } = owed;
  const line: PurchaseLine = { kind: 'billed', credits, expiresAfterMonths: null, label: `${title}: used on credit`, condition: null };
  // Rounded up to the smallest unit of USDT, so that the whole price pays for all of it.
  const priceUsdt = (credits * pricePerCreditUsdt + microCreditsPerCredit - 1n) / microCreditsPerCredit;
  return { ...onceOf('usage', { id: planId, title, priceUsdt }, offers), lines: [line] };
}

function onceOf(
  kind: Purchase['kind'],
  { id, title, priceUsdt }: { readonly id: string; readonly title: string; readonly priceUsdt: UsdtUnits },
  { version }: Offers,
): Omit<Purchase, 'lines'> {
  return { kind, offerId: id, title, priceUsdt, offersVersion: version, cycles: null, rollover: null };
}

/**
 * The bonuses beside that of the pack, each cut to what the cap leaves. That of a first purchase comes last, so that it can fall away
 * without a change of the others.
 */
function bonusLines(
  offers: Offers,
  own: readonly PurchaseLine[],
  { nowMs, firstPurchase }: PurchaseFacts,
  packId: string | null,
): readonly PurchaseLine[] {
  const bought = sumOf(own.filter((line) => line.kind === 'purchased'));
  const most = (bought * BigInt(offers.combinedBonusMaxPercent)) / 100n;
  let left = most - sumOf(own.filter((line) => line.kind === 'bonus'));
  const lines: PurchaseLine[] = [];
  const give = (credits: MicroCredits, label: string, expiresAfterMonths: number | null, condition: PurchaseLine['condition']): void => {
    const within = credits < left ? credits : left;
    if (within <= 0n) return;
    left -= within;
    const cut = within < credits ? `${label}, up to the most of ${String(offers.combinedBonusMaxPercent)} % in all` : label;
    lines.push({ kind: 'bonus', credits: within, expiresAfterMonths, label: cut, condition });
  };
  const givePercent = (bonus: PercentBonus | null, label: string, condition: PurchaseLine['condition'] = null): void => {
    if (bonus !== null) give(shareOf(bought, bonus.percent), `${label} of ${String(bonus.percent)} %`, bonus.expiresAfterMonths, condition);
  };
  givePercent(offers.usdtBonus, 'USDT bonus');
  for (const campaign of offers.campaigns) {
    if (!isOn(campaign, nowMs, packId)) continue;
    const { extra, title, expiresAfterMonths } = campaign;
    if ('credits' in extra) give(extra.credits, title, expiresAfterMonths, null);
    else give(shareOf(bought, extra.percent), `${title}, ${String(extra.percent)} %`, expiresAfterMonths, null);
  }
  if (firstPurchase) givePercent(offers.firstPurchaseBonus, 'First purchase bonus', 'first_purchase');
  return lines;
}

function isOn({ fromMs, untilMs, packIds }: ExtraCampaign, nowMs: number, packId: string | null): boolean {
  return fromMs <= nowMs && nowMs < untilMs && (packIds === null || (packId !== null && packIds.includes(packId)));
}

function shareOf(credits: MicroCredits, percent: number): MicroCredits {
  return (credits * BigInt(percent)) / 100n;
}

function sumOf(lines: readonly PurchaseLine[]): MicroCredits {
  return lines.reduce((sum, line) => sum + line.credits, 0n);
}
