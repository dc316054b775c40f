import { describe, expect, test } from 'vitest';
import { amountToText } from '../kernel/index.ts';
import { defaultPriceBook, parsePriceBook, priceTable, quote, type PriceRequest } from './index.ts';

const book = parsePriceBook(defaultPriceBook);
const total = (request: PriceRequest) => amountToText(quote(book, request).total);
const picture = { operation: 'generate', model: 'standard', width: 512, height: 512, steps: 50, images: 1 } as const;

describe('the default price book', () => {
  test.each<[what: string, request: PriceRequest, price: string]>([
    ['512×512, 50 steps', picture, '1'],
    ['1024×1024, 50 steps', { ...picture, width: 1024, height: 1024 }, '4'],
    ['batch of four 512×512', { ...picture, images: 4 }, '4'],
    ['upscale', { operation: 'upscale', model: 'standard', width: 512, height: 512, factor: 2, images: 1 }, '2'],
    ['inpaint', { ...picture, operation: 'inpaint' }, '3'],
    ['artistic', { ...picture, model: 'artistic' }, '1.5'],
    ['realistic', { ...picture, model: 'realistic' }, '2'],
    ['a variation', { ...picture, operation: 'vary' }, '1'],
    ['half the steps', { ...picture, steps: 25 }, '0.5'],
    ['a negative prompt costs nothing', { ...picture, negativePrompt: true }, '1'],
    ['the least price of a picture', { ...picture, width: 64, height: 64, steps: 1 }, '0.1'],
    ['the least price counts for each picture', { ...picture, width: 64, height: 64, steps: 1, images: 16 }, '1.6'],
    ['rounds up once, at the end', { ...picture, width: 576, height: 512, steps: 33, images: 3 }, '2.23'],
    ['the largest', { ...picture, width: 2048, height: 2048, steps: 150, images: 16, model: 'realistic' }, '1536'],
  ])('%s', (_what, request, price) => {
    expect(total(request)).toBe(price);
  });

  test('shows how the price comes about', () => {
    const priced = quote(book, { ...picture, model: 'realistic', width: 576, steps: 33, images: 3 });
    expect(priced.lines).toEqual([
      { label: 'Picture', detail: '576×512, 33 steps', factor: null, amount: 742_500n },
      { label: 'Realistic model', detail: null, factor: '2', amount: 742_500n },
      { label: '3 pictures', detail: null, factor: '3', amount: 2_970_000n },
      { label: 'Rounding', detail: 'up to the next 0.01 credits', factor: null, amount: 5_000n },
    ]);
    expect(amountToText(priced.total)).toBe('4.46');
    expect(priced.congestion).toBe('1');
  });

  test('warns of expensive settings', () => {
    expect(quote(book, picture).warnings).toEqual([]);
    expect(quote(book, { ...picture, width: 2048, height: 2048 }).warnings[0]?.detail).toContain(
      '2048×2048 is 4.2 megapixels; this costs 16 credits',
    );
    expect(quote(book, { ...picture, width: 1024, height: 1024, images: 8 }).warnings[0]?.detail).toContain('This costs 32 credits');
    expect(quote(book, { operation: 'upscale', model: 'standard', width: 1024, height: 1024, factor: 2, images: 1 }).warnings).toHaveLength(
      1,
    );
  });

  test('has a table made by the same code as the quotes', () => {
    const table = priceTable(book).map((row) => `${row.operation}: ${row.what}: ${amountToText(row.price)}`);
    expect(table).toContain('generate: 1024×1024, 50 steps: 4');
    expect(table).toContain('upscale: upscaling to twice the size: 2');
  });
});
