import { sql as raw } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { oneCredit, picture, settledAt, testEngine, TestRoom } from '../../test/support/generations.ts';
import { createQuote, publishPriceBook, readCongestion, readCurrentPriceBook, readQuote } from '../pricing/index.ts';
import { priceRequest } from './ask-price.ts';

const room = new TestRoom(await testDatabase());
const { sql } = room.database;

const perPicture = [
  { label: 'Picture', base: 1 },
  { label: '{images} pictures', multiply: 'images' },
  { label: 'Queue', congestion: { step: '0.1', floor: '0.8', cap: 2 } },
];
const book = {
  format: 'imprest-price-book/1',
  title: 'By the queue',
  facts: { model: { options: ['standard', 'artistic', 'realistic'] } },
  queue: { targetSeconds: 60, smoothingSeconds: 30 },
  operations: { generate: perPicture },
};

async function publish(value: object): Promise<void> {
  await room.database.transaction((tx) => publishPriceBook(tx, { book: value, nowMs: room.clock.nowMs() }));
}

/** The queue's ratio as if it had been so for a long time: the next look finds no news. */
async function setRatio(ratio: number): Promise<void> {
  await raw`
    insert into congestion_states (id, smoothed, published, expected_wait_ms, observed_at)
    values (1, ${ratio * 1_000_000}, ${ratio * 1_000_000}, 0, ${new Date(room.clock.nowMs())})
    on conflict (id) do update set smoothed = excluded.smoothed, published = excluded.published, observed_at = excluded.observed_at`.execute(
    sql,
  );
}

beforeAll(() => publish(book));
beforeEach(() => setRatio(1));
afterAll(() => room.close());

describe('a quote while the queue is full', () => {
  test('has its factor on a line of its own, and keeps it though the queue empties', async () => {
    const generations = room.generations(testEngine());
    await setRatio(1.57);
    const accountId = await room.account(10n);
    const quote = await createQuote(sql, { accountId, request: priceRequest({ ...picture, images: 2 }), nowMs: room.clock.nowMs() });
    expect(quote).toMatchObject({ congestion: '1.5', total: 3n * oneCredit, waits: false, maxCongestion: null });
    expect(quote.lines.at(-1)).toMatchObject({ label: 'Queue', factor: '1.5', amount: oneCredit });
    await setRatio(1);
    const request = { ...picture, images: 2 };
    const { generation } = await generations.createGeneration({ accountId, request, quoteId: quote.id, idempotencyKey: 'locked' });
    expect(generation).toMatchObject({ status: 'queued', quoted: 3n * oneCredit, waiting: null });
    const now = await createQuote(sql, { accountId, request: priceRequest(request), nowMs: room.clock.nowMs() });
    expect(now).toMatchObject({ congestion: '1', total: 2n * oneCredit });
    const full = await createQuote(sql, { accountId, request: priceRequest(picture), nowMs: room.clock.nowMs() });
    await setRatio(9);
    const capped = await createQuote(sql, { accountId, request: priceRequest(picture), nowMs: room.clock.nowMs() });
    expect([full.congestion, capped.congestion]).toEqual(['1', '2']);
    const inForce = await readCurrentPriceBook(sql, room.clock.nowMs());
    expect(await readCongestion(sql, inForce)).toMatchObject({ multiplier: '2', floor: '0.8', cap: '2', step: '0.1', targetMs: 60_000 });
  });

  test('is made by one factor, whichever process asks while the queue changes', async () => {
    const accountId = await room.account(0n);
    const asked = Array.from({ length: 60 }, async (_, at) => {
      if (at % 20 === 10) await setRatio(1 + at / 100);
      const quote = await createQuote(sql, { accountId, request: priceRequest(picture), nowMs: room.clock.nowMs() });
      return [quote.congestion, quote.total] as const;
    });
    for (const [congestion, total] of await Promise.all(asked)) {
      expect(total).toBe(BigInt(Math.round(Number(congestion) * 10)) * (oneCredit / 10n));
      expect(['1', '1.1', '1.3', '1.5']).toContain(congestion);
    }
  });
});

describe('a generation that waits for a lower factor', () => {
  test('is held at the price of that factor, begins when the queue has emptied, and is charged by the factor of then', async () => {
    const generations = room.generations(testEngine());
    await generations.start();
    await setRatio(1.8);
    const accountId = await room.account(10n);
    const request = { ...picture, images: 4 };
    const created = await generations.createGeneration({ accountId, request, maxCongestion: '1.20', idempotencyKey: 'patient' });
    expect(created.generation).toMatchObject({
      status: 'waiting',
      quoted: 4_800_000n,
      queuePosition: null,
      waiting: { maxCongestion: '1.2' },
    });
    expect(await room.ledger.readBalance(accountId)).toMatchObject({ held: 4_800_000n });
    await generations.lookAtQueue();
    expect(await generations.readGeneration(created.generation)).toMatchObject({ status: 'waiting' });
    // Sent again it is the same.
    expect(await generations.createGeneration({ accountId, request, maxCongestion: '1.20', idempotencyKey: 'patient' })).toMatchObject({
      replayed: true,
      generation: { status: 'waiting' },
    });
    await setRatio(0.9);
    await generations.lookAtQueue();
    const ended = await room.ended(generations, created);
    expect(ended).toMatchObject({ status: 'succeeded', quoted: 3_600_000n, charged: 3_600_000n, waiting: null });
    expect(ended.images.map((image) => image.cost)).toEqual([900_000n, 900_000n, 900_000n, 900_000n]);
    expect(await readQuote(sql, accountId, ended.quoteId)).toMatchObject({ congestion: '0.9', waits: false, total: 3_600_000n });
    expect(await room.settled(accountId)).toEqual(settledAt(6_400_000n));
    await generations.stop();
  });

  test('starts at once where the factor is low enough already, and is refused where it never can be', async () => {
    const generations = room.generations(testEngine());
    const accountId = await room.account(10n);
    const now = await generations.createGeneration({ accountId, request: picture, maxCongestion: '1', idempotencyKey: 'now' });
    expect(now.generation).toMatchObject({ status: 'queued', quoted: oneCredit });
    await expect(
      generations.createGeneration({ accountId, request: picture, maxCongestion: '0.7', idempotencyKey: 'never' }),
    ).rejects.toMatchObject({ code: 'request_outside_price_book', extras: { errors: [{ path: '/maxCongestion' }] } });
  });

  test('is made from a quote of the same factor only', async () => {
    const generations = room.generations(testEngine());
    await setRatio(2);
    const accountId = await room.account(10n);
    const quote = await createQuote(sql, { accountId, request: priceRequest(picture), maxCongestion: '1.1', nowMs: room.clock.nowMs() });
    expect(quote).toMatchObject({ congestion: '1.1', waits: true, total: 1_100_000n });
    const create = (maxCongestion: string | undefined, idempotencyKey: string) =>
      generations.createGeneration({ accountId, request: picture, quoteId: quote.id, maxCongestion, idempotencyKey });
    await expect(create('1.5', 'other')).rejects.toMatchObject({
      code: 'quote_mismatch',
      extras: { differences: [{ fact: 'maxCongestion', quoted: '1.1', requested: '1.5' }] },
    });
    expect((await create('1.10', 'same')).generation).toMatchObject({ status: 'waiting', quoted: 1_100_000n });
    expect((await create(undefined, 'as quoted')).generation).toMatchObject({ status: 'waiting' });
  });

  test('can be canceled, and then costs nothing', async () => {
    const generations = room.generations(testEngine());
    await setRatio(2);
    const accountId = await room.account(1n);
    const { generation } = await generations.createGeneration({ accountId, request: picture, maxCongestion: '1', idempotencyKey: 'no' });
    expect(await generations.cancelGeneration(generation)).toMatchObject({ status: 'canceled', charged: 0n });
    await setRatio(1);
    await generations.lookAtQueue();
    expect(await generations.readGeneration(generation)).toMatchObject({ status: 'canceled' });
    expect(await room.settled(accountId)).toEqual(settledAt(oneCredit));
  });

  test('costs nothing when canceled even where the price book charges for leaving the queue', async () => {
    await publish({ ...book, title: 'Leaving costs', charging: [{ canceledInQueue: 1 }] });
    const generations = room.generations(testEngine());
    await setRatio(2);
    const accountId = await room.account(1n);
    const { generation } = await generations.createGeneration({ accountId, request: picture, maxCongestion: '1', idempotencyKey: 'leave' });
    expect(await generations.cancelGeneration(generation)).toMatchObject({ status: 'canceled', charged: 0n });
    expect(await room.settled(accountId)).toEqual(settledAt(oneCredit));
    await publish(book);
  });

  test('is ended by the next look when the process that canceled it died before the end', async () => {
    const generations = room.generations(testEngine());
    await setRatio(2);
    const accountId = await room.account(1n);
    const { generation } = await generations.createGeneration({ accountId, request: picture, maxCongestion: '1', idempotencyKey: 'died' });
    await raw`update generations set cancel_requested_at = now() where account_id = ${accountId}`.execute(sql);
    await setRatio(1);
    await generations.lookAtQueue();
    expect(await generations.readGeneration(generation)).toMatchObject({ status: 'canceled' });
    expect(await room.settled(accountId)).toEqual(settledAt(oneCredit));
  });

  test('fails, free of charge and with a reason, when it has waited as long as it may', async () => {
    const generations = room.generations(testEngine(), { settings: { priceWaitMs: 60_000 } });
    await setRatio(2);
    const accountId = await room.account(1n);
    const { generation } = await generations.createGeneration({ accountId, request: picture, maxCongestion: '1', idempotencyKey: 'late' });
    room.clock.aheadMs += 59_000;
    await generations.lookAtQueue();
    expect(await generations.readGeneration(generation)).toMatchObject({ status: 'waiting' });
    room.clock.aheadMs += 1_000;
    await Promise.all([generations.lookAtQueue(), generations.lookAtQueue()]);
    expect(await generations.readGeneration(generation)).toMatchObject({
      status: 'failed',
      charged: 0n,
      problem: { code: 'congestion_wait_over', detail: expect.stringContaining('did not fall to 1 in time') },
    });
    expect(await room.settled(accountId)).toEqual(settledAt(oneCredit));
  });

  test('is let in only while the queue is short, the longest waiting first, by one of two processes', async () => {
    await raw`insert into generation_speeds (model, work, duration_ms) values ('standard', ${512 * 512 * 50}, 40000)
      on conflict (model) do update set work = excluded.work, duration_ms = excluded.duration_ms`.execute(sql);
    const [one, other] = [room.generations(testEngine()), room.generations(testEngine())];
    // Nothing of earlier tests may be in the queue.
    await raw`delete from generation_runners`.execute(sql);
    await raw`update generations set cancel_requested_at = now() where status = 'queued'`.execute(sql);
    await setRatio(2);
    const made: string[] = [];
    for (let at = 0; at < 5; at++) {
      const accountId = await room.account(2n);
      const { generation } = await one.createGeneration({ accountId, request: picture, maxCongestion: '1', idempotencyKey: 'crowd' });
      made.push(`${accountId} ${generation.id}`);
    }
    await setRatio(1);
    // Each takes forty seconds and a minute is the target: with two in the queue it is longer than that.
    await Promise.all([one.lookAtQueue(), other.lookAtQueue()]);
    const statuses = await Promise.all(
      made.map(async (name) => {
        const [accountId = '', id = ''] = name.split(' ');
        return (await one.readGeneration({ accountId, id })).status;
      }),
    );
    // Two processes that both make pictures make twice as many.
    const letIn = statuses.filter((status) => status === 'queued').length;
    expect(statuses).toEqual(['queued', 'queued', 'queued', 'queued', 'waiting'].fill('waiting', letIn));
    expect([2, 3, 4]).toContain(letIn);
  });

  test('keeps the price of the book that it was quoted by', async () => {
    await raw`update generations set cancel_requested_at = now() where status in ('queued', 'waiting')`.execute(sql);
    const generations = room.generations(testEngine());
    await setRatio(2);
    const accountId = await room.account(10n);
    const { generation } = await generations.createGeneration({ accountId, request: picture, maxCongestion: '1', idempotencyKey: 'old' });
    await publish({ ...book, title: 'Dearer', operations: { generate: [{ label: 'Picture', base: 7 }, ...perPicture.slice(1)] } });
    await setRatio(0.5);
    await generations.lookAtQueue();
    expect(await generations.readGeneration(generation)).toMatchObject({ status: 'queued', quoted: 800_000n });
  });
});

test('a queue that fills is seen in the factor of the next quotes, and one that empties too', async () => {
  await raw`update generations set cancel_requested_at = now() where status in ('queued', 'waiting')`.execute(sql);
  await publish(book);
  const generations = room.generations(testEngine());
  const accountId = await room.account(1000n);
  for (let at = 0; at < 6; at++) await generations.createGeneration({ accountId, request: picture, idempotencyKey: `many ${at}` });
  const factor = async () => {
    room.clock.aheadMs += 10_000;
    await generations.lookAtQueue();
    return (await createQuote(sql, { accountId, request: priceRequest(picture), nowMs: room.clock.nowMs() })).congestion;
  };
  const seen: number[] = [];
  for (let look = 0; look < 15; look++) seen.push(Number(await factor()));
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBe(2);
  expect(seen[0]).toBeLessThan(2);
  await raw`update generations set cancel_requested_at = now() where status = 'queued'`.execute(sql);
  const falling: number[] = [];
  for (let look = 0; look < 20; look++) falling.push(Number(await factor()));
  expect(falling).toEqual(falling.toSorted((a, b) => b - a));
  expect(falling.at(-1)).toBe(0.8);
});
