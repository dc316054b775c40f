import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountMax, contentHash, Problem } from '../../kernel/index.ts';
import { compilePriceBook, parsePriceBook, pricePerImage, quote, type PricedRequest, type PriceRequest } from '../index.ts';
import { interpretPriceBook } from '../testing/interpret-price-book.ts';
import { randomBooks, randomRequests } from '../testing/random-books.ts';

/** The price, or `undefined` where there is none. */
function priceOf(book: Parameters<typeof quote>[0], request: PriceRequest): PricedRequest | undefined {
  try {
    return quote(book, request);
  } catch (error) {
    if (error instanceof Problem && error.code === 'request_outside_price_book') return undefined;
    throw error;
  }
}

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, shuffled(item)]),
  );
}

describe('any well-formed book', () => {
  test('compiled says what it says as it is read', () => {
    fc.assert(
      fc.property(randomBooks, fc.array(randomRequests, { minLength: 8, maxLength: 8 }), (data, requests) => {
        const book = compilePriceBook(data);
        for (const request of requests) expect(priceOf(book, request)?.total).toBe(interpretPriceBook(book.book, request));
      }),
      { numRuns: 400 },
    );
  });

  test('has lines that add up to the total, which is an amount and always the same, and parts for each picture that do too', () => {
    fc.assert(
      fc.property(randomBooks, randomRequests, (data, request) => {
        const book = compilePriceBook(data);
        const priced = priceOf(book, request);
        if (priced === undefined) return;
        expect(priced.lines.reduce((sum, line) => sum + line.amount, 0n)).toBe(priced.total);
        expect(priced.total >= 0n && priced.total <= amountMax).toBe(true);
        expect(priced.upperBound).toBe(priced.total);
        expect(quote(book, { ...request })).toEqual(priced);
        expect(pricePerImage(priced).reduce((sum, share) => sum + share, 0n)).toBe(priced.total);
      }),
      { numRuns: 400 },
    );
  });

  test('has one hash, in whatever order its members stand', () => {
    fc.assert(
      fc.property(randomBooks, (data) => {
        expect(contentHash(shuffled(data))).toBe(contentHash(data));
        expect(compilePriceBook(shuffled(data)).hash).toBe(compilePriceBook(data).hash);
      }),
      { numRuns: 50 },
    );
  });

  test('that may be published has a price, or a refusal of its own, for every request, and never falls', { timeout: 300_000 }, () => {
    const bigger = fc.constantFrom('width', 'height', 'steps', 'images');
    let published = 0;
    fc.assert(
      fc.property(randomBooks, fc.array(fc.tuple(randomRequests, bigger), { minLength: 10, maxLength: 10 }), (data, cases) => {
        if (!isPublishable(data)) return;
        published += 1;
        const book = parsePriceBook(data);
        for (const [request, fact] of cases) {
          const said: PriceRequest = { steps: 20, ...request };
          const larger = { ...said, [fact]: Number(said[fact]) + (fact === 'width' || fact === 'height' ? 64 : 1) };
          const [before, after] = [priceOf(book, said), priceOf(book, larger)];
          if (before !== undefined && after !== undefined) expect(after.total >= before.total).toBe(true);
        }
      }),
      // The search for falls is no proof, so it is tried on the same books each time.
      { numRuns: 120, seed: 4104 },
    );
    expect(published).toBeGreaterThan(12);
  });
});

function isPublishable(data: object): boolean {
  try {
    parsePriceBook(data);
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}
