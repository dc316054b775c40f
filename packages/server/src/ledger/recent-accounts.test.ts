import { expect, test } from 'vitest';
import { unopenedAccount } from './account-state.ts';
import { RecentAccounts } from './recent-accounts.ts';

const state = unopenedAccount('acct_a');

test('memory rests while most of what is remembered is out of date, and is tried again', () => {
  const recent = new RecentAccounts();
  recent.keep(state, 0);
  for (let write = 0; write < 100; write += 1) recent.note(write % 20 !== 0);
  expect(recent.find('acct_a', 1)).toBe(state);
  for (let write = 0; write < 30; write += 1) recent.note(write % 2 === 0);
  expect(recent.find('acct_a', 1)).toBeUndefined();
  for (let question = 1; question < 2000; question += 1) recent.find('acct_a', 1);
  expect(recent.find('acct_a', 1)).toBe(state);
});
