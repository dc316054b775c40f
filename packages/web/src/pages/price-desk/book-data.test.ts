import { describe, expect, test } from 'vitest';
import {
  at,
  flatText,
  formulaOf,
  formulaText,
  moved,
  namesOf,
  namesText,
  numberOf,
  pointerOf,
  readBook,
  textOf,
  withOperations,
  withValue,
} from './book-data.ts';

describe('names and operations', () => {
  test('are a list with commas, and none is no list', () => {
    expect(namesOf(' generate,vary  upscale ')).toEqual(['generate', 'vary', 'upscale']);
    expect(namesOf(' , ')).toBeUndefined();
    expect(namesText(['generate', 'vary'])).toBe('generate, vary');
  });

  test('one price for everything becomes that of one operation, in its place', () => {
    const book = { title: 'Flat', price: { product: ['images', 2] }, examples: [] };
    expect(JSON.stringify(withOperations(book, 'generate'))).toBe(
      JSON.stringify({ title: 'Flat', operations: { generate: { product: ['images', 2] } }, examples: [] }),
    );
  });
});

describe('a price book in the form', () => {
  const book = { title: 'A', facts: { model: { options: ['one', { id: 'two', factor: '1.5' }] } } };

  test('is changed at a place and nowhere else', () => {
    const after = withValue(book, ['facts', 'model', 'options', 1, 'factor'], 2);
    expect(after).toEqual({ title: 'A', facts: { model: { options: ['one', { id: 'two', factor: 2 }] } } });
    expect(book.facts.model.options[1]).toEqual({ id: 'two', factor: '1.5' });
    expect(withValue(book, ['facts', 'model', 'options', 0], undefined)).toEqual({
      title: 'A',
      facts: { model: { options: [{ id: 'two', factor: '1.5' }] } },
    });
    expect(withValue(book, ['rounding', 'to'], '0.1')).toEqual({ ...book, rounding: { to: '0.1' } });
    expect(withValue(book, ['facts'], undefined)).toEqual({ title: 'A' });
    expect(withValue({ title: 'A', rounding: { to: 1 } }, ['rounding', 'to'], undefined)).toEqual({ title: 'A' });
    expect(withValue([1], [1], 2)).toEqual([1, 2]);
    expect(at(book, ['facts', 'model', 'options', 1, 'id'])).toBe('two');
    expect(at(book, ['facts', 'size', 'from'])).toBeUndefined();
    expect(moved([1, 2, 3], 1, -1)).toEqual([2, 1, 3]);
    expect(moved([1, 2, 3], 2, 1)).toEqual([1, 2, 3]);
    expect(pointerOf(['operations', 'a/b', 0])).toBe('/operations/a~1b/0');
  });

  test('is the same data as a text, with short things on one line', () => {
    const text = textOf(book);
    expect(readBook(text)).toEqual(book);
    expect(text.split('\n')).toEqual([
      '{',
      '  "title": "A",',
      '  "facts": { "model": { "options": ["one", { "id": "two", "factor": "1.5" }] } }',
      '}',
    ]);
    const long = { a: 'x'.repeat(60), b: ['y'.repeat(60)], c: [], d: {} };
    expect(readBook(textOf(long))).toEqual(long);
    expect(flatText({})).toBe('{}');
    expect(readBook('[1]')).toBeUndefined();
    expect(readBook('{')).toBeUndefined();
  });

  test('takes numbers and formulas as they are typed', () => {
    expect([numberOf(' 12 '), numberOf('0,5'), numberOf('')]).toEqual([12, '0.5', undefined]);
    expect(formulaOf('images')).toEqual({ value: 'images' });
    expect(formulaOf('{"product": ["images", 2]}')).toEqual({ value: { product: ['images', 2] } });
    expect(formulaOf('{"product": [')).toBeNull();
    expect(formulaText({ product: ['images', 2] })).toBe('{ "product": ["images", 2] }');
    expect([formulaText('0.5'), formulaText(3), formulaText(undefined)]).toEqual(['0.5', '3', '']);
  });
});
