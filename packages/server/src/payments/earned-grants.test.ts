import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listPacks } from '../offers/index.ts';
import { earnedGrants } from './earned-grants.ts';

const packs = fc.constantFrom(...listPacks());
const parts = fc.array(fc.bigInt({ min: 1n, max: 200_000_000n }), { minLength: 1, maxLength: 8 });

test('any parts earn what their sum earns at once, and one bonus', () => {
  fc.assert(
    fc.property(packs, parts, (pack, amounts) => {
      let creditedBefore = 0n;
      let bonusGranted = false;
      const sums = { purchased: 0n, bonus: 0n };
      for (const amount of amounts) {
        const grants = earnedGrants(pack, { amount, finalAtMs: 0, creditedBefore, bonusGranted });
        for (const grant of grants) sums[grant.kind] += grant.amount;
        bonusGranted ||= grants.some((grant) => grant.kind === 'bonus');
        creditedBefore += amount;
      }
      const whole = { purchased: 0n, bonus: 0n };
      for (const grant of earnedGrants(pack, { amount: creditedBefore, finalAtMs: 0, creditedBefore: 0n, bonusGranted: false }))
        whole[grant.kind] += grant.amount;
      expect(sums).toEqual(whole);
    }),
  );
});

test('a repeated settlement asks for exactly the same', () => {
  fc.assert(
    fc.property(packs, fc.bigInt({ min: 1n, max: 10n ** 15n }), (pack, amount) => {
      const deposit = { amount, finalAtMs: 1_700_000_000_000, creditedBefore: 3n, bonusGranted: false };
      expect(earnedGrants(pack, deposit)).toEqual(earnedGrants(pack, deposit));
    }),
  );
});
