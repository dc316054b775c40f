import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offersLibrary, parseOffers, purchaseOf } from '../../offers/index.ts';
import { earnedGrants } from './earned-grants.ts';

const facts = { nowMs: Date.parse('2027-03-21T00:00:00Z'), firstPurchase: true, owed: null };
const purchases = [offersLibrary.default, offersLibrary.welcome]
  .map((document) => parseOffers(document))
  .flatMap((offers) => [
    ...offers.packs.map(({ id }) => purchaseOf(offers, { packId: id }, facts)),
    purchaseOf(offers, { images: 33 }, facts),
  ]);
const packs = fc.constantFrom(...purchases);
const parts = fc.array(fc.bigInt({ min: 1n, max: 200_000_000n }), { minLength: 1, maxLength: 8 });

test('any parts earn what their sum earns at once, and one bonus', () => {
  fc.assert(
    fc.property(packs, parts, (pack, amounts) => {
      let creditedBefore = 0n;
      let onceGranted = false;
      const sums = { purchased: 0n, bonus: 0n };
      for (const amount of amounts) {
        const onceIsDue: boolean = !onceGranted && creditedBefore + amount >= pack.priceUsdt;
        const grants = earnedGrants(pack, { amount, finalAtMs: 0, creditedBefore, onceIsDue, firstPurchase: true });
        for (const grant of grants) sums[grant.kind] += grant.amount;
        onceGranted ||= onceIsDue;
        creditedBefore += amount;
      }
      const whole = { purchased: 0n, bonus: 0n };
      for (const grant of earnedGrants(pack, {
        amount: creditedBefore,
        finalAtMs: 0,
        creditedBefore: 0n,
        onceIsDue: creditedBefore >= pack.priceUsdt,
        firstPurchase: true,
      }))
        whole[grant.kind] += grant.amount;
      expect(sums).toEqual(whole);
    }),
  );
});

test('a repeated settlement asks for exactly the same', () => {
  fc.assert(
    fc.property(packs, fc.bigInt({ min: 1n, max: 10n ** 15n }), (pack, amount) => {
      const deposit = { amount, finalAtMs: 1_700_000_000_000, creditedBefore: 3n, onceIsDue: true, firstPurchase: true };
      expect(earnedGrants(pack, deposit)).toEqual(earnedGrants(pack, deposit));
    }),
  );
});

test('the price at once grants exactly the lines of the purchase, that of a first purchase only if it is one', () => {
  for (const purchase of purchases) {
    for (const firstPurchase of [true, false]) {
      const deposit = { amount: purchase.priceUsdt, finalAtMs: 0, creditedBefore: 0n, onceIsDue: true, firstPurchase };
      const shown = purchase.lines.filter((line) => firstPurchase || line.condition === null);
      expect(earnedGrants(purchase, deposit).map(({ kind, amount, label }) => [kind, amount, label])).toEqual(
        shown.map(({ kind, credits, label }) => [kind, credits, label]),
      );
    }
  }
});
