import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountToText, Problem } from '../kernel/index.ts';
import { offersLibrary, packCredits, packPricePerCredit, parseOffers, purchaseCredits, purchaseOf, type Purchase } from './index.ts';

const standard = parseOffers(offersLibrary.default);
const welcome = parseOffers(offersLibrary.welcome);
const facts = { nowMs: Date.parse('2027-01-01T00:00:00Z'), firstPurchase: false, owed: null };
const spring = Date.parse('2027-03-20T00:00:00Z');

function problemOf(run: () => unknown): Problem {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const linesOf = ({ lines }: Purchase) => lines.map(({ label, credits }) => [label, amountToText(credits)]);

describe('the offers to begin with', () => {
  test('go from 100 credits for 10 USDT to 1 200 for 100, each at a better rate than the one before', () => {
    const table = standard.packs.map((pack) => [
      pack.title,
      ...[pack.priceUsdt, packCredits(pack), packPricePerCredit(pack)].map(amountToText),
    ]);
    expect(table).toEqual([
      ['100 credits', '10', '100', '0.1'],
      ['210 credits', '20', '210', '0.095239'],
      ['440 credits', '40', '440', '0.09091'],
      ['805 credits', '70', '805', '0.086957'],
      ['1 200 credits', '100', '1200', '0.083334'],
    ]);
    expect(standard.packs.filter((pack) => pack.recommended)).toHaveLength(1);
  });

  test('have packs of 100, 300 and 600 as an alternative', () => {
    const { packs } = parseOffers(offersLibrary.hundreds);
    expect(packs.map((pack) => [amountToText(packCredits(pack)), amountToText(packPricePerCredit(pack))])).toEqual([
      ['100', '0.1'],
      ['300', '0.09'],
      ['600', '0.08'],
    ]);
  });

  test('give the largest pack for ever and the others for twelve months', () => {
    expect(standard.packs.map((pack) => pack.grants.map((grant) => grant.expiresAfterMonths))).toEqual([
      [12],
      [12, 12],
      [12, 12],
      [12, 12],
      [null, null],
    ]);
  });
});

describe('an offers document', () => {
  const wrong: readonly (readonly [string, unknown, string])[] = [
    ['nothing', undefined, ''],
    ['no packs', { combinedBonusMaxPercent: 1, packs: [] }, '/packs'],
    ['a price of nothing', { ...offersLibrary.hundreds, packs: [{ id: 'a', priceUsdt: '0', credits: '1' }] }, '/packs/0/priceUsdt'],
    ['a number instead of text', { ...offersLibrary.hundreds, packs: [{ id: 'a', priceUsdt: 10, credits: '1' }] }, '/packs/0/priceUsdt'],
    ['seven decimals', { ...offersLibrary.hundreds, packs: [{ id: 'a', priceUsdt: '1', credits: '0.0000001' }] }, '/packs/0/credits'],
    ['an unknown member', { ...offersLibrary.hundreds, discount: 5 }, ''],
    [
      'an id twice',
      { ...offersLibrary.hundreds, usagePlans: [{ id: 'plan-600', title: 'x', pricePerCreditUsdt: '1', creditLimit: '1' }] },
      '/usagePlans/0/id',
    ],
    [
      'a bonus above the cap',
      { combinedBonusMaxPercent: 10, packs: [{ id: 'a', priceUsdt: '1', credits: '10', bonus: { credits: '2' } }] },
      '/packs/0/bonus/credits',
    ],
    [
      'a window that ends before it begins',
      {
        ...offersLibrary.hundreds,
        campaigns: [{ id: 'c', title: 'c', from: '2027-02-01T00:00:00Z', until: '2027-01-01T00:00:00Z', percent: 5 }],
      },
      '/campaigns/0/until',
    ],
    [
      'a campaign that gives nothing, on no pack',
      {
        ...offersLibrary.hundreds,
        campaigns: [{ id: 'c', title: 'c', from: '2027-01-01T00:00:00Z', until: '2027-02-01T00:00:00Z', packs: ['x'] }],
      },
      '/campaigns/0',
    ],
    [
      'a subscription of more than the ledger takes',
      { ...offersLibrary.hundreds, subscriptions: [{ id: 's', title: 's', creditsPerMonth: '1000001', monthlyUsdt: '1' }] },
      '/subscriptions/0/creditsPerMonth',
    ],
    [
      'a subscription without a price',
      { ...offersLibrary.hundreds, subscriptions: [{ id: 's', title: 's', creditsPerMonth: '1' }] },
      '/subscriptions/0',
    ],
  ];
  test.each(wrong)('with %s is refused with the place', (_name, document, path) => {
    const { code, extras } = problemOf(() => parseOffers(document));
    expect(code).toBe('invalid_offers');
    expect(extras['errors']).toEqual(expect.arrayContaining([expect.objectContaining({ path })]));
  });
});

describe('a purchase', () => {
  test('shows each bonus on a line of its own, and stops at the cap', () => {
    const preview = (nowMs: number, firstPurchase: boolean) =>
      linesOf(purchaseOf(welcome, { packId: 'credits-1200' }, { ...facts, nowMs, firstPurchase }));
    expect(preview(facts.nowMs, false)).toEqual([
      ['Pack of 1000 credits', '1000'],
      ['Bonus of 20 %', '200'],
      ['USDT bonus of 10 %', '100'],
    ]);
    expect(preview(spring, true)).toEqual([
      ['Pack of 1000 credits', '1000'],
      ['Bonus of 20 %', '200'],
      ['USDT bonus of 10 %', '100'],
      ['Spring 2027, 15 %, up to the most of 35 % in all', '50'],
    ]);
  });

  test('has the extra of a campaign from its first moment until before its last, on its packs', () => {
    const birthday = (nowMs: number, packId: string) =>
      linesOf(purchaseOf(welcome, { packId }, { ...facts, nowMs })).some(([label]) => label?.startsWith('Birthday'));
    const [from, until] = [Date.parse('2027-06-01T00:00:00Z'), Date.parse('2027-06-02T00:00:00Z')];
    expect([from - 1, from, until - 1, until].map((nowMs) => birthday(nowMs, 'credits-440'))).toEqual([false, true, true, false]);
    expect(birthday(from, 'credits-100')).toBe(false);
  });

  test('of what is not on sale is refused with what is', () => {
    expect(problemOf(() => purchaseOf(standard, { packId: 'credits-9' }, facts))).toMatchObject({
      code: 'pack_not_found',
      extras: { packIds: standard.packs.map(({ id }) => id) },
    });
    expect(problemOf(() => purchaseOf(standard, { subscriptionId: 'x', term: 'yearly' }, facts)).code).toBe('subscription_not_found');
    expect(problemOf(() => purchaseOf(standard, { images: 19 }, facts)).code).toBe('invalid_purchase');
    expect(problemOf(() => purchaseOf(standard, { usage: true }, facts)).code).toBe('nothing_to_pay');
  });

  test('of pictures one by one, of a year, and of used credits costs what the offers say', () => {
    const owed = { planId: 'usage', title: 'Pay after use', credits: 1n, pricePerCreditUsdt: 110_000n };
    const prices = [
      purchaseOf(standard, { images: 500 }, facts),
      purchaseOf(standard, { subscriptionId: 'plan-600', term: 'yearly' }, facts),
      purchaseOf(standard, { usage: true }, { ...facts, owed }),
    ].map((purchase) => [amountToText(purchase.priceUsdt), amountToText(purchaseCredits(purchase))]);
    // A millionth of a credit costs 0.11 millionths of a USDT, rounded up.
    expect(prices).toEqual([
      ['75', '500'],
      ['500', '7200'],
      ['0.000001', '0.000001'],
    ]);
  });

  test('never has more bonus than the cap, whatever is combined, and loses nothing but its own line when it is not the first', () => {
    const percent = fc.integer({ min: 1, max: 100 });
    const amount = fc.bigInt({ min: 1n, max: 10n ** 12n }).map(amountToText);
    const campaigns = fc.array(fc.oneof(fc.record({ percent }), fc.record({ credits: amount })), { maxLength: 4 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), percent, percent, amount, campaigns, (cap, first, usdt, credits, extras) => {
        const offers = parseOffers({
          combinedBonusMaxPercent: cap,
          firstPurchaseBonus: { percent: first },
          usdtBonus: { percent: usdt },
          packs: [{ id: 'pack', priceUsdt: '7', credits }],
          campaigns: extras.map((extra, place) => ({
            id: `c${place}`,
            title: 'c',
            from: '2020-01-01T00:00:00Z',
            until: '2040-01-01T00:00:00Z',
            ...extra,
          })),
        });
        const [bought, ...bonuses] = purchaseOf(offers, { packId: 'pack' }, { ...facts, firstPurchase: true }).lines;
        const given = bonuses.reduce((sum, line) => sum + line.credits, 0n);
        expect(given * 100n <= (bought?.credits ?? 0n) * BigInt(cap)).toBe(true);
        const later = purchaseOf(offers, { packId: 'pack' }, facts).lines;
        expect(later).toEqual([bought, ...bonuses].filter((line) => line?.condition === null));
      }),
    );
  });
});
