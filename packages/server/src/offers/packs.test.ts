import { describe, expect, test } from 'vitest';
import { amountToText } from '../kernel/index.ts';
import { findPack, listPacks, packCredits, packGrants, packPricePerCredit } from './index.ts';

const packs = listPacks();

describe('the packs', () => {
  test('go from 100 credits for 10 USDT to 1 200 for 100, each at a better rate than the one before', () => {
    const table = packs.map((pack) => [
      amountToText(pack.priceUsdt),
      amountToText(packCredits(pack)),
      amountToText(packPricePerCredit(pack)),
    ]);
    expect(table).toEqual([
      ['10', '100', '0.1'],
      ['20', '210', '0.095239'],
      ['40', '440', '0.09091'],
      ['70', '805', '0.086957'],
      ['100', '1200', '0.083334'],
    ]);
    const pairs = packs.slice(1).map((pack, index) => [packs[index] ?? pack, pack] as const);
    // Compared as products, so that no rounding hides a difference.
    for (const [smaller, larger] of pairs)
      expect(larger.priceUsdt * packCredits(smaller) < smaller.priceUsdt * packCredits(larger)).toBe(true);
  });

  test('have distinct ids, exactly one recommendation, and name the amount that they grant', () => {
    expect(new Set(packs.map((pack) => pack.id)).size).toBe(packs.length);
    expect(packs.filter((pack) => pack.recommended)).toHaveLength(1);
    for (const pack of packs) expect(pack.title.replaceAll(' ', '')).toBe(`${amountToText(packCredits(pack))}credits`);
  });

  test('sell ten credits for a USDT and give the bonus as a grant of its own', () => {
    for (const pack of packs) {
      const [purchased, ...bonuses] = pack.grants;
      expect(purchased).toMatchObject({ kind: 'purchased', credits: pack.priceUsdt * 10n });
      expect(bonuses.map((bonus) => [bonus.kind, bonus.label])).toEqual(
        bonuses.map((bonus) => ['bonus', `Bonus of ${(Number(bonus.credits) * 100) / Number(pack.priceUsdt * 10n)} %`]),
      );
    }
  });

  test('are found by id', () => {
    expect(findPack('credits-440').recommended).toBe(true);
    expect(() => findPack('credits-9')).toThrow(
      expect.objectContaining({ code: 'pack_not_found', extras: { packIds: packs.map((pack) => pack.id) } }),
    );
  });
});

describe('packGrants', () => {
  test('gives the credits of the pack with their expiry', () => {
    const paidAtMs = Date.UTC(2026, 4, 5, 6, 7, 8, 9);
    expect(packGrants(findPack('credits-210'), { paidAtMs })).toEqual([
      { kind: 'purchased', amount: 200_000_000n, expiresAtMs: Date.UTC(2027, 4, 5, 6, 7, 8, 9), label: 'Pack of 200 credits' },
      { kind: 'bonus', amount: 10_000_000n, expiresAtMs: Date.UTC(2027, 4, 5, 6, 7, 8, 9), label: 'Bonus of 5 %' },
    ]);
  });

  test('of the largest pack never expire', () => {
    const grants = packGrants(findPack('credits-1200'), { paidAtMs: 0 });
    expect(grants.map((grant) => [grant.kind, grant.expiresAtMs])).toEqual([
      ['purchased', null],
      ['bonus', null],
    ]);
  });
});
