import { describe, expect, test } from 'vitest';
import { compileExpression, type BookError, type Facts, type Scope } from './compile-expression.ts';
import { ratioOf, ratioToText } from './exact-ratio.ts';
import type { Expression } from './expression.ts';

const facts: Facts = {
  operation: 'generate',
  model: 'standard',
  modelTitle: 'Standard',
  modelFactor: ratioOf(1),
  width: ratioOf(1024),
  height: ratioOf(768),
  pixels: ratioOf(1024 * 768),
  steps: ratioOf(30),
  images: ratioOf(4),
  factor: ratioOf(2),
  negativePrompt: true,
};

const scope = (errors: BookError[]): Scope => ({
  numbers: new Set(['width', 'height', 'pixels', 'steps', 'images', 'modelFactor']),
  texts: { operation: ['generate'], model: ['standard', 'artistic'] },
  errors,
});

const pixels: Expression = { kind: 'fact', fact: 'pixels' };
const images: Expression = { kind: 'fact', fact: 'images' };
const megapixels: Expression = { kind: 'quotient', of: pixels, by: '1000000' };

function evaluate(node: unknown, labels: string[] = []): string {
  const errors: BookError[] = [];
  const run = compileExpression(node, '', scope(errors));
  expect(errors).toEqual([]);
  return ratioToText(run(facts, labels));
}

describe('formulas', () => {
  test.each<[name: string, node: Expression, value: string]>([
    ['a constant', '-0.25', '-0.25'],
    ['a fact', images, '4'],
    ['a sum', { kind: 'sum', of: ['0.1', '0.2', images] }, '4.3'],
    ['a product', { kind: 'product', of: ['0.5', images] }, '2'],
    ['a difference', { kind: 'difference', from: images, subtract: '1' }, '3'],
    ['a quotient that has no decimal form', { kind: 'product', of: ['3', { kind: 'quotient', of: images, by: '3' }] }, '4'],
    ['a negative divisor', { kind: 'quotient', of: '1', by: '-4' }, '-0.25'],
    ['the smallest', { kind: 'min', of: [images, '3', '7'] }, '3'],
    ['the largest', { kind: 'max', of: [images, '3', '7'] }, '7'],
    ['megapixels rounded up to blocks', { kind: 'quantise', of: megapixels, step: '1', mode: 'up' }, '1'],
    ['rounded down', { kind: 'quantise', of: megapixels, step: '0.05', mode: 'down' }, '0.75'],
    ['rounded to the nearest, half up', { kind: 'quantise', of: '0.125', step: '0.05', mode: 'half_up' }, '0.15'],
    ['a negative number rounded up', { kind: 'quantise', of: '-0.12', step: '0.05', mode: 'up' }, '-0.1'],
    ['a whole power', { kind: 'power', of: images, exponent: '3' }, '64'],
    ['the power of one and a half of a square', { kind: 'power', of: '1048576', exponent: '1.5' }, '1073741824'],
    ['a power in quarters', { kind: 'power', of: '2', exponent: '1.75' }, '3.363586'],
    ['the power of zero', { kind: 'power', of: pixels, exponent: '0' }, '1'],
    [
      'a bracket',
      {
        kind: 'brackets',
        of: megapixels,
        brackets: [
          { atMost: '0.5', value: '1' },
          { atMost: '1', value: '2' },
        ],
        above: '3',
      },
      '2',
    ],
    ['above the brackets', { kind: 'brackets', of: images, brackets: [{ atMost: '2', value: '1' }], above: images }, '4'],
    ['a table', { kind: 'lookup', fact: 'model', table: { standard: '2', artistic: '3' } }, '2'],
    ['a table with a rest', { kind: 'lookup', fact: 'model', table: { artistic: '3' }, otherwise: '9' }, '9'],
    [
      'a batch point',
      {
        kind: 'when',
        if: {
          kind: 'all',
          of: [
            { kind: 'at-least', fact: 'images', value: '4' },
            { kind: 'at-most', fact: 'images', value: '4' },
          ],
        },
        value: '18',
        otherwise: '8',
      },
      '18',
    ],
    [
      'the other branch',
      {
        kind: 'when',
        if: {
          kind: 'not',
          of: {
            kind: 'any',
            of: [
              { kind: 'true', fact: 'negativePrompt' },
              { kind: 'equals', fact: 'model', value: 'artistic' },
            ],
          },
        },
        value: '1',
        otherwise: '2',
      },
      '2',
    ],
  ])('%s', (_name, node, value) => {
    expect(evaluate(node)).toBe(value);
  });

  test('tell by which label they went', () => {
    const labels: string[] = [];
    const tiers: Expression = {
      kind: 'brackets',
      of: megapixels,
      brackets: [{ atMost: '0.5', value: { kind: 'label', label: 'small', of: '1' } }],
      above: { kind: 'label', label: 'large', of: '2' },
    };
    expect(evaluate(tiers, labels)).toBe('2');
    expect(labels).toEqual(['large']);
  });

  test.each<[path: string, node: unknown, message: string]>([
    ['', 5, 'decimal text'],
    ['', '1e9', 'decimal text'],
    ['/kind', { kind: 'average', of: ['1'] }, 'there are fact, sum, product'],
    ['/kind', { kind: 'toString' }, 'unknown kind'],
    ['/of/1', { kind: 'sum', of: ['1', null] }, 'must be decimal text'],
    ['/of', { kind: 'sum', of: [] }, 'fewer than 1'],
    ['/of/0/fact', { kind: 'sum', of: [{ kind: 'fact', fact: 'mood' }] }, 'width, height'],
    ['/fact', { kind: 'fact', fact: 'factor' }, 'does not take factor'],
    ['', { kind: 'fact', fact: 'width', extra: 1 }, 'extra'],
    ['/step', { kind: 'quantise', of: '1', step: '0', mode: 'up' }, 'pattern'],
    ['/exponent', { kind: 'power', of: '1', exponent: '9' }, 'pattern'],
    [
      '/brackets/1/atMost',
      {
        kind: 'brackets',
        of: '1',
        brackets: [
          { atMost: '2', value: '1' },
          { atMost: '2', value: '1' },
        ],
        above: '1',
      },
      'above the bracket before',
    ],
    ['/table', { kind: 'lookup', fact: 'model', table: { standard: '1' } }, 'no entry for artistic'],
    ['/table/sdxl', { kind: 'lookup', fact: 'model', table: { sdxl: '1' }, otherwise: '1' }, 'no model sdxl'],
    ['/if/value', { kind: 'when', if: { kind: 'equals', fact: 'model', value: 'sdxl' }, value: '1', otherwise: '2' }, 'no model sdxl'],
    ['/if/kind', { kind: 'when', if: { kind: 'maybe' }, value: '1', otherwise: '2' }, 'equals, true'],
  ])('that are wrong are named by %s', (path, node, message) => {
    const errors: BookError[] = [];
    compileExpression(node, '', scope(errors));
    expect(errors).toEqual([{ path, message: expect.stringContaining(message) }]);
  });

  test('nested without end are refused', () => {
    let node: Expression = '1';
    for (let depth = 0; depth < 40; depth += 1) node = { kind: 'sum', of: [node] };
    const errors: BookError[] = [];
    compileExpression(node, '', scope(errors));
    expect(errors[0]?.message).toContain('nested more than 32 deep');
  });
});
