import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { amountToText } from '../kernel/index.ts';
import { parsePriceBook, priceBookLibrary, quote, settleQuote, type PriceRequest } from './index.ts';

const picture = { operation: 'generate', width: 1024, height: 1024, images: 1 };
const dreamStudio = { ...picture, model: 'sd15', steps: 50 };
const queued = { ...picture, model: 'standard', steps: 50 };

/** Prices as those who charge them publish them, in their own unit. */
const points: readonly [book: string, what: string, request: PriceRequest, price: string][] = [
  ['imprest-default', '512×512, 50 steps', { ...queued, width: 512, height: 512 }, '1'],
  ['imprest-default', '1024×1024, 50 steps', queued, '4'],
  ['imprest-default', 'four of 512×512', { ...queued, width: 512, height: 512, images: 4 }, '4'],
  ['imprest-default', 'upscaling', { operation: 'upscale', model: 'standard', width: 512, height: 512, factor: 2, images: 1 }, '2'],
  ['imprest-default', 'inpainting', { ...queued, operation: 'inpaint', width: 512, height: 512 }, '3'],
  ['flat-per-image', 'three of any size', { ...picture, model: 'any', width: 1536, steps: 80, images: 3 }, '3'],
  ['stability', 'two by Ultra', { ...picture, model: 'ultra', images: 2 }, '16'],
  ['stability', 'one by Core', { ...picture, model: 'core' }, '3'],
  ['stability', 'two by SD 3.5 Large', { ...picture, model: 'sd3.5-large', images: 2 }, '13'],
  ['stability', 'inpainting', { ...picture, operation: 'inpaint', model: 'core' }, '5'],
  ['stability', 'creative upscaling', { ...picture, operation: 'upscale', model: 'core', method: 'creative' }, '60'],
  ['dreamstudio-2022', '512×512, 50 steps', { ...dreamStudio, width: 512, height: 512 }, '1'],
  ['dreamstudio-2022', '512×512, 10 steps', { ...dreamStudio, width: 512, height: 512, steps: 10 }, '0.2'],
  ['dreamstudio-2022', '512×768, 50 steps', { ...dreamStudio, width: 512, height: 768 }, '2.4'],
  ['dreamstudio-2022', '1024×1024, 50 steps', dreamStudio, '9.4'],
  ['dreamstudio-2022', '768×768, 150 steps', { ...dreamStudio, width: 768, height: 768, steps: 150 }, '13.8'],
  ['dall-e-usd', 'three of 512×512 by DALL·E 2', { ...picture, model: 'dall-e-2', width: 512, height: 512, images: 3 }, '0.054'],
  ['dall-e-usd', 'a wide one by DALL·E 3 in HD', { ...picture, model: 'dall-e-3', quality: 'hd', width: 1792 }, '0.12'],
  ['fal-flux-dev-usd', '0.79 megapixels count as one', { ...picture, model: 'flux-dev', height: 768 }, '0.025'],
  ['fal-flux-dev-usd', '1.57 megapixels count as two', { ...picture, model: 'flux-dev', width: 1536 }, '0.05'],
  ['flux2-pro-usd', 'the second megapixel is cheaper', { ...picture, model: 'flux2-pro', width: 1600, height: 1200 }, '0.045'],
  ['leonardo-alchemy', 'one picture', { ...picture, model: 'alchemy', width: 768, height: 768 }, '8'],
  ['leonardo-alchemy', 'four pictures', { ...picture, model: 'alchemy', width: 768, height: 768, images: 4 }, '18'],
  ['krita-interstice', 'two by SDXL, 24 steps', { ...picture, model: 'sdxl', steps: 24, images: 2 }, '12'],
  ['krita-interstice', 'a control map', { operation: 'control-map', model: 'sdxl' }, '1'],
  ['midjourney-seconds', 'a minute at turbo', { operation: 'generate', model: 'v7', speed: 'turbo', gpuSeconds: 60, images: 4 }, '120'],
  ['ai-horde-legacy', '512×512, 50 steps', { operation: 'generate', width: 512, height: 512, steps: 50 }, '10.83'],
  ['ai-horde-legacy', '1024×1024, 50 steps', { ...picture, steps: 50 }, '60.06'],
  ['gpt-image-usd', 'a high one without the text', { ...picture, model: 'gpt-image-1', quality: 'high', textTokens: 0 }, '0.1664'],
  ['gpt-image-usd', 'a low one', { ...picture, height: 1536, model: 'gpt-image-1', quality: 'low' }, '0.01682'],
  ['congestion', 'a queue at 1.37 of its target', { ...queued, queueRatio: 1.37 }, '5.4'],
  ['congestion', 'a queue at 9 of its target', { ...queued, queueRatio: 9 }, '8'],
  ['congestion', 'an idle queue', { ...queued, queueRatio: 0.3 }, '4'],
];

describe('the library of price books', () => {
  const books = new Map(Object.entries(priceBookLibrary).map(([name, book]) => [name, parsePriceBook(book)]));

  test.each(points)('%s: %s', (name, _what, request, price) => {
    const book = books.get(name);
    if (book === undefined) throw new Error(`there is no book ${name}`);
    expect(amountToText(quote(book, request).total)).toBe(price);
  });

  test('has every file of the folder, each with a price that is tested', () => {
    const files = readdirSync(join(import.meta.dirname, 'books')).map((file) => file.replace('.json', ''));
    expect([...books.keys()].toSorted()).toEqual(files.toSorted());
    expect([...new Set(points.map(([name]) => name))].toSorted()).toEqual(files.toSorted());
  });

  test('says how much a measured price can be at the most', () => {
    const book = books.get('midjourney-seconds');
    if (book === undefined) throw new Error('there is no such book');
    const request = { operation: 'generate', speed: 'turbo', images: 4 };
    expect(quote(book, request)).toMatchObject({ total: 120_000_000n, qualifier: 'estimate', upperBound: 480_000_000n });
    expect(quote(book, { ...request, gpuSeconds: 300 })).toMatchObject({ total: 600_000_000n, upperBound: 600_000_000n });
  });

  test('charges what was measured, and never more than the quote says', () => {
    const book = books.get('midjourney-seconds');
    if (book === undefined) throw new Error('there is no such book');
    const quoted = quote(book, { operation: 'generate', speed: 'turbo', images: 4 });
    expect(settleQuote(book, quoted, { gpuSeconds: '47.125' })).toBe(94_250_000n);
    expect(settleQuote(book, quoted, { gpuSeconds: 3600 })).toBe(480_000_000n);
    expect(settleQuote(book, quoted, { gpuSeconds: 1e9 })).toBe(480_000_000n);
    expect(settleQuote(book, quoted, {})).toBe(quoted.total);
  });

  test('shows the factor of the queue on a line of its own', () => {
    const book = books.get('congestion');
    if (book === undefined) throw new Error('there is no such book');
    const priced = quote(book, { ...queued, queueRatio: 1.37 });
    expect(priced.congestion).toBe('1.35');
    expect(priced.lines.at(-1)).toEqual({ label: 'Queue', detail: null, factor: '1.35', amount: 1_400_000n });
  });
});
