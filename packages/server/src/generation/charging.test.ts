import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { aborted, oneCredit, picture, settledAt, testEngine, TestRoom } from '../../test/support/generations.ts';
import { chargeFor, publishPriceBook, type PictureEnd } from '../pricing/index.ts';
import type { EngineOutcome, Generation } from './index.ts';

const room = new TestRoom(await testDatabase());

beforeAll(() => room.publishPrices());
afterAll(() => room.close());

const publish = (book: object) =>
  room.database.transaction((tx) =>
    publishPriceBook(tx, { book: { format: 'imprest-price-book/1', title: 'Test', ...book }, nowMs: room.clock.nowMs() }),
  );

const ended = (outcome: 'failed' | 'refused', index: number, ran?: boolean): Promise<EngineOutcome> =>
  Promise.resolve({ outcome, index, code: 'no', detail: 'No.', ...(ran === undefined ? {} : { ran }) });

const charges = ({ charges: all }: Generation) => all.map(({ end, amount }) => [end, amount]);

describe('pictures that are not delivered', () => {
  const charging = [
    { engines: ['other'], failed: 1 },
    {
      operations: ['generate'],
      failed: '0.5',
      refusedBeforeRun: '0.1',
      refusedAfterRun: 1,
      canceledInQueue: '0.25',
      canceledWhileRunning: 'elapsed',
      note: 'The engine has to be paid.',
    },
  ];

  test('are charged at each end as quoted, picture by picture, and the statement says why', async () => {
    await publish({ price: 'images', charging });
    const engine = testEngine(({ index }) => {
      if (index === 1) return ended('failed', index);
      if (index === 2) return ended('refused', index);
      return index === 3 ? ended('refused', index, true) : undefined;
    });
    const generations = room.generations(engine);
    await generations.start();
    const accountId = await room.account(4n);
    const { quote } = await generations.createQuote({
      spender: { accountId },
      request: { operation: 'generate', model: 'standard', images: 4 },
    });
    expect(quote).toMatchObject({ engine: 'test', charging: { failed: '0.5', refusedAfterRun: '1', note: 'The engine has to be paid.' } });
    // Later prices change nothing for what is quoted.
    const created = await generations.createGeneration({ accountId, request: { ...picture, images: 4 }, idempotencyKey: 'ends' });
    await publish({ price: { product: ['images', 2] } });
    const view = await room.ended(generations, created);
    expect(view).toMatchObject({ status: 'partly_succeeded', charged: 2_600_000n, upperBound: 4n * oneCredit });
    expect(charges(view)).toEqual([
      ['delivered', oneCredit],
      ['failed', 500_000n],
      ['refusedBeforeRun', 100_000n],
      ['refusedAfterRun', oneCredit],
    ]);
    const { entries } = await room.ledger.readStatement(accountId, { limit: 10 });
    expect(entries.map(({ memo }) => memo)).toContain('Picture 2 of 4 was tried and failed: charged as quoted');
    expect(await room.settled(accountId)).toEqual(settledAt(1_400_000n));
    await generations.stop();
  });

  test('that are canceled are charged for the steps that were done, and in the queue by their own rule', async () => {
    await publish({ price: 'images', charging });
    const { promise: halfway, resolve } = Promise.withResolvers<void>();
    const engine = testEngine(({ index, hooks }) => {
      if (index === 0) return undefined;
      hooks.onProgress({ index, step: 20, steps: 50 });
      resolve();
      return aborted(hooks.signal);
    });
    const generations = room.generations(engine);
    const accountId = await room.account(10n);
    const create = (idempotencyKey: string) =>
      generations.createGeneration({ accountId, request: { ...picture, images: 4 }, idempotencyKey });
    const waiting = await create('waiting');
    const canceled = await generations.cancelGeneration(waiting.generation);
    expect(canceled).toMatchObject({ status: 'canceled', charged: oneCredit });
    await generations.start();
    const created = await create('running');
    await halfway;
    const view = await generations.cancelGeneration(created.generation);
    expect(view).toMatchObject({ status: 'canceled', charged: 1_900_000n });
    expect(charges(view)).toEqual([
      ['delivered', oneCredit],
      ['canceledWhileRunning', 400_000n],
      ['canceledInQueue', 250_000n],
      ['canceledInQueue', 250_000n],
    ]);
    expect(await room.settled(accountId)).toEqual(settledAt(7_100_000n));
    await generations.stop();
  });

  test('cost nothing for what the platform is to blame for', async () => {
    await publish({ price: 'images', charging: [{ failed: 1, canceledInQueue: 1, refusedBeforeRun: 1 }] });
    const generations = room.generations(testEngine(), { store: { ...room.store, put: () => Promise.reject(new Error('disk')) } });
    await generations.start();
    const accountId = await room.account(1n);
    const created = await generations.createGeneration({ accountId, request: picture, idempotencyKey: 'ours' });
    expect(await room.ended(generations, created)).toMatchObject({ status: 'failed', charged: 0n });
    expect(await room.settled(accountId)).toEqual(settledAt(oneCredit));
    await generations.stop();
  });

  test.each(['before', 'after'] as const)('are charged once by a process that dies %s the capture', async (moment) => {
    await publish({ price: 'images', charging });
    const { promise: dead, resolve: die } = Promise.withResolvers<void>();
    const never = <T>(): Promise<T> => new Promise(() => undefined);
    const capture: typeof room.ledger.capture = async (command, options) => {
      if (moment === 'after') await room.ledger.capture(command, options);
      die();
      return await never();
    };
    const ledger = {
      hold: room.ledger.hold.bind(room.ledger),
      void: room.ledger.void.bind(room.ledger),
      readBalanceAndRules: room.ledger.readBalanceAndRules.bind(room.ledger),
    };
    const refuses = () => testEngine(({ index }) => ended('refused', index, true));
    const first = room.generations(refuses(), { ledger: { ...ledger, capture } });
    await first.start();
    const accountId = await room.account(2n);
    const created = await first.createGeneration({ accountId, request: { ...picture, images: 2 }, idempotencyKey: 'dies' });
    await dead;
    room.abandon(first);
    const second = room.generations(refuses());
    await second.start();
    const view = await room.ended(second, created);
    expect(view).toMatchObject({ status: 'failed', charged: 2n * oneCredit });
    expect(await room.settled(accountId)).toEqual(settledAt(0n));
    await second.stop();
  });
});

describe('an estimate', () => {
  const gpuSeconds = {
    from: 0,
    to: 3600,
    step: '0.001',
    measured: { expected: { product: [10, 'images'] }, atMost: { product: [40, 'images'] } },
  };

  test('holds its bound and charges each picture by what was measured, never above its part of the bound', async () => {
    await publish({ facts: { gpuSeconds }, price: { product: ['gpuSeconds', '0.1'] } });
    const took = [4.0005, 100, 12];
    const engine = testEngine(
      ({ index, request }) => {
        const thumbnail = Buffer.from(`s${index}`);
        const bytes = Buffer.from(`b${index}`);
        const { width, height } = request;
        const measured = { gpuSeconds: took[index] ?? 0 };
        return Promise.resolve({
          outcome: 'made',
          index,
          seed: 0,
          bytes,
          mediaType: 'image/png',
          width,
          height,
          thumbnail,
          measured,
        } as const);
      },
      { measures: ['gpuSeconds'] },
    );
    const generations = room.generations(engine);
    await generations.start();
    const accountId = await room.account(20n);
    const created = await generations.createGeneration({ accountId, request: { ...picture, images: 3 }, idempotencyKey: 'estimate' });
    expect(created.generation).toMatchObject({ quoted: 3n * oneCredit, upperBound: 12n * oneCredit });
    const view = await room.ended(generations, created);
    // 3 × 4.0005 s are 12.002 s with whole milliseconds; 100 s are more than the bound of 40 s.
    expect(view.charges.map(({ amount }) => amount)).toEqual([400_066n, 4n * oneCredit, 1_200_000n]);
    expect(view.charged).toBe(5_600_066n);
    expect(await room.settled(accountId)).toEqual(settledAt(20n * oneCredit - view.charged));
    await generations.stop();
  });

  test('by a fact that the engine does not know is refused', async () => {
    const generations = room.generations(testEngine());
    const accountId = await room.account(1n);
    const request = { ...picture, facts: { quality: 'hd' } };
    await expect(generations.createGeneration({ accountId, request, idempotencyKey: 'hd' })).rejects.toMatchObject({
      code: 'invalid_generation_request',
      extras: { errors: [{ path: '/facts/quality', message: expect.stringContaining('cannot be asked of the engine Test') }] },
    });
  });
});

const part = fc.constantFrom(0, '0.25', '0.333333', 1);
const amount = fc
  .integer({ min: 0, max: 5_000_000 })
  .map((millionths) => `${Math.floor(millionths / 1e6)}.${String(millionths % 1e6).padStart(6, '0')}`);
const anyBook = fc.record({
  facts: fc.constant({
    gpuSeconds: { from: 0, to: 3600, step: '0.5', measured: { expected: { product: [3, 'images'] }, atMost: { product: [8, 'images'] } } },
  }),
  price: fc
    .record({ base: amount, area: amount, steps: amount, seconds: amount, each: amount, minimum: amount, factor: amount })
    .map(({ base, area, steps, seconds, each, minimum, factor }) => [
      { label: 'Set-up', base },
      { label: 'Area', add: { product: ['megapixels', area] } },
      { label: 'Steps', add: { product: ['steps', steps, 'images'] } },
      { label: 'Seconds', add: { product: ['gpuSeconds', seconds] } },
      { label: 'Pictures', add: { product: ['images', each] } },
      { label: 'Factor', multiply: { sum: [factor, 1] } },
      { label: 'Queue', congestion: { step: '0.05', floor: '0.9', cap: 2 } },
      { label: 'Least', minimum },
    ]),
  rounding: fc.record({ to: fc.constantFrom('0.000001', '0.01', 1), mode: fc.constantFrom('up', 'down', 'half_up') }),
  charging: fc.array(
    fc.record({
      failed: part,
      refusedBeforeRun: part,
      refusedAfterRun: part,
      canceledInQueue: part,
      canceledWhileRunning: fc.constantFrom('elapsed', 1),
    }),
    { minLength: 1, maxLength: 1 },
  ),
});
const anyPlan = fc.record({
  book: anyBook,
  images: fc.integer({ min: 1, max: 5 }),
  steps: fc.integer({ min: 1, max: 60 }),
  ends: fc.array(fc.constantFrom('made', 'failed', 'refused', 'refused later', 'cancel'), { minLength: 5, maxLength: 5 }),
  seconds: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 5, maxLength: 5 }),
});

test('whatever the book, the request and the ends, no more is captured than was quoted', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(anyPlan, async ({ book, images, steps, ends, seconds }) => {
      run += 1;
      await publish({ title: `Random ${run}`, ...book });
      const engine = testEngine(
        async ({ index, request, hooks }) => {
          hooks.onProgress({ index, step: Math.floor(steps / 2), steps });
          const end = ends[index];
          if (end === 'failed') return await ended('failed', index);
          if (end === 'refused' || end === 'refused later') return await ended('refused', index, end !== 'refused');
          // What cancels waits for its end, and is told that it is over.
          if (end === 'cancel') {
            generations.cancelGeneration({ accountId, id: created.generation.id }).catch((error: unknown) => room.errors.push(error));
            return await aborted(hooks.signal);
          }
          const { width, height } = request;
          const bytes = Buffer.from(`${run} ${index}`);
          const measured = { gpuSeconds: seconds[index] ?? 0 };
          return { outcome: 'made', index, seed: 0, bytes, mediaType: 'image/png', width, height, thumbnail: bytes, measured } as const;
        },
        { measures: ['gpuSeconds'], parallelRuns: 1 },
      );
      const generations = room.generations(engine);
      const accountId = await room.account(1_000_000n);
      const created = await generations.createGeneration({
        accountId,
        request: { ...picture, images, steps },
        idempotencyKey: `run ${run}`,
      });
      const { upperBound, quoted } = created.generation;
      await generations.start();
      const view = await room.ended(generations, created);
      expect(view.charged).toBeLessThanOrEqual(upperBound);
      expect(quoted).toBeLessThanOrEqual(upperBound);
      expect(view.charges.reduce((sum, charge) => sum + charge.amount, 0n)).toBe(view.charged);
      expect(view.charges).toHaveLength(images);
      const { balance, held } = await room.ledger.readBalance(accountId);
      expect([balance, held]).toEqual([1_000_000n * oneCredit - view.charged, 0n]);
      await generations.stop();
    }),
    { numRuns: 12 },
  );
  expect(room.errors).toEqual([]);
  // Once for all of them: it goes through the whole journal.
  expect((await room.settled(await room.account(0n))).difference).toBeNull();
});

test('a share is rounded down, and never above the price', () => {
  const terms = {
    failed: '0.333333',
    refusedBeforeRun: '1',
    refusedAfterRun: '0',
    canceledInQueue: '0.5',
    canceledWhileRunning: 'elapsed',
    note: null,
  };
  const charged = (end: PictureEnd, step = 0, steps = 0) => chargeFor(terms, end, 1_000_001n, { step, steps });
  expect([charged('failed'), charged('refusedBeforeRun'), charged('refusedAfterRun'), charged('canceledInQueue')]).toEqual([
    333_333n,
    1_000_001n,
    0n,
    500_000n,
  ]);
  expect([charged('canceledWhileRunning'), charged('canceledWhileRunning', 1, 3), charged('canceledWhileRunning', 9, 3)]).toEqual([
    0n,
    333_333n,
    1_000_001n,
  ]);
  expect(chargeFor(terms, 'canceledWhileRunning', 5n)).toBe(0n);
});
