import { expect, test } from 'vitest';
import { KnownKeys, type KeyAnswer } from './known-keys.ts';
import type { KeyOwnerRow } from './queries.ts';

function rowOf(id: string, change: Partial<KeyOwnerRow> = {}): KeyOwnerRow {
  return {
    key_id: `key_${id}`,
    account_id: `acct_${id}`,
    revoked_at: null,
    last_used_at: null,
    user_id: `user_${id}`,
    email: `${id}@example.test`,
    name: id,
    role: 'customer',
    ...change,
  };
}

function principalIn(answer: KeyAnswer | undefined): string {
  return typeof answer === 'object' ? answer.principal.accountId : String(answer);
}

test('a live key is known for a second, and looked up again after it', async () => {
  let nowMs = 1_000;
  let looks = 0;
  const keys = new KnownKeys(
    (hashes) => {
      looks += 1;
      return Promise.resolve(hashes.map((hash) => rowOf(hash)));
    },
    { nowMs: () => nowMs },
  );
  expect(keys.find('ada')).toBeUndefined();
  expect(principalIn(await keys.read('ada'))).toBe('acct_ada');
  nowMs += 999;
  expect(principalIn(keys.find('ada'))).toBe('acct_ada');
  expect(keys.find('eve')).toBeUndefined();
  nowMs += 1;
  expect(keys.find('ada')).toBeUndefined();
  await keys.read('ada');
  expect(principalIn(keys.find('ada'))).toBe('acct_ada');
  // A clock that is set back makes nothing last longer.
  nowMs = 0;
  expect(keys.find('ada')).toBeUndefined();
  expect(looks).toBe(2);
});

test('what is unknown or revoked is never kept', async () => {
  const keys = new KnownKeys(
    (hashes) => Promise.resolve(hashes.map((hash) => (hash === 'old' ? rowOf(hash, { revoked_at: new Date() }) : null))),
    {
      nowMs: () => 0,
    },
  );
  expect([await keys.read('old'), await keys.read('new')]).toEqual(['revoked', 'unknown']);
  expect([keys.find('old'), keys.find('new')]).toEqual([undefined, undefined]);
});

test('a look that began before a revocation is not kept when it comes after it', async () => {
  const answer = Promise.withResolvers<readonly KeyOwnerRow[]>();
  const keys = new KnownKeys(() => answer.promise, { nowMs: () => 0 });
  const asked = keys.read('ada');
  keys.forgetAll();
  answer.resolve([rowOf('ada')]);
  expect(principalIn(await asked)).toBe('acct_ada');
  expect(keys.find('ada')).toBeUndefined();
});

test('of very many keys those that were looked up first are forgotten', async () => {
  const keys = new KnownKeys((hashes) => Promise.resolve(hashes.map((hash) => rowOf(hash))), { nowMs: () => 0 });
  await Promise.all(Array.from({ length: 10_001 }, (_each, index) => keys.read(String(index))));
  expect(keys.find('0')).toBeUndefined();
  expect(principalIn(keys.find('1'))).toBe('acct_1');
});
