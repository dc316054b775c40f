import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountToText } from '../kernel/index.ts';
import { costAt, firstBelow } from './cost-lines.ts';
import { compareOffers, offersLibrary, parseOffers, type Comparison } from './index.ts';

const credit = 1_000_000n;
const hundreds = parseOffers(offersLibrary.hundreds);
const standard = parseOffers(offersLibrary.default);

const monthly = ({ offers }: Comparison) =>
  Object.fromEntries(
    offers.map((offer) => [`${offer.offerId}${offer.term === 'yearly' ? ', a year' : ''}`, amountToText(offer.monthlyUsdt)]),
  );

describe('the comparison', () => {
  test('of 500 standard pictures: subscription 50 USD, pay-per-image 75, pack 40', () => {
    const comparison = compareOffers(hundreds, { images: 500, credits: 500n * credit });
    expect(monthly(comparison)).toMatchObject({
      'plan-600': '50',
      images: '75',
      'credits-600': '40',
      'credits-300': '45',
      'credits-100': '50',
    });
    expect(comparison.offers[0]).toMatchObject({ offerId: 'credits-600', perImageUsdt: 80_000n });
  });

  test('counts a larger picture by what it costs', () => {
    expect(monthly(compareOffers(hundreds, { images: 125, credits: 500n * credit }))).toEqual(
      monthly(compareOffers(hundreds, { images: 500, credits: 500n * credit })),
    );
  });

  test('names from how many pictures on which way is the cheapest', () => {
    const { breakEvens } = compareOffers(standard, { images: 500, credits: 500n * credit });
    // A pack costs at least its price over its life: 10 USDT in 12 months are 0.83, which 5.6 pictures at 0.15 cost, too.
    expect(breakEvens.map(({ fromImages, offerId, term }) => [fromImages, offerId, term])).toEqual(brute(standard, 3000));
  });

  test('counts what expires: a pack for few pictures costs its price over its life', () => {
    const { offers } = compareOffers(standard, { images: 1, credits: credit });
    const pack = offers.find(({ offerId }) => offerId === 'credits-100');
    expect(pack && amountToText(pack.monthlyUsdt)).toBe('0.833334');
    expect(pack?.explanation).toContain('counted as one pack');
    expect(pack?.cheaperThanImagesFrom).toBe(6);
  });

  test('fills a subscription up at the best other rate', () => {
    // 600 of 1 000 for 50 USDT, the other 400 at 100/1200.
    const { offers } = compareOffers(standard, { images: 1000, credits: 1000n * credit });
    expect(amountToText(offers.find(({ offerId, term }) => offerId === 'plan-600' && term === 'monthly')?.monthlyUsdt ?? 0n)).toBe(
      '83.333334',
    );
  });

  test('is the same by brute force for any picture price', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 30n * credit }), (price) => {
        const { breakEvens } = compareOffers(hundreds, { images: 10, credits: 10n * price });
        expect(
          breakEvens.filter(({ fromImages }) => fromImages <= 300).map(({ fromImages, offerId, term }) => [fromImages, offerId, term]),
        ).toEqual(brute(hundreds, 300, price));
      }),
      { numRuns: 20 },
    );
  });
});

/** Looks at each number of pictures. The cheapest stays as long as no other is cheaper. */
function brute(offers: typeof standard, until: number, price = credit): unknown[] {
  const found: unknown[] = [];
  let current: { offerId: string; term: unknown } | undefined;
  for (let images = 1; images <= until; images += 1) {
    const exact = exactCosts(offers, images, price);
    const least = exact.reduce((best, other) => (other.scaled < best.scaled ? other : best));
    const kept = exact.find(({ offerId, term }) => offerId === current?.offerId && term === current.term);
    if (kept !== undefined && kept.scaled <= least.scaled) continue;
    current = least;
    found.push([images, least.offerId, least.term]);
  }
  return found;
}

/** Costs in one common denominator, reckoned anew from the offers. */
function exactCosts({ packs, subscriptions, payPerImage }: typeof standard, images: number, price: bigint) {
  const scale =
    packs.reduce((product, pack) => product * pack.grants.reduce((sum, { credits }) => sum + credits, 0n), 12n) *
    (payPerImage?.credits ?? 1n);
  const need = BigInt(images) * price;
  const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
  const packCosts = packs.map((pack) => {
    const credits = pack.grants.reduce((sum, grant) => sum + grant.credits, 0n);
    const months = pack.grants[0]?.expiresAfterMonths ?? null;
    const rate = (pack.priceUsdt * scale) / credits;
    return {
      offerId: pack.id,
      term: null,
      rate,
      scaled: most(rate * need, months === null ? 0n : (pack.priceUsdt * scale) / BigInt(months)),
    };
  });
  const single = ((payPerImage?.priceUsdt ?? 0n) * scale) / (payPerImage?.credits ?? 1n);
  const best = [...packCosts.map(({ rate }) => rate), single].reduce((a, b) => (a < b ? a : b));
  const plans = subscriptions.flatMap((plan) =>
    plan.terms.map(({ term, priceUsdt }) => ({
      offerId: plan.id,
      term,
      scaled: (priceUsdt * scale) / (term === 'yearly' ? 12n : 1n) + most(0n, need - plan.creditsPerCycle) * best,
    })),
  );
  return [...packCosts, ...plans, { offerId: 'images', term: null, scaled: single * need }];
}

test('a cost is found below another at the first whole number of pictures', () => {
  const flat = [{ base: { n: 100n, d: 1n }, perImage: { n: 0n, d: 1n } }];
  const each = [{ base: { n: 0n, d: 1n }, perImage: { n: 7n, d: 1n } }];
  expect(firstBelow(flat, each, 0, 1000)).toBe(15);
  expect(firstBelow(each, flat, 0, 1000)).toBe(1);
  expect(firstBelow(flat, each, 0, 14)).toBeUndefined();
  expect(costAt([...flat, ...each], 20)).toEqual({ n: 140n, d: 1n });
});
