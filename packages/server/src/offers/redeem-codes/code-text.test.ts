import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeAlphabet, codeKeyOf, newCodeText } from './code-text.ts';

describe('a made-up code', () => {
  test('has more than 60 bits of chance, and no two signs that look alike', () => {
    expect(newCodeText()).toMatch(new RegExp(`^[${codeAlphabet}]{4}(-[${codeAlphabet}]{4}){3}$`, 'u'));
    expect(16 * Math.log2(codeAlphabet.length)).toBeGreaterThan(60);
    expect(new Set(codeAlphabet).size).toBe(codeAlphabet.length);
    for (const alike of ['0ODQ', '1IL', '2Z', '5S', '6G', '8B', 'UV']) {
      expect([...alike].filter((sign) => codeAlphabet.includes(sign)).length, alike).toBeLessThan(2);
    }
  });

  test('uses every sign at every place, evenly', () => {
    const drawn = 9000;
    const counts = new Map<string, number>();
    for (let index = 0; index < drawn; index += 1) {
      for (const [place, sign] of [...newCodeText().replaceAll('-', '')].entries()) {
        counts.set(`${String(place)}${sign}`, (counts.get(`${String(place)}${sign}`) ?? 0) + 1);
      }
    }
    expect(counts.size).toBe(16 * codeAlphabet.length);
    // 500 each on average, with a standard deviation of 22: eight of those are out of reach of chance.
    for (const count of counts.values()) expect(Math.abs(count - drawn / codeAlphabet.length)).toBeLessThan(8 * 22);
  });
});

describe('codeKeyOf', () => {
  test.each([
    ['spring-26', 'SPRING26'],
    ['  Spring 26 ', 'SPRING26'],
    ['SPRING–26', 'SPRING26'],
    ['ＳＰＲＩＮＧ２６', 'SPRING26'],
    ['spring_26.', 'SPRING26'],
    ['s\u00ADpr\u200Bing26', 'SPRING26'],
    ['pxkt-97wm-c4rh-nj3v', 'PXKT97WMC4RHNJ3V'],
  ])('reads "%s" as %s', (text, key) => {
    expect(codeKeyOf(text)).toBe(key);
  });

  test.each(['', 'abc', 'a'.repeat(33), 'späti', "x'; drop", 'code!', 'код1', '\0\0\0\0', '\uD800abcd'])(
    'cannot be a code: "%s"',
    (text) => {
      expect(codeKeyOf(text)).toBeUndefined();
    },
  );

  test('does not mind case, nor where dashes and spaces stand', () => {
    const separator = fc.constantFrom('', '-', ' ', ' – ', '\t', '_');
    fc.assert(
      fc.property(
        fc.array(separator, { minLength: 16, maxLength: 16 }),
        fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
        (between, upper) => {
          const key = newCodeText().replaceAll('-', '');
          const typed = [...key]
            .map((sign, place) => `${between[place] ?? ''}${upper[place] === true ? sign : sign.toLowerCase()}`)
            .join('');
          expect(codeKeyOf(typed)).toBe(key);
        },
      ),
    );
  });
});
