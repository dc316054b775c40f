import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineOfPath } from './line-of-path.ts';

const text = `{
  "title": "a \\"book\\", {of} [lines]",
  "price": [
    { "label": "x", "base": 1 },
    { "label": "y",
      "add": { "sum": ["images",
        "mood"] } }
  ],
  "values": { "a/b": 1,
    "c": true }
}`;

describe('lineOfPath', () => {
  test.each([
    ['', 1],
    ['/title', 2],
    ['/price/0/base', 4],
    ['/price/1', 5],
    ['/price/1/add/sum/0', 6],
    ['/price/1/add/sum/1', 7],
    ['/price/1/add/product/0', 6],
    ['/values/a~1b', 9],
    ['/values/c', 10],
    ['/nothing', 1],
  ])('finds %s on line %i', (path, line) => {
    expect(lineOfPath(text, path)).toBe(line);
  });

  test('finds each item of any list that is written with one item on each line', () => {
    fc.assert(
      fc.property(fc.array(fc.json(), { minLength: 1, maxLength: 6 }), (items) => {
        const written = `[\n${items.map((item) => JSON.stringify(JSON.parse(item))).join(',\n')}\n]`;
        for (const [index] of items.entries()) expect(lineOfPath(written, `/${index}`)).toBe(index + 2);
      }),
    );
  });
});
