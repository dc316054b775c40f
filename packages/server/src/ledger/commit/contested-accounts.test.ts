import { expect, test } from 'vitest';
import { ContestedAccounts } from './contested-accounts.ts';

test('an account stays contested while others write it between our turns', () => {
  const contested = new ContestedAccounts();
  contested.note('acct_a', 1, 2);
  expect(contested.has('acct_a')).toBe(false);
  contested.add('acct_a');
  for (let version = 10; version < 100; version += 5) contested.note('acct_a', version, version + 1);
  expect(contested.has('acct_a')).toBe(true);
  for (let turn = 0; turn < 8; turn += 1) {
    expect(contested.has('acct_a')).toBe(true);
    contested.note('acct_a', 96 + turn, 97 + turn);
  }
  expect(contested.has('acct_a')).toBe(false);
});

test('does not keep more accounts than can be hot', () => {
  const contested = new ContestedAccounts();
  for (let index = 0; index <= 1000; index += 1) contested.add(`acct_${String(index)}`);
  expect(contested.has('acct_0')).toBe(false);
  expect(contested.has('acct_1')).toBe(true);
});
