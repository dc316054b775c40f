import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { picture, testEngine, TestRoom } from '../../test/support/generations.ts';
import { compilePriceBook, defaultPriceBook, readQuotedFacts, repriceWork } from '../pricing/index.ts';
import { readDeliveredWork, type DeliveredWork } from './read-delivered-work.ts';

const room = new TestRoom(await testDatabase());
const { sql } = room.database;
const always = { fromMs: 0, toMs: 8_000_000_000_000 };

beforeAll(() => room.publishPrices());
afterAll(() => room.close());

/** All work, read in parts of this size. */
async function readAll(limit: number): Promise<readonly DeliveredWork[]> {
  const all: DeliveredWork[] = [];
  let cursor: string | undefined;
  do {
    const page = await readDeliveredWork(sql, { ...always, cursor, limit });
    all.push(...page.work);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

describe('work that was delivered', () => {
  test('is read once each, in parts of any size, and priced again as it was charged', async () => {
    // Every third picture fails, so that generations deliver all, some or none.
    const engine = testEngine(({ index }) =>
      index % 3 === 2 ? Promise.resolve({ outcome: 'failed', index, code: 'engine_failed', detail: 'No.' } as const) : undefined,
    );
    const generations = room.generations(engine);
    await generations.start();
    const accounts = [await room.account(100n), await room.account(100n)];
    for (const [place, images] of [1, 3, 4, 5].entries()) {
      const request = { ...picture, images, width: 576, steps: 7 + place, prompt: 'dunes' };
      const accountId = accounts[place % 2] ?? '';
      await room.ended(generations, await generations.createGeneration({ accountId, request, idempotencyKey: `work ${place}` }));
    }
    await generations.stop();

    const all = await readAll(100);
    expect(all.map(({ delivered }) => delivered)).toEqual([null, [0, 1], [0, 1, 3], [0, 1, 3, 4]]);
    for (const limit of [1, 2, 3]) expect(await readAll(limit)).toEqual(all);
    const until = all[2]?.finishedAtMs ?? 0;
    expect((await readDeliveredWork(sql, { fromMs: 0, toMs: until, limit: 9 })).work.length).toBeLessThan(3);

    const facts = await readQuotedFacts(sql, all);
    const work = all.flatMap(({ delivered, charged }, index) => {
      const known = facts[index];
      return known === undefined ? [] : [{ facts: known, delivered, charged }];
    });
    expect(work).toHaveLength(4);
    const charged = work.reduce((sum, done) => sum + done.charged, 0n);
    expect(repriceWork(compilePriceBook(defaultPriceBook), work)).toEqual({
      earned: charged,
      unpriced: { generations: 0, charged: 0n },
      reasons: [],
    });
  });
});
