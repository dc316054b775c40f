import { expect, test } from 'vitest';
import { unopenedAccount } from '../account/account-state.ts';
import { RecentAccounts } from './recent-accounts.ts';

const state = unopenedAccount('acct_a');
const known = { accountId: 'acct_a', version: 0 };

/** An account that has come before. */
function remembering(): RecentAccounts {
  const recent = new RecentAccounts();
  recent.keep(state, 0);
  recent.keep(state, 0);
  return recent;
}

test('an account is remembered when it comes again soon, however often it is forgotten', () => {
  const recent = new RecentAccounts();
  recent.keep(state, 0);
  expect(recent.find('acct_a', 1)).toBeUndefined();
  recent.keep(state, 1);
  expect(recent.find('acct_a', 1)).toBe(state);
  for (let other = 0; other < 15_000; other += 1) recent.keep(unopenedAccount(`acct_${String(other)}`), 2);
  recent.forget('acct_a');
  recent.keep(state, 3);
  expect(recent.find('acct_a', 3)).toBe(state);
  for (let other = 0; other < 45_000; other += 1) recent.keep(unopenedAccount(`acct_b${String(other)}`), 4);
  recent.forget('acct_a');
  recent.keep(state, 5);
  expect(recent.find('acct_a', 5)).toBeUndefined();
});

test('what is remembered is doubted while much of it is out of date, and trusted again', () => {
  const recent = remembering();
  for (let write = 0; write < 100; write += 1) recent.note(write % 20 !== 0);
  expect(recent.doubtful(['acct_a', 'acct_b'], undefined)).toEqual([]);
  for (let write = 0; write < 30; write += 1) recent.note(write % 2 === 0);
  expect(recent.doubtful(['acct_a', 'acct_b'], undefined)).toEqual([known]);
  expect(recent.find('acct_a', 1)).toBe(state);
  for (let question = 0; question < 200; question += 1) recent.refresh([known], [], 1, undefined);
  expect(recent.doubtful(['acct_a'], undefined)).toEqual([]);
});

test('asking brings what has changed up to date', () => {
  const recent = remembering();
  const changed = { ...state, version: 7 };
  recent.refresh([known], [changed], 1, undefined);
  expect(recent.find('acct_a', 2)).toBe(changed);
});

test('in a turn each account is asked about once, and an account that was forgotten meanwhile stays so', () => {
  const recent = remembering();
  expect(recent.doubtful(['acct_a'], 1)).toEqual([known]);
  recent.refresh([known], [], 1, 1);
  expect(recent.doubtful(['acct_a'], 1)).toEqual([]);
  recent.keep({ ...state, version: 1 }, 1, 1);
  expect(recent.doubtful(['acct_a'], 1)).toEqual([]);
  expect(recent.doubtful(['acct_a'], 2)).toEqual([{ ...known, version: 1 }]);
  recent.forget('acct_a');
  recent.refresh([known], [], 2, 2);
  expect(recent.find('acct_a', 2)).toBeUndefined();
});
