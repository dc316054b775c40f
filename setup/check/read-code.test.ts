import { expect, test } from 'vitest';
import { findCasts } from './read-code.ts';

test('casts are found by line, constants are not casts', () => {
  const code =
    "const a = 1 as const;\n// größer als ein Byte\nconst b = JSON.parse('1') as number;\n\nfunction f() {\n  return { b: b as unknown };\n}\n";
  expect(findCasts(code, false)).toEqual([{ line: 3 }, { line: 6 }]);
  expect(findCasts(code, false), 'a second time').toEqual([{ line: 3 }, { line: 6 }]);
});

test('a cast in a component is found', () => {
  expect(findCasts('export const C = () => <p>\n{x as string}</p>;\n', true)).toEqual([{ line: 2 }]);
});
