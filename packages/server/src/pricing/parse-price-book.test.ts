import Value from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { Problem } from '../kernel/index.ts';
import { defaultPriceBook, parsePriceBook, priceBookSchema, quote } from './index.ts';
import type { Expression } from './expression.ts';

const base = defaultPriceBook as Record<string, unknown>;
const withValue = (value: unknown) => ({
  ...base,
  operations: [{ operation: 'generate', takes: ['steps'], price: [{ kind: 'base', label: 'Picture', value }] }],
  examples: [],
});
const steps: Expression = { kind: 'fact', fact: 'steps' };

function errorsOf(book: unknown): unknown {
  try {
    parsePriceBook(book);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid_price_book') return error.extras['errors'];
    throw error;
  }
  return [];
}

describe('parsePriceBook', () => {
  test('accepts the flat price of one credit per picture', () => {
    const flat = parsePriceBook(withValue({ kind: 'fact', fact: 'images' }));
    expect(quote(flat, { operation: 'generate', model: 'standard', width: 1536, height: 1024, steps: 80, images: 3 }).total).toBe(
      3_000_000n,
    );
  });

  test.each<[what: string, book: unknown, path: string, message: string]>([
    ['not an object', 'x', '', 'object'],
    ['another format', { ...base, format: 'x/2' }, '/format', 'constant'],
    ['an unknown member', { ...base, prices: 1 }, '', 'prices'],
    [
      'a model twice',
      { ...base, models: [...(base['models'] as object[]), { id: 'standard', title: 'S', factor: '1' }] },
      '/models/3/id',
      'twice',
    ],
    ['a negative model factor', { ...base, models: [{ id: 'standard', title: 'S', factor: '-1' }] }, '/models/0/factor', 'negative'],
    ['crossed limits', { ...base, limits: { ...(base['limits'] as object), stepsMin: 151 } }, '/limits/stepsMax', 'below stepsMin'],
    ['limits off the grid', { ...base, limits: { ...(base['limits'] as object), widthMax: 2000 } }, '/limits/widthMax', 'multiple'],
    ['no rounding step', { ...base, rounding: { mode: 'up', step: '0.00' } }, '/rounding/step', 'pattern'],
    [
      'an unknown fact in a label',
      { ...base, examples: [], operations: [{ operation: 'inpaint', takes: [], price: [{ kind: 'base', label: '{steps}', value: '1' }] }] },
      '/operations/0/price/0/label',
      '{steps}',
    ],
    [
      'no base',
      { ...base, examples: [], operations: [{ operation: 'inpaint', takes: [], price: [{ kind: 'add', label: 'x', value: '1' }] }] },
      '/operations/0/price/0/kind',
      'first line',
    ],
    [
      'an example outside the book',
      { ...base, examples: [{ what: 'x', request: { operation: 'generate', model: 'sdxl', width: 64, height: 64, images: 1 } }] },
      '/examples/0/request',
      'must be one of',
    ],
    ['an unknown node', withValue({ kind: 'sum', of: ['1', { kind: 'mean' }] }), '/operations/0/price/0/value/of/1/kind', 'unknown kind'],
    [
      'a division by zero at some request',
      withValue({ kind: 'quotient', of: '1', by: { kind: 'difference', from: '77', subtract: steps } }),
      '/operations/0/price/0/value',
      'divides by zero',
    ],
    [
      'a constant division by zero',
      withValue({ kind: 'sum', of: ['1', { kind: 'quotient', of: '1', by: '0' }] }),
      '/operations/0/price/0/value/of/1',
      'divides by zero',
    ],
    ['a negative price', withValue({ kind: 'difference', from: steps, subtract: '10' }), '/operations/0/price', 'is negative'],
    ['an overflow', withValue({ kind: 'power', of: { kind: 'fact', fact: 'pixels' }, exponent: '8' }), '/operations/0/price', '64 bits'],
    [
      'a price that falls',
      withValue({ kind: 'difference', from: '1000', subtract: steps }),
      '/operations/0/price',
      'falls when steps goes from 1 to 2',
    ],
    [
      'a price that falls with the pictures',
      withValue({ kind: 'quotient', of: '10', by: { kind: 'fact', fact: 'images' } }),
      '/operations/0/price',
      'falls when images goes from 1 to 2',
    ],
  ])('refuses %s', (_what, book, path, message) => {
    expect(errorsOf(book)).toContainEqual({ path, message: expect.stringContaining(message) });
  });

  test('names the request for which a formula fails', () => {
    const errors = errorsOf(withValue({ kind: 'quotient', of: '1', by: { kind: 'difference', from: '77', subtract: steps } }));
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining('77 steps') })]);
  });

  test('agrees with the JSON Schema', () => {
    expect(Value.Check(priceBookSchema, defaultPriceBook)).toBe(true);
    expect(Value.Check(priceBookSchema, withValue({ kind: 'sum', of: ['1', steps] }))).toBe(true);
    expect(Value.Check(priceBookSchema, withValue({ kind: 'sum', of: ['1', { kind: 'mean' }] }))).toBe(false);
  });
});
