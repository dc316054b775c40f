import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { amountToText } from '../kernel/index.ts';
import { parsePriceBook, quote, type PriceRequest } from './index.ts';

const page = resolve(import.meta.dirname, '../../../../docs/guides/write-a-price-book.md');
const blocks = [...(await readFile(page, 'utf8')).matchAll(/```json\n(.*?)```/gsu)].map(
  ([, text]) => JSON.parse(text ?? '') as { title?: string },
);
const picture = { operation: 'generate', width: 1024, height: 1024, steps: 50, images: 1 };

/** What the page says that its books charge. */
const prices: readonly [title: string, request: PriceRequest, price: string][] = [
  ['One credit per picture', { ...picture, images: 3 }, '3'],
  ['By started megapixel', { ...picture, width: 1536 }, '0.05'],
  ['Facts of each kind', { ...picture, model: 'master', moodBoard: true }, '16'],
  ['Line by line', { ...picture, model: 'sdxl', negativePrompt: true, images: 2, queueRatio: '1.29' }, '15.25'],
  ['Each operation its own', { ...picture, operation: 'vary', width: 2048 }, '2'],
  ['Each operation its own', { operation: 'upscale', width: 1024, height: 1024, factor: 4 }, '10'],
  ['First megapixel, then each further one', { ...picture, width: 1600, height: 1200 }, '0.045'],
  ['Set-up, marginal price and batch points', picture, '8'],
  ['Set-up, marginal price and batch points', { ...picture, width: 512, images: 4 }, '18'],
  ['Set-up, marginal price and batch points', { ...picture, images: 4 }, '19'],
  ['Pixels to the power of one and a half', { ...picture, steps: 24, images: 2 }, '10'],
  ['Model by style reference by mood board', { ...picture, model: 'grand', moodBoard: true }, '9'],
  ['Each doubling by its input', { operation: 'upscale', width: 512, height: 512, factor: 4 }, '5'],
  ['GPU seconds', { operation: 'generate', speed: 'turbo', gpuSeconds: 40 }, '0.8'],
];

describe('the guide to price books', () => {
  const books = new Map(blocks.filter((block) => 'format' in block).map((book) => [book.title, book]));

  test.each([...books])('"%s" can be published', (_title, book) => {
    expect(parsePriceBook(book).book).toBe(book);
  });

  test.each(prices)('%s: %j costs %s', (title, request, price) => {
    expect(amountToText(quote(parsePriceBook(books.get(title)), request).total)).toBe(price);
  });

  test('has a price for each of its books', () => {
    expect(new Set(books.keys())).toEqual(new Set(prices.map(([title]) => title)));
  });
});
