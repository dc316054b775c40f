import { expect, test } from 'vitest';
import { KnownKeys, type KeyAnswer } from './known-keys.ts';
import type { KeyOwnerRow } from './queries.ts';

type Answer = Omit<KeyOwnerRow, 'changes'> | null;

function rowOf(id: string, change: Partial<KeyOwnerRow> = {}): Answer {
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

/** A database with a clock: what it answers, what it counts, and how often it was asked for either. */
function source(answerOf: (hash: string) => Answer = rowOf) {
  const state = { nowMs: 1_000, changes: 0n, looks: 0, counts: 0 };
  const owners = (hashes: readonly string[]): Promise<(KeyOwnerRow | null)[]> => {
    state.looks += 1;
    const { changes } = state;
    return Promise.resolve(hashes.map((hash) => answerOf(hash)).map((row) => row && { ...row, changes }));
  };
  const changes = (): Promise<bigint> => {
    state.counts += 1;
    return Promise.resolve(state.changes);
  };
  return { state, keys: new KnownKeys({ owners, changes }, { nowMs: () => state.nowMs }) };
}

function principalIn(answer: KeyAnswer | undefined): string {
  return typeof answer === 'object' ? answer.principal.accountId : String(answer);
}

test('live keys are believed for a second, and then as long as nothing has changed, which is asked once for all', async () => {
  const { state, keys } = source();
  expect(keys.find('ada')).toBeUndefined();
  expect(principalIn(await keys.read('ada'))).toBe('acct_ada');
  expect(principalIn(await keys.read('bob'))).toBe('acct_bob');
  expect(keys.find('eve')).toBeUndefined();
  for (let second = 0; second < 3; second += 1) {
    state.nowMs += 999;
    expect([keys.find('ada'), keys.find('bob')].map(principalIn)).toEqual(['acct_ada', 'acct_bob']);
    state.nowMs += 1;
    expect([keys.find('ada'), keys.find('bob')]).toEqual([undefined, undefined]);
    expect(await Promise.all([keys.read('ada'), keys.read('bob')].map(async (key) => principalIn(await key)))).toEqual([
      'acct_ada',
      'acct_bob',
    ]);
  }
  // A clock that is set back makes nothing last longer.
  state.nowMs = 0;
  expect(keys.find('ada')).toBeUndefined();
  expect(state).toMatchObject({ looks: 2, counts: 3 });
});

test('after a change each key is looked up again, and what ended is not believed', async () => {
  const revoked = new Set<string>();
  const { state, keys } = source((hash) => rowOf(hash, { revoked_at: revoked.has(hash) ? new Date() : null }));
  await keys.read('ada');
  await keys.read('bob');
  revoked.add('ada');
  state.changes += 1n;
  state.nowMs += 1_000;
  expect(await keys.read('ada')).toBe('revoked');
  expect([keys.find('ada'), keys.find('bob')]).toEqual([undefined, undefined]);
  expect(principalIn(await keys.read('bob'))).toBe('acct_bob');
  expect(principalIn(keys.find('bob'))).toBe('acct_bob');
  expect(await keys.read('ada')).toBe('revoked');
});

test('a key that is looked up after a change tells that the others are to be looked up, too', async () => {
  const { state, keys } = source();
  await keys.read('ada');
  state.changes += 1n;
  await keys.read('bob');
  expect([keys.find('ada'), principalIn(keys.find('bob'))]).toEqual([undefined, 'acct_bob']);
});

test('what is unknown or revoked is never kept', async () => {
  const { keys } = source((hash) => (hash === 'old' ? rowOf(hash, { revoked_at: new Date() }) : null));
  expect([await keys.read('old'), await keys.read('new')]).toEqual(['revoked', 'unknown']);
  expect([keys.find('old'), keys.find('new')]).toEqual([undefined, undefined]);
});

test('a look that began before a revocation is not kept when it comes after it', async () => {
  const answer = Promise.withResolvers<readonly KeyOwnerRow[]>();
  const keys = new KnownKeys({ owners: () => answer.promise, changes: () => Promise.resolve(0n) }, { nowMs: () => 0 });
  const asked = keys.read('ada');
  keys.forgetAll();
  answer.resolve([{ ...rowOf('ada'), changes: 0n } as KeyOwnerRow]); // `rowOf` leaves out nothing else.
  expect(principalIn(await asked)).toBe('acct_ada');
  expect(keys.find('ada')).toBeUndefined();
});

test('a count that began before a revocation keeps no key that was ended meanwhile', async () => {
  const count = Promise.withResolvers<bigint>();
  const row = { ...rowOf('ada'), changes: 0n } as KeyOwnerRow; // `rowOf` leaves out nothing else.
  let nowMs = 0;
  let revokedAt: Date | null = null;
  const keys = new KnownKeys(
    { owners: () => Promise.resolve([{ ...row, revoked_at: revokedAt }]), changes: () => count.promise },
    { nowMs: () => nowMs },
  );
  await keys.read('ada');
  nowMs += 1_000;
  const asked = keys.read('ada');
  revokedAt = new Date();
  keys.forgetAll();
  count.resolve(0n);
  expect(await asked).toBe('revoked');
});

test('of very many keys those that were looked up first are forgotten', async () => {
  const { keys } = source();
  await Promise.all(Array.from({ length: 10_001 }, (_each, index) => keys.read(String(index))));
  expect(keys.find('0')).toBeUndefined();
  expect(principalIn(keys.find('1'))).toBe('acct_1');
});
