import { describe, expect, test } from 'vitest';
import { Problem } from '../../kernel/index.ts';
import { compilePriceBook, quote, type PriceRequest } from '../index.ts';

const facts = {
  model: {
    options: [
      { id: 'small', title: 'Small', price: '0.5' },
      { id: 'large', price: 2 },
    ],
  },
  quality: { options: ['draft', 'fine'], default: 'draft' },
  width: { from: 64, to: 4096, step: 64 },
  height: { from: 64, to: 4096, step: 64 },
  steps: { from: 0, to: 100 },
  balance: { from: -100, to: 100 },
};
const values = { twice: { product: [2, 'half'] }, half: { quotient: ['images', 2] } };
const request: PriceRequest = {
  operation: 'generate',
  model: 'large',
  width: 1024,
  height: 768,
  steps: 30,
  images: 4,
  factor: 4,
  balance: -3,
  negativePrompt: true,
};
const bookOf = (price: unknown) => ({ format: 'imprest-price-book/1', title: 'Test', facts, values, price });
const signed = (value: unknown) => bookOf({ sum: [value, 1000] });

/** The value of a formula, which may be negative. */
function evaluate(value: unknown, asked: PriceRequest = request): string {
  const total = quote(compilePriceBook(signed(value)), asked).total - 1_000_000_000n;
  return (Number(total) / 1_000_000).toString();
}

describe('formulas', () => {
  test.each<[name: string, node: unknown, value: string]>([
    ['a whole number', 4, '4'],
    ['a decimal number', '-0.25', '-0.25'],
    ['a fact', 'images', '4'],
    ['a value, in whatever order they stand', 'twice', '4'],
    ['a column of the option', 'model.price', '2'],
    ['pixels', 'pixels', '786432'],
    ['megapixels', 'megapixels', '0.786432'],
    ['a sum', { sum: ['0.1', '0.2', 'images'] }, '4.3'],
    ['a product', { product: ['0.5', 'images'] }, '2'],
    ['a difference', { difference: ['images', 1] }, '3'],
    ['a quotient that has no decimal form', { product: [3, { quotient: ['images', 3] }] }, '4'],
    ['a quotient by a fact', { quotient: [10, 'images'] }, '2.5'],
    ['a negative divisor', { quotient: [1, -4] }, '-0.25'],
    ['a negative divisor that is a fact', { quotient: ['images', 'balance'] }, '-1.333333'],
    ['the smallest', { min: ['images', 3, 7] }, '3'],
    ['the largest', { max: ['images', 3, 7] }, '7'],
    ['megapixels rounded up to blocks', { round: 'megapixels', to: 1, mode: 'up' }, '1'],
    ['rounded down', { round: 'megapixels', to: '0.05', mode: 'down' }, '0.75'],
    ['rounded to the nearest, half up', { round: '0.125', to: '0.05', mode: 'half_up' }, '0.15'],
    ['a negative number rounded up', { round: '-0.12', to: '0.05', mode: 'up' }, '-0.1'],
    ['a whole power', { power: 'images', exponent: 3 }, '64'],
    ['the power of one and a half of a square', { power: 1_048_576, exponent: '1.5' }, '1073741824'],
    ['a power in hundredths', { power: 2, exponent: '1.58' }, '2.989698'],
    ['the power of zero', { power: 'pixels', exponent: 0 }, '1'],
    [
      'a bracket',
      {
        brackets: 'megapixels',
        upTo: [
          ['0.5', 1],
          [1, 2],
        ],
        above: 3,
      },
      '2',
    ],
    ['the limit of a bracket', { brackets: 'images', upTo: [[4, 1]], above: 3 }, '1'],
    ['above the brackets', { brackets: 'images', upTo: [[2, 1]], above: 'images' }, '4'],
    [
      'each part at its rate',
      {
        graduated: 'steps',
        upTo: [
          [10, 0],
          [20, '0.1'],
        ],
        above: '0.01',
      },
      '1.1',
    ],
    ['no part of a negative number', { graduated: 'balance', upTo: [[10, 1]], above: 2 }, '0'],
    [
      'between points',
      {
        interpolate: 'images',
        points: [
          [2, 10],
          [6, 20],
        ],
      },
      '15',
    ],
    [
      'before the first point',
      {
        interpolate: 'images',
        points: [
          [5, 10],
          [6, 20],
        ],
      },
      '10',
    ],
    [
      'beyond the last point',
      {
        interpolate: 'images',
        points: [
          [1, 10],
          [3, 20],
        ],
      },
      '20',
    ],
    [
      'on a point',
      {
        interpolate: 'images',
        points: [
          [1, 10],
          [4, 7],
          [5, 9],
        ],
      },
      '7',
    ],
    ['a table', { lookup: 'model', in: { small: 2, large: 3 } }, '3'],
    ['a table with a rest', { lookup: 'model', in: { small: 3 }, otherwise: 9 }, '9'],
    ['a table of sizes', { lookup: 'size', in: { '1024x768': 3 }, otherwise: 9 }, '3'],
    ['a table of operations', { lookup: 'operation', in: { generate: 3 }, otherwise: 9 }, '3'],
    ['an option left out', { lookup: 'quality', in: { draft: 5, fine: 6 } }, '5'],
    ['a batch point', { when: { images: 4 }, value: 18, otherwise: 8 }, '18'],
    ['one of several', { when: { model: ['small', 'large'], images: [1, 2] }, value: 18, otherwise: 8 }, '8'],
    ['a comparison', { when: { pixels: { above: 786_431, atMost: 786_432 } }, value: 1, otherwise: 0 }, '1'],
    ['a comparison that just fails', { when: { images: { below: 4 } }, value: 1, otherwise: 0 }, '0'],
    ['a comparison of a value', { when: { half: { atLeast: 2 } }, value: 1, otherwise: 0 }, '1'],
    ['any', { when: { any: [{ model: 'small' }, { negativePrompt: true }] }, value: 1, otherwise: 0 }, '1'],
    ['all and not', { when: { all: [{ model: 'large' }, { not: { images: 4 } }] }, value: 1, otherwise: 0 }, '0'],
    [
      'the first case that holds',
      {
        cases: [
          { when: { images: 3 }, value: 1 },
          { when: { images: 4 }, value: 2 },
        ],
        otherwise: 3,
      },
      '2',
    ],
    ['no case', { cases: [{ when: { images: 3 }, value: 1 }], otherwise: 3 }, '3'],
    ['each doubling by what goes into it', { perDoubling: 'megapixels', of: 'factor' }, '3.93216'],
    ['a factor between doublings', { perDoubling: 1, of: 3 }, '2'],
    ['no doubling', { perDoubling: 1, of: 1 }, '0'],
  ])('%s', (_name, node, value) => {
    expect(evaluate(node)).toBe(value);
  });

  test('tell by which label they went', () => {
    const tiers = { brackets: 'megapixels', upTo: [['0.5', { label: 'small', value: 1 }]], above: { label: 'large', value: 2 } };
    const priced = quote(compilePriceBook(bookOf([{ label: 'Picture', detail: '{model}', base: tiers }])), request);
    expect(priced.lines).toEqual([{ label: 'Picture', detail: 'large, large', factor: null, amount: 2_000_000n }]);
  });

  test('may refuse', () => {
    const only = { lookup: 'size', in: { '512x512': 1 }, otherwise: { refuse: 'only 512×512 is sold' } };
    expect(evaluate(only, { ...request, width: 512, height: 512 })).toBe('1');
    expect(() => evaluate(only)).toThrow('only 512×512 is sold');
  });
});

describe('a formula that is wrong', () => {
  const deep = Array.from({ length: 40 }).reduce<unknown>((inside) => ({ sum: [inside] }), 1);

  test.each<[path: string, node: unknown, message: string]>([
    ['', 0.5, 'write 0.5 as text, "0.5"'],
    ['', '1e9', 'no fact or value 1e9'],
    ['', true, 'must be a number, a name, or an object'],
    ['', { average: [1] }, 'it has average'],
    ['', {}, 'it has nothing'],
    ['/sum/1', { sum: [1, null] }, 'must be a number'],
    ['/sum', { sum: [] }, 'fewer than 1'],
    ['/sum/0', { sum: ['mood'] }, 'there is no fact or value mood; there are width, height'],
    ['', 'model', 'model is not a number: look it up, or read a column of it such as model.price'],
    ['', 'negativePrompt', 'ask for it in "when"'],
    ['', 'speed.price', 'must have options with price each'],
    ['', { sum: [1], extra: 1 }, 'extra'],
    ['/to', { round: 1, to: 0, mode: 'up' }, '1'],
    ['/mode', { round: 1, to: 1, mode: 'off' }, 'up, down, half_up'],
    ['/exponent', { power: 1, exponent: '1.555' }, '0 to 8 with at most two decimals'],
    [
      '/upTo/1/0',
      {
        brackets: 1,
        upTo: [
          [2, 1],
          [2, 1],
        ],
        above: 1,
      },
      'above the one before it',
    ],
    ['/upTo/0/0', { graduated: 1, upTo: [[0, 1]], above: 1 }, 'above zero'],
    ['/points', { interpolate: 1, points: [[1, 1]] }, 'fewer than 2'],
    ['/in', { lookup: 'model', in: { small: 1 } }, 'no entry for large'],
    ['/in', { lookup: 'size', in: { '64x64': 1 } }, 'add "otherwise"'],
    ['/in/sdxl', { lookup: 'model', in: { sdxl: 1 }, otherwise: 1 }, 'model cannot be sdxl; it can be small, large'],
    ['/lookup', { lookup: 'speed', in: { fast: 1 }, otherwise: 1 }, 'does not say what speed can be'],
    ['/lookup', { lookup: 'images', in: { 4: 1 }, otherwise: 1 }, 'not a choice'],
    ['/when/model', { when: { model: 'sdxl' }, value: 1, otherwise: 2 }, 'model cannot be sdxl'],
    ['/when/images', { when: { images: true }, value: 1, otherwise: 2 }, 'images is a number'],
    ['/when/negativePrompt', { when: { negativePrompt: 'yes' }, value: 1, otherwise: 2 }, 'say true or false'],
    ['/when', { when: {}, value: 1, otherwise: 2 }, 'says what facts must be'],
    ['/when', { when: { not: { images: 1 }, images: 2 }, value: 1, otherwise: 2 }, 'stands alone'],
    ['/when/any', { when: { any: [] }, value: 1, otherwise: 2 }, 'must be a list of conditions'],
    ['/when/mood', { when: { mood: 1 }, value: 1, otherwise: 2 }, 'no fact or value mood'],
    [`${'/sum/0'.repeat(33)}`, deep, 'nested more than 32 deep'],
  ])('is named by its path %s', (path, node, message) => {
    expect(errorsOf(bookOf(node))).toContainEqual({ path: `/price${path}`, message: expect.stringContaining(message) });
  });

  test('is found where a value is made of itself', () => {
    const circular = { ...bookOf('a'), values: { a: { sum: ['b'] }, b: { product: [2, 'a'] } } };
    expect(errorsOf(circular)).toEqual([{ path: '/values/b/product/1', message: 'a is made of itself' }]);
  });
});

function errorsOf(book: unknown): unknown {
  try {
    compilePriceBook(book);
  } catch (error) {
    if (error instanceof Problem) return error.extras['errors'];
    throw error;
  }
  return [];
}
