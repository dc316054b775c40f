import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ShownQuote } from '../../generation/index.ts';
import { findAlternatives, parsePriceBook, priceBookLibrary, quote } from '../../pricing/index.ts';
import { quoteOf, quoteText } from './quote-of.ts';

const book = parsePriceBook(priceBookLibrary['imprest-default']);
const charging = { failed: '0', refusedBeforeRun: '0', refusedAfterRun: '0.5', canceledInQueue: '0', canceledWhileRunning: 'elapsed' };
const words = fc.string({ unit: 'grapheme', maxLength: 20 });

const sheets = fc
  .record({
    request: fc.record(
      {
        operation: fc.constant('generate'),
        model: fc.constantFrom('standard', 'artistic', 'realistic'),
        width: fc.integer({ min: 4, max: 32 }).map((step) => step * 64),
        height: fc.integer({ min: 4, max: 32 }).map((step) => step * 64),
        steps: fc.integer({ min: 1, max: 150 }),
        images: fc.integer({ min: 1, max: 8 }),
        negativePrompt: fc.boolean(),
      },
      { requiredKeys: ['operation', 'model', 'width', 'height', 'steps'] },
    ),
    maxCongestion: fc.constantFrom(null, '1.25'),
    engine: fc.oneof(fc.constant(null), words),
    note: fc.oneof(fc.constant(null), words),
  })
  .map(({ request, note, ...rest }) => ({ ...quote(book, request), ...rest, waits: false, charging: { ...charging, note } }));

const shownQuotes = fc.record({
  sheet: sheets,
  createdAtMs: fc.integer({ min: 0, max: 8_000_000_000_000 }),
  available: fc.bigInt({ min: 0n, max: 9_000_000_000_000_000_000n }),
  affordable: fc.boolean(),
  warnings: fc.array(fc.record({ code: fc.constant('budget_exceeded' as const), detail: words, line: fc.oneof(fc.constant(null), words) })),
});

test('a quote that is written from parts says the same in ASCII, also the second time', () => {
  fc.assert(
    fc.property(shownQuotes, ({ sheet, createdAtMs, available, affordable, warnings }) => {
      const id = `quote_${String(createdAtMs)}`;
      const shown: ShownQuote = {
        quote: { ...sheet, sheet, id, accountId: 'acct_1', createdAtMs, expiresAtMs: createdAtMs + 900_000 },
        available,
        availableAfter: available - sheet.total,
        affordable,
        warnings: [...sheet.warnings, ...warnings],
        alternatives: findAlternatives(book, sheet.request, sheet.total),
      };
      for (const each of [shown, shown, { ...shown, available: available + 1n }, { ...shown, alternatives: [] }]) {
        const { text } = quoteText(each);
        expect(Buffer.byteLength(text)).toBe(text.length);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(quoteOf(each))));
      }
    }),
  );
});
