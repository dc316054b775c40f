import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePriceBook, defaultPriceBook, pricePerImage, quote, repriceWork, type WorkDone } from '../index.ts';

const book = compilePriceBook(defaultPriceBook);
const flat = compilePriceBook({ format: 'imprest-price-book/1', title: 'Flat', price: { product: ['images', 2] } });

/** Work as it is done: any settings, any of its pictures delivered, charged by the default book. */
const work: fc.Arbitrary<WorkDone> = fc
  .record({
    model: fc.constantFrom('standard', 'artistic', 'realistic'),
    width: fc.integer({ min: 1, max: 32 }).map((tiles) => tiles * 64),
    steps: fc.integer({ min: 1, max: 150 }),
    images: fc.integer({ min: 1, max: 16 }),
    keep: fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: null }),
  })
  .map(({ keep, ...asked }) => {
    const facts = { operation: 'generate', height: 512, negativePrompt: false, ...asked };
    const parts = pricePerImage(quote(book, facts));
    const delivered = keep === null ? null : [...parts.keys()].filter((index) => (keep & (1 << index)) !== 0);
    return { facts, delivered, charged: (delivered ?? [...parts.keys()]).reduce((sum, index) => sum + (parts[index] ?? 0n), 0n) };
  });

describe('work priced again', () => {
  test('earns by the same book exactly what was charged, however it is cut into parts', () => {
    fc.assert(
      fc.property(fc.array(work, { maxLength: 30 }), fc.nat(30), (all, cut) => {
        const charged = all.reduce((sum, done) => sum + done.charged, 0n);
        expect(repriceWork(book, all)).toEqual({ earned: charged, unpriced: { generations: 0, charged: 0n }, reasons: [] });
        const parts = [all.slice(0, cut), all.slice(cut)].map((part) => repriceWork(flat, part).earned);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(repriceWork(flat, all).earned);
        const pictures = all.reduce((sum, { delivered, facts }) => sum + (delivered?.length ?? facts.images), 0);
        expect(repriceWork(flat, all).earned).toBe(BigInt(pictures) * 2_000_000n);
      }),
    );
  });

  test('is counted apart where the book has no price for it', () => {
    const narrow = compilePriceBook({
      format: 'imprest-price-book/1',
      title: 'Narrow',
      facts: { model: { options: ['standard'] } },
      price: { lookup: 'model', in: { standard: 'images' } },
    });
    const done = (model: string, charged: bigint): WorkDone => ({
      facts: { operation: 'generate', model, images: 1, negativePrompt: false },
      delivered: null,
      charged,
    });
    const repriced = repriceWork(narrow, [done('standard', 5n), done('artistic', 7n), done('artistic', 8n), done('realistic', 9n)]);
    expect(repriced).toMatchObject({ earned: 1_000_000n, unpriced: { generations: 3, charged: 24n } });
    expect(repriced.reasons.map(({ generations }) => generations).reduce((sum, each) => sum + each, 0)).toBe(3);
  });

  test('counts a queue that had no part in the price as one whose factor is 1', () => {
    const busy = compilePriceBook({
      format: 'imprest-price-book/1',
      title: 'Busy',
      price: [
        { label: 'Pictures', base: 'images' },
        { label: 'Queue', congestion: { step: '0.1', floor: '0.5', cap: 2 } },
      ],
    });
    const facts = { operation: 'generate', images: 1, negativePrompt: false };
    expect(repriceWork(busy, [{ facts, delivered: null, charged: 1n }]).earned).toBe(1_000_000n);
    expect(repriceWork(busy, [{ facts: { ...facts, queueRatio: '1.5' }, delivered: null, charged: 1n }]).earned).toBe(1_500_000n);
  });
});
