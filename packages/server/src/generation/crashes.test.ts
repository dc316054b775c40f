import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { aborted, oneCredit, picture, settledAt, testEngine, TestRoom } from '../../test/support/generations.ts';
import type { ImageStore } from '../gallery/index.ts';
import type { GenerationsOptions } from './index.ts';

const room = new TestRoom(await testDatabase());

beforeAll(() => room.publishPrices());
afterAll(() => room.close());

const never = <T>(): Promise<T> => new Promise(() => undefined);

/** The process stops being at this moment: what was done stays done, and no call ever comes back. */
type CrashPoint = 'before store' | 'after store' | 'before capture' | 'after capture' | 'before void' | 'after void';

/** Options for a runner that dies at the `nth` time of a crash point, and a promise of that moment. */
function dying(point: CrashPoint, nth: number): { readonly options: Partial<GenerationsOptions>; readonly dead: Promise<void> } {
  const { promise: dead, resolve: die } = Promise.withResolvers<void>();
  let calls = 0;
  let isDead = false;
  const wrap = async <T>(what: 'store' | 'capture' | 'void', work: () => Promise<T>): Promise<T> => {
    if (isDead) return await never<T>();
    const now = point.endsWith(what) && ++calls === nth;
    if (now && point.startsWith('before')) return await crash<T>();
    const result = await work();
    return now ? await crash<T>() : result;
  };
  const crash = <T>(): Promise<T> => {
    isDead = true;
    die();
    return never<T>();
  };
  const store: ImageStore = { ...room.store, put: (bytes) => wrap('store', () => room.store.put(bytes)) };
  const ledger: GenerationsOptions['ledger'] = {
    readBalanceAndRules: (accountId) => room.ledger.readBalanceAndRules(accountId),
    hold: (command, options) => room.ledger.hold(command, options),
    capture: (command, options) => wrap('capture', () => room.ledger.capture(command, options)),
    void: (command, options) => wrap('void', () => room.ledger.void(command, options)),
  };
  return { options: { store, ledger }, dead };
}

/** Two pictures are made, the third of three fails. */
const makesTwo = () =>
  testEngine(({ index }) =>
    index === 2 ? Promise.resolve({ outcome: 'refused', index, code: 'policy', detail: 'Not this one.' } as const) : undefined,
  );

describe('a process that dies', () => {
  test.each<[CrashPoint, number]>([
    ['before store', 1],
    ['after store', 1],
    ['after store', 4],
    ['before capture', 1],
    ['after capture', 1],
    ['before capture', 2],
    ['after capture', 2],
    ['before void', 1],
    ['after void', 1],
  ])('%s %i: the next one finishes the work and charges once', async (point, nth) => {
    const accountId = await room.account(3n);
    const { options, dead } = dying(point, nth);
    const first = room.generations(makesTwo(), options);
    await first.start();
    const created = await first.createGeneration({ accountId, request: { ...picture, images: 3 }, idempotencyKey: 'crash' });
    await dead;
    room.abandon(first);
    const second = room.generations(makesTwo());
    await second.start();
    const ended = await room.ended(second, created);
    expect(ended).toMatchObject({ status: 'partly_succeeded', charged: 2n * oneCredit, problem: { code: 'policy' } });
    expect(ended.images.map((image) => image.index)).toEqual([0, 1]);
    expect(await room.settled(accountId)).toEqual(settledAt(oneCredit));
    await second.stop();
  });

  test('without a database of its own is taken over when its lease runs out', async () => {
    const accountId = await room.account(1n);
    const { options, dead } = dying('after store', 1);
    const first = room.generations(testEngine(), { ...options, settings: { leaseMs: 60_000 } });
    await first.start();
    const created = await first.createGeneration({ accountId, request: picture, idempotencyKey: 'lease' });
    await dead;
    room.abandon(first);
    const second = room.generations(testEngine(), { exclusive: false });
    await second.start();
    expect(await second.readGeneration(created.generation)).toMatchObject({ status: 'running' });
    room.clock.aheadMs += 61_000;
    const woke = await second.createGeneration({ accountId: await room.account(1n), request: picture, idempotencyKey: 'wakes the runner' });
    expect(await room.ended(second, created)).toMatchObject({ status: 'succeeded', charged: oneCredit });
    expect(await room.settled(accountId)).toEqual(settledAt(0n));
    // Left in the queue, it would be the work that the next test sees.
    await room.ended(second, woke);
    await second.stop();
  });

  test('at the same picture each time: the third time it counts as failed', async () => {
    const accountId = await room.account(1n);
    let made;
    for (let round = 0; round < 3; round += 1) {
      const { promise: dead, resolve: die } = Promise.withResolvers<void>();
      const deadly = room.generations(
        testEngine(() => {
          die();
          return never();
        }),
      );
      await deadly.start();
      made ??= await deadly.createGeneration({ accountId, request: picture, idempotencyKey: 'deadly' });
      await dead;
      room.abandon(deadly);
    }
    const last = room.generations(testEngine());
    await last.start();
    expect(made).toBeDefined();
    if (made === undefined) return;
    expect(await room.ended(last, made)).toMatchObject({ status: 'failed', charged: 0n, problem: { code: 'engine_failed' } });
    expect(await room.settled(accountId)).toEqual(settledAt(oneCredit));
    await last.stop();
  });

  test('for so long that the hold timed out: what is missing fails, what was delivered stays', async () => {
    const accountId = await room.account(2n);
    const { options, dead } = dying('after capture', 1);
    const first = room.generations(testEngine(), { ...options, settings: { holdTimeoutMs: 3_600_000 } });
    await first.start();
    const created = await first.createGeneration({ accountId, request: { ...picture, images: 2 }, idempotencyKey: 'slow' });
    await dead;
    room.abandon(first);
    room.clock.aheadMs += 3_600_001;
    const second = room.generations(testEngine());
    await second.start();
    expect(await room.ended(second, created)).toMatchObject({
      status: 'partly_succeeded',
      charged: oneCredit,
      problem: { code: 'hold_expired' },
    });
    expect(await room.settled(accountId)).toEqual(settledAt(oneCredit));
    await second.stop();
  });
});

test('a process that stops in order leaves the work in the queue and counts no try', async () => {
  const accountId = await room.account(1n);
  for (let round = 0; round < 4; round += 1) {
    const { promise: running, resolve } = Promise.withResolvers<void>();
    const stopping = room.generations(
      testEngine(({ hooks }) => {
        resolve();
        return aborted(hooks.signal);
      }),
    );
    await stopping.start();
    await stopping.createGeneration({ accountId, request: { ...picture, seed: 1 }, idempotencyKey: 'stopped' });
    await running;
    await stopping.stop();
  }
  const last = room.generations(testEngine());
  await last.start();
  const created = await last.createGeneration({ accountId, request: { ...picture, seed: 1 }, idempotencyKey: 'stopped' });
  expect(await room.ended(last, created)).toMatchObject({ status: 'succeeded' });
  expect(await room.settled(accountId)).toEqual(settledAt(0n));
  await last.stop();
});

test('two processes on one database make and charge each picture once', async () => {
  const accounts = await Promise.all(Array.from({ length: 4 }, () => room.account(12n)));
  const both = [room.generations(testEngine(), { exclusive: false }), room.generations(testEngine(), { exclusive: false })];
  await Promise.all(both.map((generations) => generations.start()));
  const created = await Promise.all(
    accounts.flatMap((accountId) =>
      [0, 1, 2].map((i) => {
        const generations = both[i % 2] ?? both[0];
        if (generations === undefined) throw new Error('there are two');
        return generations.createGeneration({
          accountId,
          request: { ...picture, images: 4, prompt: `${accountId} ${i}` },
          idempotencyKey: `${i}`,
        });
      }),
    ),
  );
  for (const one of created) {
    const generations = both[0];
    if (generations === undefined) throw new Error('there are two');
    expect(await room.ended(generations, one)).toMatchObject({ status: 'succeeded', charged: 4n * oneCredit });
  }
  for (const accountId of accounts) expect(await room.settled(accountId)).toEqual(settledAt(0n));
  await Promise.all(both.map((generations) => generations.stop()));
});
