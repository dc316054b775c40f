import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { aborted, oneCredit, picture, settledAt, testEngine, TestRoom } from '../../test/support/generations.ts';
import { listImages, readImage } from '../gallery/index.ts';
import { Problem, storageFull } from '../kernel/index.ts';
import { createQuote, quoteValidityMs } from '../pricing/index.ts';
import type { Generation } from './index.ts';

const room = new TestRoom(await testDatabase());
const { sql } = room.database;

beforeAll(() => room.publishPrices());
afterAll(() => room.close());

describe('a generation', () => {
  test('is held, made picture by picture, captured per picture, and found in the gallery', async () => {
    const generations = room.generations(testEngine());
    await generations.start();
    const accountId = await room.account(10n);
    const request = { ...picture, images: 3, seed: 4_294_967_295, negativePrompt: 'people' };
    const created = await generations.createGeneration({ accountId, request, idempotencyKey: 'first' });
    expect(created).toMatchObject({
      replayed: false,
      generation: { quoted: 3n * oneCredit, imagesRequested: 3, engine: 'test', procedural: true },
    });
    const ended = await room.ended(generations, created);
    expect(ended).toMatchObject({ status: 'succeeded', charged: 3n * oneCredit, problem: null, queuePosition: null, progress: null });
    expect(ended.images.map((image) => [image.index, image.seed, image.cost])).toEqual([
      [0, 4_294_967_295, oneCredit],
      [1, 0, oneCredit],
      [2, 1, oneCredit],
    ]);
    expect(await room.settled(accountId)).toEqual(settledAt(7n * oneCredit));
    const { images } = await listImages(sql, { accountId, limit: 10 });
    expect(new Set(images.map((image) => image.id))).toEqual(new Set(ended.images.map((image) => image.id)));
    expect(images.every((image) => room.store.files.has(image.sha256) && room.store.files.has(image.thumbnailSha256))).toBe(true);
    const stranger = await room.account(0n);
    await expect(readImage(sql, stranger, images[0]?.id ?? '')).rejects.toMatchObject({ code: 'image_not_found' });
    await expect(generations.readGeneration({ accountId: stranger, id: ended.id })).rejects.toMatchObject({ code: 'generation_not_found' });
    await generations.stop();
  });

  test('pays back the one picture of four that fails, after having tried it again', async () => {
    const engine = testEngine(({ index }) =>
      index === 2 ? Promise.resolve({ outcome: 'failed', index, code: 'engine_failed', detail: 'No.' } as const) : undefined,
    );
    const generations = room.generations(engine);
    await generations.start();
    const accountId = await room.account(4n);
    const created = await generations.createGeneration({ accountId, request: { ...picture, images: 4 }, idempotencyKey: 'four' });
    const ended = await room.ended(generations, created);
    expect(ended).toMatchObject({ status: 'partly_succeeded', charged: 3n * oneCredit, problem: { code: 'engine_failed', detail: 'No.' } });
    expect(ended.images.map((image) => image.index)).toEqual([0, 1, 3]);
    expect(engine.made.filter((name) => name.endsWith(' 2'))).toHaveLength(3);
    expect(await room.settled(accountId)).toEqual(settledAt(oneCredit));
    await generations.stop();
  });

  test.each([false, true])('that is refused by policy costs nothing and is not tried again (all at once: %s)', async (batch) => {
    const refuse = testEngine(({ index }) => Promise.resolve({ outcome: 'refused', index, code: 'policy', detail: 'Not this.' }), {
      batch,
    });
    const generations = room.generations(refuse);
    await generations.start();
    const accountId = await room.account(2n);
    const created = await generations.createGeneration({ accountId, request: { ...picture, images: 2 }, idempotencyKey: 'refused' });
    expect(await room.ended(generations, created)).toMatchObject({ status: 'failed', charged: 0n, problem: { code: 'policy' } });
    expect(refuse.made).toHaveLength(2);
    expect(await room.settled(accountId)).toEqual(settledAt(2n * oneCredit));
    await generations.stop();
  });

  test('fails after three tries when the engine itself breaks', async () => {
    const broken = testEngine(() => Promise.reject(new Error('out of memory')));
    const generations = room.generations(broken);
    await generations.start();
    const accountId = await room.account(1n);
    const created = await generations.createGeneration({ accountId, request: picture, idempotencyKey: 'broken' });
    expect(await room.ended(generations, created)).toMatchObject({ status: 'failed', problem: { code: 'engine_failed' } });
    expect(broken.made).toHaveLength(3);
    expect(await room.settled(accountId)).toEqual(settledAt(oneCredit));
    await generations.stop();
  });

  test('shows its progress to whoever comes back', async () => {
    const { promise: halfway, resolve } = Promise.withResolvers<void>();
    const { promise: goOn, resolve: finish } = Promise.withResolvers<undefined>();
    const generations = room.generations(
      testEngine(({ index, hooks }) => {
        hooks.onProgress({ index, step: 25, steps: 50, preview: new Uint8Array([1]) });
        resolve();
        return goOn;
      }),
    );
    await generations.start();
    const accountId = await room.account(1n);
    const created = await generations.createGeneration({ accountId, request: picture, idempotencyKey: 'seen' });
    await halfway;
    expect(await generations.readGeneration(created.generation)).toMatchObject({
      status: 'running',
      progress: { imageIndex: 0, step: 25, steps: 50, fraction: 0.5 },
    });
    expect(room.progress.at(-1)).toMatchObject({ generationId: created.generation.id, step: 25, preview: 'data:image/webp;base64,AQ==' });
    finish(undefined);
    expect((await room.ended(generations, created)).progress).toBeNull();
    await generations.stop();
  });
});

describe('what is refused, and changes nothing', () => {
  const generations = room.generations(testEngine(), { settings: { queuedMax: 2 } });

  test('50 at once on an account that affords one: one is queued, 49 are told what is missing', async () => {
    const accountId = await room.account(1n);
    const answers = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) => generations.createGeneration({ accountId, request: picture, idempotencyKey: `at once ${i}` })),
    );
    const refused = answers.filter((answer) => answer.status === 'rejected').map((answer): unknown => answer.reason);
    expect(refused).toHaveLength(49);
    for (const problem of refused) {
      expect(problem).toMatchObject({
        definition: { code: 'insufficient_credits', status: 402 },
        extras: { required: '1', available: '0', topUpUrl: '/top-up' },
      });
    }
    expect((await generations.listGenerations({ accountId, limit: 100 })).generations).toHaveLength(1);
    expect(await room.ledger.readBalance(accountId)).toMatchObject({ balance: oneCredit, held: oneCredit });
  });

  test('the same key: the first answer; for another request, a conflict; at the same moment, one generation', async () => {
    const accountId = await room.account(9n);
    const command = { accountId, request: { ...picture, seed: 7 }, idempotencyKey: 'key' };
    const answers = await Promise.all([1, 2, 3].map(() => generations.createGeneration(command)));
    expect(answers.filter((answer) => answer.replayed)).toHaveLength(2);
    expect(new Set(answers.map((answer) => answer.generation.id)).size).toBe(1);
    expect((await generations.createGeneration(command)).replayed).toBe(true);
    await expect(generations.createGeneration({ ...command, request: { ...picture, seed: 8 } })).rejects.toMatchObject({
      definition: { code: 'idempotency_key_reused', status: 422 },
    });
    expect(await room.ledger.readBalance(accountId)).toMatchObject({ held: oneCredit });
  });

  test('after a refusal and a top-up the same key works', async () => {
    const accountId = await room.account(0n);
    const command = { accountId, request: picture, idempotencyKey: 'later' };
    await expect(generations.createGeneration(command)).rejects.toMatchObject({ code: 'insufficient_credits' });
    await room.ledger.grant({ id: 'top-up', accountId, kind: 'purchased', amount: oneCredit });
    expect(await generations.createGeneration(command)).toMatchObject({ replayed: false });
  });

  test('quotes bind: used, for another request, expired, of someone else', async () => {
    const accountId = await room.account(9n);
    const priced = { operation: 'generate', model: 'standard', width: 512, height: 512, steps: 50, images: 1 } as const;
    const nowMs = room.clock.nowMs();
    const quote = await createQuote(sql, { accountId, request: priced, nowMs });
    const create = (key: string, quoteId: string, request = picture) =>
      generations.createGeneration({ accountId, request, quoteId, idempotencyKey: key });
    expect((await create('quoted', quote.id)).generation).toMatchObject({ quoteId: quote.id, quoted: quote.total });
    await expect(create('mismatch', quote.id, { ...picture, images: 2 })).rejects.toMatchObject({ code: 'quote_mismatch' });
    const old = await createQuote(sql, { accountId, request: priced, nowMs: nowMs - quoteValidityMs });
    await expect(create('expired', old.id)).rejects.toMatchObject({ code: 'quote_expired' });
    const foreign = await createQuote(sql, { accountId: await room.account(0n), request: priced, nowMs });
    await expect(create('foreign', foreign.id)).rejects.toMatchObject({ code: 'quote_not_found' });
    expect(await room.ledger.readBalance(accountId)).toMatchObject({ held: oneCredit });
  });

  test.each([
    ['an empty prompt', { prompt: '  ' }, '/prompt'],
    ['a prompt that is too long', { prompt: 'x'.repeat(2001) }, '/prompt'],
    ['a prompt with NUL', { prompt: 'a\0b' }, '/prompt'],
    ['a negative prompt that is too long', { negativePrompt: 'x'.repeat(2001) }, '/negativePrompt'],
    ['a seed below 0', { seed: -1 }, '/seed'],
    ['a seed above 32 bits', { seed: 4_294_967_296 }, '/seed'],
    ['half a seed', { seed: 0.5 }, '/seed'],
    ['a model that is not there', { model: 'sdxl' }, '/model'],
    ['more pixels than the engine makes', { width: 4096 }, '/width'],
    ['more steps than the engine makes', { steps: 1000 }, '/steps'],
  ])('%s', async (_name, change, path) => {
    const accountId = await room.account(9n);
    await expect(
      generations.createGeneration({ accountId, request: { ...picture, ...change }, idempotencyKey: 'x' }),
    ).rejects.toMatchObject({
      definition: { code: 'invalid_generation_request' },
      extras: { errors: [{ path }] },
    });
    expect(await room.ledger.readBalance(accountId)).toMatchObject({ held: 0n });
  });

  test.each([{ width: 500 }, { steps: 0 }, { images: 0 }, { images: 17 }])('%j has no price', async (change) => {
    const accountId = await room.account(9n);
    await expect(
      generations.createGeneration({ accountId, request: { ...picture, ...change }, idempotencyKey: 'x' }),
    ).rejects.toMatchObject({
      code: 'request_outside_price_book',
    });
  });

  test('more than may wait: queue_full, with a time to try again, and nothing held', async () => {
    const accountId = await room.account(9n);
    const answers = await Promise.allSettled(
      [1, 2, 3, 4].map((i) => generations.createGeneration({ accountId, request: picture, idempotencyKey: String(i) })),
    );
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused.map((answer): unknown => answer.reason)).toMatchObject([
      { definition: { code: 'queue_full', status: 429, retry: 'after' }, extras: { queuedMax: 2 } },
      { extras: { retryAfterSeconds: 15 } },
    ]);
    expect(await room.ledger.readBalance(accountId)).toMatchObject({ held: 2n * oneCredit });
  });

  test('a full disk: before anything is held, or when the picture is there, free of charge', async () => {
    const accountId = await room.account(1n);
    const early = room.generations(testEngine(), {
      store: { ...room.store, requireRoom: () => Promise.reject(storageFull('No room.')) },
    });
    const command = { accountId, request: picture, idempotencyKey: 'full' };
    await expect(early.createGeneration(command)).rejects.toBeInstanceOf(Problem);
    const late = room.generations(testEngine(), { store: { ...room.store, put: () => Promise.reject(storageFull('No room.')) } });
    await late.start();
    const ended = await room.ended(late, await late.createGeneration(command));
    expect(ended).toMatchObject({ status: 'failed', charged: 0n, problem: { code: 'storage_full' } });
    expect(await room.settled(accountId)).toEqual(settledAt(oneCredit));
    await late.stop();
  });
});

describe('canceling', () => {
  test('in the queue is at once and free; twice is once', async () => {
    const generations = room.generations(testEngine());
    const accountId = await room.account(2n);
    const { generation } = await generations.createGeneration({ accountId, request: { ...picture, images: 2 }, idempotencyKey: 'c' });
    expect(generation).toMatchObject({ status: 'queued' });
    expect(generation.queuePosition).toBeGreaterThanOrEqual(1);
    expect(await generations.cancelGeneration(generation)).toMatchObject({ status: 'canceled', charged: 0n, images: [] });
    expect(await generations.cancelGeneration(generation)).toMatchObject({ status: 'canceled' });
    expect(await room.settled(accountId)).toEqual(settledAt(2n * oneCredit));
  });

  test.each(['here', 'in another process'])('while it runs %s keeps and charges what was delivered', async (where) => {
    const { promise: second, resolve: reached } = Promise.withResolvers<void>();
    const engine = testEngine(({ index, hooks }) => {
      if (index === 0) return undefined;
      reached();
      return aborted(hooks.signal);
    });
    const generations = room.generations(engine, { settings: { leaseMs: 800 } });
    await generations.start();
    const accountId = await room.account(3n);
    const created = await generations.createGeneration({ accountId, request: { ...picture, images: 3 }, idempotencyKey: 'c' });
    await second;
    const other = where === 'here' ? generations : room.generations(testEngine(), { exclusive: false });
    await other.cancelGeneration(created.generation);
    expect(await room.ended(generations, created)).toMatchObject({ status: 'canceled', charged: oneCredit, images: [{ index: 0 }] });
    expect(await room.settled(accountId)).toEqual(settledAt(2n * oneCredit));
    await generations.stop();
  });
});

test('nobody waits for the batch of somebody else', async () => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { promise: gate, resolve: open } = Promise.withResolvers<undefined>();
  const engine = testEngine(({ request, index }) => {
    if (request.prompt !== 'batch' || index > 0) return undefined;
    begin();
    return gate;
  });
  const generations = room.generations(engine);
  await generations.start();
  const [busy, patient] = [await room.account(20n), await room.account(1n)];
  const create = (accountId: string, prompt: string, images: number) =>
    generations.createGeneration({ accountId, request: { ...picture, prompt, images }, idempotencyKey: prompt });
  const batch = await create(busy, 'batch', 8);
  await begun;
  await create(busy, 'another batch', 8);
  const single = await create(patient, 'single', 1);
  expect((await generations.readGeneration(single.generation)).queuePosition).toBe(1);
  open(undefined);
  await room.ended(generations, single);
  await room.ended(generations, batch);
  const order = engine.made.filter((name) => /^(?:batch|another batch|single) /u.test(name));
  expect(order.indexOf('single 0')).toBe(1);
  expect(order.slice(2, 9)).toEqual([1, 2, 3, 4, 5, 6, 7].map((index) => `batch ${index}`));
  await generations.stop();
});

test('generations are listed newest first, page by page', async () => {
  const generations = room.generations(testEngine());
  const accountId = await room.account(5n);
  const made: Generation[] = [];
  for (let i = 0; i < 5; i += 1) {
    made.push((await generations.createGeneration({ accountId, request: picture, idempotencyKey: String(i) })).generation);
    room.clock.aheadMs += 1;
  }
  const first = await generations.listGenerations({ accountId, limit: 3 });
  const second = await generations.listGenerations({ accountId, limit: 3, cursor: first.nextCursor ?? '' });
  expect([...first.generations, ...second.generations].map(({ id }) => id)).toEqual(made.toReversed().map(({ id }) => id));
  expect(second.nextCursor).toBeNull();
  await expect(generations.listGenerations({ accountId, limit: 3, cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_cursor' });
});
