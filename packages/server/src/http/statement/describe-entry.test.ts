import { describe, expect, it } from 'vitest';
import { describeEntry } from './describe-entry.ts';

type Described = Parameters<typeof describeEntry>[0];

const entry: Described = { kind: 'grant', memo: null, reference: null, commandId: 'cmd', parts: [], balanceChange: 0n, heldChange: 0n };
const part = (kind: 'purchased' | 'bonus' | 'promotional') => [{ grantId: 'grant_1', kind, amount: 1n }];

describe('describeEntry', () => {
  it.each<[string, Partial<Described>]>([
    ['Account opened', { kind: 'open-account' }],
    ['Purchase · 50 USDT for 550 credits', { kind: 'grant', parts: part('purchased'), memo: '50 USDT for 550 credits' }],
    ['Bonus', { kind: 'grant', parts: part('bonus') }],
    ['Gift · from the operator', { kind: 'grant', parts: part('promotional'), reference: { type: 'operator', id: 'user_1' } }],
    ['Gift · now in your balance', { kind: 'grant', parts: part('promotional'), commandId: null }],
    ['4 pictures 512×512, 50 steps · held', { kind: 'hold', memo: '4 pictures 512×512, 50 steps' }],
    ['Credits · held', { kind: 'hold' }],
    ['Picture 1 of 4', { kind: 'capture', memo: 'Picture 1 of 4' }],
    ['Held credits spent', { kind: 'capture' }],
    ['Held credits back · nothing charged', { kind: 'void' }],
    ['Held credits back · the hold ran out', { kind: 'expire', commandId: null, heldChange: -5n }],
    ['Held credits back, already past their date', { kind: 'expire', commandId: null, heldChange: -5n, balanceChange: -5n }],
    ['Credits expired', { kind: 'expire', commandId: null, balanceChange: -5n }],
    ['Credits spent', { kind: 'spend' }],
  ])('says "%s"', (words, members) => {
    expect(describeEntry({ ...entry, ...members })).toBe(words);
  });
});
