import { describe, expect, it } from 'vitest';
import { groupAddress, hashOn, shortenHash, shortenIds } from './address.ts';

describe('groupAddress', () => {
  it('keeps every character, in groups of four, three of them emphasised', () => {
    const address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
    const groups = groupAddress(address);
    expect(groups.map((group) => group.text).join('')).toBe(address);
    expect(groups).toHaveLength(10);
    expect(groups.filter((group) => group.emphasised)).toEqual([
      { text: '0x7099', emphasised: true },
      { text: '0C7d', emphasised: true },
      { text: '79C8', emphasised: true },
    ]);
  });
  it('takes addresses without a prefix and with a shorter end', () => {
    expect(groupAddress('TQn9Y2khEs').map((group) => group.text)).toEqual(['TQn9', 'Y2kh', 'Es']);
    const groups = groupAddress('TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t');
    expect(groups.filter((group) => group.emphasised).map((group) => group.text)).toEqual(['TR7N', 'q8ZY', 'gjLj', '6t']);
    expect(groupAddress('')).toEqual([]);
  });
});

describe('shortenHash', () => {
  it('keeps both ends of what is long', () => {
    expect(shortenHash(`0x${'ab'.repeat(32)}`)).toBe('0xabab…abab');
    expect(shortenHash('inv_open')).toBe('inv_open');
  });
  it('works inside a sentence', () => {
    expect(shortenIds('40 USDT for invoice inv_0f5bzqahjz44qp1vshg55pqb3a')).toBe('40 USDT for invoice inv_0f…qb3a');
    expect(shortenIds('4 pictures, 1024 × 1024')).toBe('4 pictures, 1024 × 1024');
  });
});

describe('hashOn', () => {
  it('writes a hash as the pages of its network do', () => {
    expect(hashOn('tron', '0xab12')).toBe('ab12');
    expect(hashOn('tron', 'ab12')).toBe('ab12');
    expect(hashOn('ethereum', '0xab12')).toBe('0xab12');
  });
});
