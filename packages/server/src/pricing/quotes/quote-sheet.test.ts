import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePriceBook } from '../compile-price-book.ts';
import { quoteAt } from '../congestion/index.ts';
import { priceBookLibrary } from '../library.ts';
import type { PriceRequest } from '../price-request.ts';
import { findAlternatives } from './find-alternatives.ts';
import { knownAlternatives, quoteSheet, type SheetQuestion } from './quote-sheet.ts';

const bookOf = (name: string, version: number) => compilePriceBook(priceBookLibrary[name], { version, effectiveFromMs: 0 });
const first = bookOf('imprest-default', 1);
const congestion = bookOf('congestion', 2);
const request: PriceRequest = { operation: 'generate', model: 'artistic', width: 1024, height: 768, steps: 30, images: 3 };
const question: SheetQuestion = { request, queueRatio: 0, maxCongestion: null, engine: 'procedural' };

describe('the sheet of a quote', () => {
  test('is the same object for the same question', () => {
    expect(quoteSheet(first, { ...question, request: { ...request } })).toBe(quoteSheet(first, question));
  });

  test('is another one where anything of the question is another', () => {
    const sheet = quoteSheet(first, question);
    const flat = { format: 'imprest-price-book/1', title: 'Flat', price: { product: ['images', 7] } };
    const others = [
      quoteSheet(compilePriceBook(flat, { version: 2, effectiveFromMs: 0 }), question),
      quoteSheet(bookOf('imprest-default', 3), question),
      quoteSheet(first, { ...question, engine: null }),
      quoteSheet(first, { ...question, request: { ...request, images: 4 } }),
      quoteSheet(first, { ...question, request: { ...request, negativePrompt: true } }),
    ];
    expect(new Set([sheet, ...others]).size).toBe(6);
    expect(others.map(({ total }) => total === sheet.total)).toEqual([false, true, true, false, true]);
    const busy = quoteSheet(congestion, { ...question, queueRatio: 1_500_000 });
    const calm = quoteSheet(congestion, { ...question, queueRatio: 500_000 });
    expect(busy.total > calm.total).toBe(true);
    const waits = quoteSheet(congestion, { ...question, queueRatio: 1_500_000, maxCongestion: '1' });
    expect([waits.waits, waits.total < busy.total]).toEqual([true, true]);
  });

  test('is what the book says at that moment, however many were asked for before', () => {
    const questions = fc.record({
      request: fc.record({
        operation: fc.constant('generate'),
        model: fc.constantFrom('standard', 'artistic', 'realistic'),
        width: fc.integer({ min: 1, max: 16 }).map((step) => step * 64),
        height: fc.integer({ min: 1, max: 16 }).map((step) => step * 64),
        steps: fc.integer({ min: 1, max: 40 }),
        images: fc.integer({ min: 1, max: 4 }),
      }),
      queueRatio: fc.constantFrom(0, 1_200_000),
      maxCongestion: fc.constant(null),
      engine: fc.constantFrom(null, 'procedural'),
    });
    fc.assert(
      fc.property(fc.array(questions, { maxLength: 40 }), (all) => {
        for (const each of [...all, ...all]) {
          const sheet = quoteSheet(first, each);
          expect(sheet).toMatchObject({ ...quoteAt(first, each.request, each.queueRatio, null).priced, engine: each.engine });
          expect(knownAlternatives(sheet)).toEqual(findAlternatives(first, sheet.request, sheet.total));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('of what the book has no price for is refused each time', () => {
    const wrong = { ...question, request: { ...request, width: 1 } };
    for (let turn = 0; turn < 2; turn += 1) expect(() => quoteSheet(first, wrong)).toThrow('The price book has no price for this request');
  });
});
