/** What the fake API answers about what is sold. */
import type {
  CompareOffersBody,
  ComparedOffer,
  OfferComparison,
  Offers,
  Pack,
  PreviewPurchaseBody,
  Purchase,
  Subscription,
} from '../src/api/sdk.ts';
import { ago, PACKS } from './fake-data.ts';

const OFFERS: Offers = {
  version: 3,
  hash: 'f'.repeat(64),
  title: 'Standard',
  document: {
    combinedBonusMaxPercent: 40,
    packs: [{ id: 'pack-100', priceUsdt: '10', credits: '100' }],
    subscriptions: [
      { id: 'plan-120', title: 'Starter', creditsPerMonth: '120', monthlyUsdt: '12', yearlyUsdt: '120' },
      {
        id: 'plan-600',
        title: 'Studio',
        creditsPerMonth: '600',
        monthlyUsdt: '50',
        yearlyUsdt: '500',
        rollover: { creditsMax: '600', months: 1 },
      },
    ],
    usagePlans: [{ id: 'teams', title: 'Teams', pricePerCreditUsdt: '0.08', creditLimit: '1000' }],
    payPerImage: { priceUsdt: '0.15', imagesMin: 20 },
  },
};

const SUBSCRIPTIONS: Subscription[] = [
  {
    id: 'sub_1',
    subscriptionId: 'plan-600',
    title: 'Studio',
    creditsPerMonth: '600',
    startedAt: ago(12 * 86_400_000),
    nextMonthAt: ago(-18 * 86_400_000),
    paidUntil: ago(-79 * 86_400_000),
    monthsAhead: 2,
  },
];

export function offersAnswer(operation: string, body: unknown, isEmpty: boolean): object | undefined {
  switch (operation) {
    case 'GET offers':
      return OFFERS;
    case 'POST offers':
      return comparison(body as CompareOffersBody);
    case 'POST purchases':
      return preview(body as PreviewPurchaseBody);
    case 'GET subscriptions':
      return { data: isEmpty ? [] : SUBSCRIPTIONS, nextCursor: null };
    default:
      return undefined;
  }
}

function preview({ packId, subscriptionId, term }: PreviewPurchaseBody): Purchase {
  const base = { offersVersion: OFFERS.version };
  const plan = OFFERS.document.subscriptions?.find(({ id }) => id === subscriptionId);
  if (plan !== undefined) {
    const months = term === 'yearly' ? 12 : 1;
    return {
      ...base,
      kind: 'subscription',
      offerId: plan.id,
      title: plan.title,
      priceUsdt: (months === 1 ? plan.monthlyUsdt : plan.yearlyUsdt) ?? '0',
      credits: String(Number(plan.creditsPerMonth) * months),
      lines: [
        { kind: 'subscription', credits: plan.creditsPerMonth, expiresAfterMonths: 1, label: `${plan.title}, each month`, condition: null },
      ],
      months,
    };
  }
  const pack = PACKS.find(({ id }) => id === packId) ?? PACKS[0];
  if (pack === undefined) throw new Error('no pack');
  return { ...base, ...packPurchase(pack) };
}

function packPurchase(pack: Pack): Omit<Purchase, 'offersVersion'> {
  const bonus = String(Number(pack.grants[0]?.credits ?? 0) / 10);
  return {
    kind: 'pack',
    offerId: pack.id,
    title: pack.title,
    priceUsdt: pack.priceUsdt,
    credits: String(Number(pack.credits) + 2 * Number(bonus)),
    lines: [
      ...pack.grants.map((grant) => ({
        ...grant,
        kind: grant.kind === 'bonus' ? ('bonus' as const) : ('purchased' as const),
        condition: null,
      })),
      { kind: 'bonus', credits: bonus, expiresAfterMonths: 12, label: 'USDT bonus of 10 %', condition: null },
      { kind: 'bonus', credits: bonus, expiresAfterMonths: 3, label: 'First purchase bonus of 10 %', condition: 'first_purchase' },
    ],
    months: null,
  };
}

function comparison({ images }: CompareOffersBody): OfferComparison {
  const count = images ?? 134;
  const usdt = (value: number): string => String(Math.round(value * 10_000) / 10_000);
  const offer = (
    of: Pick<ComparedOffer, 'kind' | 'offerId' | 'term' | 'title' | 'explanation'>,
    cost: (images: number) => number,
    corner: number,
  ): ComparedOffer => ({
    ...of,
    monthlyUsdt: usdt(cost(count)),
    perImageUsdt: usdt(cost(count) / count),
    cheaperThanImagesFrom: null,
    curve: [...new Set([0, corner, 2 * count])].toSorted((a, b) => a - b).map((at) => ({ images: at, monthlyUsdt: usdt(cost(at)) })),
  });
  const offers = [
    offer(
      {
        kind: 'pack',
        offerId: 'pack-1200',
        term: null,
        title: '1 200 credits',
        explanation: 'A pack lasts 2.4 months; what is left is used later.',
      },
      (at) => (at * 100) / 1200,
      0,
    ),
    offer(
      { kind: 'subscription', offerId: 'plan-600', term: 'yearly', title: 'Studio', explanation: 'Covers all of them each month.' },
      (at) => 41.6667 + (Math.max(0, at - 600) * 100) / 1200,
      Math.min(600, 2 * count),
    ),
    offer(
      { kind: 'subscription', offerId: 'plan-600', term: 'monthly', title: 'Studio', explanation: 'Covers all of them each month.' },
      (at) => 50 + (Math.max(0, at - 600) * 100) / 1200,
      Math.min(600, 2 * count),
    ),
    offer(
      {
        kind: 'pack',
        offerId: 'pack-100',
        term: null,
        title: '100 credits',
        explanation: 'A pack lasts 0.2 months; what is left is used later.',
      },
      (at) => Math.max(at / 10, 10 / 12),
      8,
    ),
    offer(
      {
        kind: 'images',
        offerId: 'images',
        term: null,
        title: 'Picture by picture',
        explanation: 'Each picture is paid for by itself, and larger ones by what they cost.',
      },
      (at) => at * 0.15,
      0,
    ),
  ].toSorted((a, b) => Number(a.monthlyUsdt) - Number(b.monthlyUsdt));
  return {
    images: count,
    credits: String(count),
    fromUsage: images === undefined,
    offers,
    breakEvens: [{ fromImages: 1, kind: 'pack', offerId: 'pack-1200', term: null }],
  };
}
