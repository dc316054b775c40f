import Value from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../kernel/index.ts';
import { parsePriceBook, priceBookJsonSchema, priceBookLibrary, quote } from '../index.ts';

const facts = {
  model: { options: ['plain', { id: 'fancy', factor: 2 }] },
  width: { from: 64, to: 2048, step: 64 },
  height: { from: 64, to: 2048, step: 64 },
  steps: { from: 1, to: 150 },
  images: { from: 1, to: 16 },
};
const bookOf = (price: unknown, more: object = {}) => ({ format: 'imprest-price-book/1', title: 'Test', facts, price, ...more });
const lines = (...more: unknown[]) => bookOf([{ label: 'Picture', base: 1 }, ...more]);

function errorsOf(book: unknown): readonly { path: string; message: string; request?: unknown }[] {
  try {
    parsePriceBook(book);
  } catch (error) {
    // True because `invalid_price_book` has its errors there.
    if (error instanceof Problem && error.code === 'invalid_price_book') return error.extras['errors'] as ReturnType<typeof errorsOf>;
    throw error;
  }
  return [];
}

describe('parsePriceBook', () => {
  test('accepts a book of one line', () => {
    const flat = parsePriceBook({ format: 'imprest-price-book/1', title: 'Flat', price: 'images' });
    const request = { operation: 'generate', model: 'any', width: 1536, height: 1024, steps: 80, images: 3 };
    expect(quote(flat, request).total).toBe(3_000_000n);
  });

  test.each<[what: string, book: unknown, path: string, message: string]>([
    ['not an object', 'x', '', 'object'],
    ['another format', { ...bookOf(1), format: 'x/2' }, '/format', 'constant'],
    ['an unknown member', { ...bookOf(1), prices: 1 }, '', 'prices'],
    ['no price', { format: 'imprest-price-book/1', title: 'x' }, '', 'either "price", for every operation, or "operations"'],
    ['a fact without a range', bookOf(1, { facts: { strength: {} } }), '/facts/strength', '"from" and "to"'],
    ['crossed limits', bookOf(1, { facts: { steps: { from: 9, to: 8 } } }), '/facts/steps/to', 'below "from"'],
    ['limits off the grid', bookOf(1, { facts: { width: { from: 64, to: 100, step: 64 } } }), '/facts/width/to', 'whole steps'],
    ['no pictures', bookOf(1, { facts: { images: { from: 0, to: 8 } } }), '/facts/images/from', '1 at least'],
    ['half a picture', bookOf(1, { facts: { images: { from: 1, to: 8, step: '0.5' } } }), '/facts/images', 'whole numbers'],
    ['a width that is a choice', bookOf(1, { facts: { width: { options: ['s', 'm'] } } }), '/facts/width', 'must be a number'],
    ['a model that is a number', bookOf(1, { facts: { model: { from: 1, to: 2 } } }), '/facts/model', 'must be a choice'],
    ['a word of the language as a fact', bookOf(1, { facts: { pixels: { from: 1, to: 2 } } }), '/facts/pixels', 'word of the language'],
    ['an option twice', bookOf(1, { facts: { mood: { options: ['a', 'a'] } } }), '/facts/mood/options/1', 'twice'],
    ['an option in capitals', bookOf(1, { facts: { mood: { options: ['A'] } } }), '/facts/mood/options/0', 'lower-case'],
    ['a default that is no option', bookOf(1, { facts: { mood: { options: ['a'], default: 'b' } } }), '/facts/mood/default', 'one of a'],
    ['a default outside', bookOf(1, { facts: { steps: { from: 1, to: 9, default: 10 } } }), '/facts/steps/default', 'from 1 to 9'],
    ['a column that an option lacks', bookOf('model.factor'), '/facts/model/options/0', 'has no factor, which /price reads'],
    ['a value named like a fact', bookOf(1, { values: { steps: 1 } }), '/values/steps', 'fact already'],
    ['no rounding step', bookOf(1, { rounding: { to: '0.00', mode: 'up' } }), '/rounding/to', 'at most six decimals'],
    ['too fine a rounding', bookOf(1, { rounding: { to: '0.0000001', mode: 'up' } }), '/rounding/to', 'at most six decimals'],
    ['a waiver without a reason', bookOf(1, { mayFall: { images: 'no' } }), '/mayFall/images', 'fewer than 10'],
    ['a waiver of nothing', bookOf(1, { mayFall: { mood: 'because we want it' } }), '/mayFall/mood', 'only images, area, steps'],
    [
      'an operation like itself',
      bookOf(1, { price: undefined, operations: { vary: { sameAs: 'vary' } } }),
      '/operations/vary/sameAs',
      'name of',
    ],
    ['an unknown fact in a label', lines({ label: '{mood}', add: 1 }), '/price/1/label', 'no fact or value mood'],
    ['no base', bookOf([{ label: 'x', add: 1 }]), '/price/0', 'first line has the base'],
    ['a line of two kinds', lines({ label: 'x', add: 1, multiply: 2 }), '/price/1', 'one of base, add'],
    ['a line with too much', lines({ label: 'x', add: 1, how: 2 }), '/price/1', 'how'],
    ['a wrong formula in a line', lines({ label: 'x', add: { sum: ['mood'] } }), '/price/1/add/sum/0', 'mood'],
    ['a wrong condition of a line', lines({ label: 'x', when: { mood: 1 }, add: 1 }), '/price/1/when/mood', 'mood'],
    ['a cap below the floor', lines({ label: 'x', congestion: { step: '0.1', floor: 2, cap: 1 } }), '/price/1/congestion/cap', 'floor'],
    [
      'an example outside the book',
      bookOf(1, { examples: [{ what: 'x', request: { operation: 'generate', model: 'sdxl', images: 1 } }] }),
      '/examples/0/request',
      'model must be one of plain, fancy',
    ],
  ])('refuses %s', (_what, book, path, message) => {
    expect(errorsOf(book)).toContainEqual({ path, message: expect.stringContaining(message) });
  });

  test.each<[what: string, price: unknown, path: string, message: string, request: object]>([
    ['a division by zero at one number of steps', { quotient: [1, { difference: [77, 'steps'] }] }, '', 'divides by zero', { steps: 77 }],
    ['a division by nothing', { sum: [1, { quotient: [1, 0] }] }, '/sum/1', 'divides by zero', {}],
    ['a division by zero on a diagonal', { quotient: [1, { difference: ['width', 'height'] }] }, '', 'divides by zero', {}],
    [
      'a division by zero in one corner',
      {
        when: { model: 'fancy', images: 7 },
        value: { quotient: ['steps', { difference: ['pixels', { product: [832, 1088] }] }] },
        otherwise: 'steps',
      },
      '/value',
      'divides by zero',
      { model: 'fancy', images: 7 },
    ],
    ['a negative price', { sum: ['images', { difference: ['steps', 10] }] }, '/sum/1', 'is negative', { steps: 1 }],
    [
      'a doubling with a negative price',
      { sum: [{ product: ['images', '0.25'] }, { perDoubling: { difference: ['megapixels', 1] }, of: 'factor' }] },
      '/sum/1/perDoubling',
      'is negative',
      {},
    ],
    ['a price beyond 64 bits', { power: 'pixels', exponent: 3 }, '', '64 bits', {}],
    ['a number beyond all prices', { min: [5, { power: 'pixels', exponent: 8 }] }, '/min/1', 'grows beyond', {}],
    ['the root of a negative number', { power: { difference: ['steps', 5] }, exponent: '0.5' }, '', 'root of a negative', { steps: 1 }],
    ['a price that falls with the steps', { difference: [1000, 'steps'] }, '', 'falls when steps grows: from 999', { steps: 2 }],
    ['a price that falls with the pictures', { quotient: [10, 'images'] }, '', 'falls when images grows: from 10', { images: 2 }],
    [
      'a price that falls at one batch size only',
      { product: [{ when: { images: 13 }, value: 11, otherwise: 'images' }, 'steps', 'megapixels'] },
      '/product/0',
      'falls when images grows: from',
      { images: 13 },
    ],
    [
      'a bracket that is cheaper',
      { product: ['steps', { brackets: 'pixels', upTo: [[500_000, 3]], above: 2 }] },
      '/product/1',
      'falls when width grows',
      {},
    ],
  ])('refuses %s, with a request that shows it', (_what, price, path, message, request) => {
    const [first] = errorsOf(bookOf(price));
    expect(first).toEqual({ path: `/price${path}`, message: expect.stringContaining(message), request: expect.objectContaining(request) });
  });

  test('names the formula around one that has a value for one of two requests only', () => {
    const only = { when: { images: { atMost: 3 } }, value: 'images', otherwise: { refuse: 'at most three are sold' } };
    const price = { when: { images: { atMost: 3 } }, value: { sum: [10, only] }, otherwise: 'images' };
    expect(errorsOf(bookOf(price))).toEqual([
      expect.objectContaining({ path: '/price', message: expect.stringContaining('falls when images grows: from 13') }),
    ]);
  });

  test('names each operation that is wrong, and one that is the same as another once', () => {
    const wrong = { difference: [10, 'steps'] };
    const book = {
      ...bookOf(1),
      price: undefined,
      operations: { generate: wrong, vary: { sameAs: 'generate' }, upscale: 2, inpaint: wrong },
    };
    expect(errorsOf(JSON.parse(JSON.stringify(book))).map((error) => error.path)).toEqual(['/operations/generate', '/operations/inpaint']);
  });

  test('lets a price fall where the book says why', () => {
    const waived = bookOf({ quotient: [10, 'images'] }, { mayFall: { images: 'A batch is made in one run.' } });
    expect(errorsOf(waived)).toEqual([]);
  });

  test('agrees with the JSON Schema', () => {
    const isValid = (book: unknown) => Value.Check(priceBookJsonSchema, book);
    for (const book of Object.values(priceBookLibrary)) expect(isValid(book)).toBe(true);
    expect(isValid(bookOf({ sum: [1, 'steps', { round: '0.5', to: 1, mode: 'up' }] }))).toBe(true);
    expect(isValid(bookOf({ sum: [1, { mean: [1] }] }))).toBe(false);
    expect(isValid(bookOf(0.5))).toBe(false);
  });
});
