import { describe, expect, it } from 'vitest';
import { messages } from '../../messages/index.ts';
import { wrongAddress } from './wrong-address.ts';

const onTron = 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t';
const onEthereum = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

describe('wrongAddress', () => {
  const t = messages.refunds;
  it('takes an address of its network', () => {
    expect(wrongAddress('tron', onTron)).toBeUndefined();
    expect(wrongAddress('ethereum', onEthereum)).toBeUndefined();
    expect(wrongAddress('ethereum', `0x${'1'.repeat(40)}`)).toBeUndefined();
  });
  it('says what is wrong with another one', () => {
    for (const address of ['', onEthereum, onTron.slice(1), `${onTron}x`, onTron.replace('R', '0')])
      expect(wrongAddress('tron', address)).toBe(t.notTron);
    for (const address of ['', onTron, onEthereum.slice(2), `${onEthereum}0`])
      expect(wrongAddress('ethereum', address)).toBe(t.notEthereum);
    for (const address of [onEthereum.toLowerCase(), `0x${onEthereum.slice(2).toUpperCase()}`])
      expect(wrongAddress('ethereum', address)).toBe(t.noChecksum);
  });
});
