import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { QuoteSeal } from './quote-seal.ts';

test('a seal is the beginning of an HMAC-SHA-256, for every key and text', () => {
  const keys = fc.uint8Array({ maxLength: 64 });
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.integer({ min: 1_300, max: 4_200 }).map((length) => 'ä'.repeat(length)),
  );
  fc.assert(
    fc.property(keys, fc.array(texts, { minLength: 1, maxLength: 5 }), (key, all) => {
      const seal = new QuoteSeal(Buffer.from(key));
      for (const text of all) expect(seal.of(text)).toBe(createHmac('sha256', key).update(text).digest('base64url').slice(0, 22));
    }),
  );
});

test('a short text after a long one is not sealed with what is left of the long one', () => {
  const key = randomBytes(32);
  const seal = new QuoteSeal(key);
  seal.of('a long text that comes first');
  expect(seal.of('short')).toBe(new QuoteSeal(key).of('short'));
});
