import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountMax, Problem } from '../kernel/index.ts';
import { defaultPriceBook, parsePriceBook, pricePerImage, quote, requestOutsidePriceBook, type PriceRequest } from './index.ts';

const defaultBook = parsePriceBook(defaultPriceBook);

const dimension = fc.integer({ min: 1, max: 32 }).map((count) => count * 64);
const requests = fc
  .record({
    operation: fc.constantFrom('generate' as const, 'vary' as const, 'inpaint' as const, 'upscale' as const),
    model: fc.constantFrom('standard', 'artistic', 'realistic'),
    width: dimension,
    height: dimension,
    steps: fc.integer({ min: 1, max: 150 }),
    images: fc.integer({ min: 1, max: 16 }),
    negativePrompt: fc.boolean(),
  })
  .map((request) => ({ ...request, factor: 2 }));

describe('quote', () => {
  test('the lines add up to the total, none of them takes anything off, and the total is whole hundredths', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const priced = quote(defaultBook, request);
        expect(priced.lines.reduce((sum, line) => sum + line.amount, 0n)).toBe(priced.total);
        expect(priced.lines.every((line) => line.amount >= 0n)).toBe(true);
        expect(priced.total % 10_000n).toBe(0n);
      }),
      { numRuns: 3000 },
    );
  });

  test('never falls when area, steps or pictures are added', () => {
    const more = fc.record({ width: fc.nat(20), height: fc.nat(20), steps: fc.nat(80), images: fc.nat(8) });
    fc.assert(
      fc.property(requests, more, (request, added) => {
        const larger = {
          ...request,
          width: Math.min(2048, request.width + added.width * 64),
          height: Math.min(2048, request.height + added.height * 64),
          images: Math.min(16, request.images + added.images),
          steps: Math.min(150, request.steps + added.steps),
        };
        expect(quote(defaultBook, larger).total >= quote(defaultBook, request).total).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('the parts for each picture add up to the total and differ by one micro-credit at most', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, amountMax), fc.integer({ min: 1, max: 16 }), (total, images) => {
        const parts = pricePerImage({ total, request: { images } });
        expect(parts).toHaveLength(images);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(total);
        expect(parts.toSorted((a, b) => Number(a - b))).toEqual(parts);
        expect((parts.at(-1) ?? 0n) - (parts[0] ?? 0n) <= 1n).toBe(true);
      }),
    );
  });
});

describe('a request outside the price book', () => {
  const picture: PriceRequest = { operation: 'generate', model: 'standard', width: 512, height: 512, steps: 50, images: 1 };

  test.each<[path: string, request: PriceRequest]>([
    ['/model', { ...picture, model: 'sdxl' }],
    ['/model', { ...picture, model: '__proto__' }],
    ['/width', { ...picture, width: 2112 }],
    ['/width', { ...picture, width: 500 }],
    ['/height', { ...picture, height: 0 }],
    ['/height', { ...picture, height: Number.NaN }],
    ['/images', { ...picture, images: 17 }],
    ['/images', { ...picture, images: 1.5 }],
    ['/steps', { ...picture, steps: 151 }],
    ['/steps', { ...picture, steps: undefined }],
    ['/operation', { ...picture, operation: 'outpaint' }],
    ['/mood', { ...picture, mood: 'calm' }],
    ['/negativePrompt', { ...picture, negativePrompt: 'yes' }],
    ['/images', { ...picture, images: 'two' }],
    ['/width', { ...picture, width: true }],
    ['/model', { ...picture, model: 5 }],
    ['/factor', { ...picture, operation: 'upscale', steps: undefined }],
    ['/factor', { ...picture, operation: 'upscale', steps: undefined, factor: 3 }],
  ])('is refused at %s', (path, request) => {
    const problem = problemOf(() => quote(defaultBook, request));
    expect(problem.definition).toBe(requestOutsidePriceBook.definition);
    expect(problem.extras['errors']).toEqual([expect.objectContaining({ path })]);
  });

  test('comes with what is possible', () => {
    const problem = problemOf(() => quote(defaultBook, { ...picture, width: 5000, model: 'x' }));
    expect(problem.detail).toContain('model must be one of standard, artistic, realistic');
    expect(problem.extras['possible']).toMatchObject({
      operations: expect.arrayContaining([{ operation: 'upscale', facts: ['width', 'height', 'images', 'factor'] }]),
      facts: {
        model: ['standard', 'artistic', 'realistic'],
        width: { from: '64', to: '2048', step: '64' },
        steps: { from: '1', to: '150', step: '1' },
        negativePrompt: [true, false],
      },
    });
  });
});

function problemOf(work: () => unknown): Problem {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
