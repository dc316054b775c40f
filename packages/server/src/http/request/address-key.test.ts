import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressKey } from './address-key.ts';

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['::FFFF:cb00:7109', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
  ['2001:db8::1:2:3:4:5', '2001:db8:0:1::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['64:ff9b::203.0.113.9', '64:ff9b:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
  ['203.0.113.9:4711', '203.0.113.9:4711'],
])('%s counts as %s', (address, key) => {
  expect(addressKey(address)).toBe(key);
});

test('two addresses of IPv6 count as one exactly when their first 64 bits are the same, however they are written', () => {
  const group = fc.integer({ min: 0, max: 0xffff });
  fc.assert(
    fc.property(
      fc.array(group, { minLength: 4, maxLength: 4 }),
      fc.array(fc.oneof(group, fc.constant(0)), { minLength: 4, maxLength: 4 }),
      (first, last) => {
        fc.pre(first.some((each) => each !== 0));
        const whole = [...first, ...last].map((each) => each.toString(16)).join(':');
        const short = new URL(`http://[${whole}]`).hostname.slice(1, -1);
        expect(isIPv6(short)).toBe(true);
        const key = `${first.map((each) => each.toString(16)).join(':')}::/64`;
        expect([addressKey(whole), addressKey(short), addressKey(whole.toUpperCase())]).toEqual([key, key, key]);
      },
    ),
  );
});
