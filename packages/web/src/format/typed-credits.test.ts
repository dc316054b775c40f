import { describe, expect, it } from 'vitest';
import { readTypedCredits } from './typed-credits.ts';

describe('readTypedCredits', () => {
  it('takes amounts as people write them', () => {
    const typed = ['5', ' 12.50 ', '1 200,5', '1\u202f000', '007', '0', '0.000001', '3.', '10.', "1'000", '9999999999999'];
    expect(typed.map(readTypedCredits)).toEqual(['5', '12.5', '1200.5', '1000', '7', '0', '0.000001', '3', '10', '1000', '9999999999999']);
  });
  it('refuses what is no amount', () => {
    for (const typed of ['', ' ', '-1', '1e3', 'five', '1.2.3', '1.0000001', '.5.', '99999999999999', '+2'])
      expect(readTypedCredits(typed), typed).toBeUndefined();
  });
});
