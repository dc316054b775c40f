import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { oneCredit, picture, testEngine, TestRoom } from '../../../test/support/generations.ts';
import { publishPriceBook } from '../../pricing/index.ts';
import type { GenerationRequest } from '../generation.ts';
import { batchAdvice, singlesInARow } from './batch-advice.ts';
import { findTips, setTips } from './index.ts';
import { promptAdvice } from './prompt-advice.ts';
import { alreadyMade, madeBefore, type EarlierRequest } from './repeat-advice.ts';

const earlierOf = (change: Partial<EarlierRequest> = {}): EarlierRequest => ({
  ...picture,
  negativePrompt: '',
  generationId: 'gen_1',
  made: 1,
  ...change,
});

describe('advice on a prompt', () => {
  test.each(['a cat', 'something nice', 'A beautiful picture, please!', 'red car', '512', 'make me an image of a dog'])(
    'is given on "%s"',
    (prompt) => {
      expect(promptAdvice(prompt)).toMatchObject({ code: 'vague_prompt', saves: null });
    },
  );

  test.each([
    'a lighthouse on a cliff at dusk, teal and amber, wide view',
    'two herons over a frozen river',
    '夕暮れの灯台',
    'ein alter Leuchtturm im Nebel bei Nacht',
    '!!!',
  ])('is not given on "%s"', (prompt) => {
    expect(promptAdvice(prompt)).toBeUndefined();
  });

  test('names what is missing and not what is there', () => {
    expect(promptAdvice('red car')?.text).toContain('the light or the hour and the style or the view');
    expect(promptAdvice('nice picture')?.text).toContain(
      'what is to be seen, the light or the hour, the colours and the style or the view',
    );
    expect(promptAdvice('red car sunset watercolour')).toBeUndefined();
    expect(promptAdvice('red sunset watercolour')?.text).toContain('a little more of what is to be seen');
  });

  test('never fails, and never claims to save', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (prompt) => (promptAdvice(prompt)?.saves ?? null) === null));
  });
});

describe('advice on what was made before', () => {
  const made = (seed: number) => ({ id: `img_${String(seed)}`, generationId: 'gen_1', seed });

  test('all of the price is saved where every picture is there, and nothing is claimed where one is missing', () => {
    expect(alreadyMade([7], [made(7)], oneCredit)).toMatchObject({
      code: 'already_made',
      saves: oneCredit,
      imageId: 'img_7',
      generationId: 'gen_1',
    });
    expect(alreadyMade([7, 8], [made(8), made(7)], oneCredit)?.saves).toBe(oneCredit);
    const some = alreadyMade([7, 8], [made(8), made(8)], oneCredit);
    expect(some).toMatchObject({ saves: null, imageId: 'img_8' });
    expect(some?.text).toContain('1 of these 2');
    expect(alreadyMade([7], [made(8)], oneCredit)).toBeUndefined();
  });

  test('the same request with another seed is told of, without a saving', () => {
    expect(madeBefore(picture, [earlierOf({ made: 3, generationId: 'gen_new' }), earlierOf()])).toMatchObject({
      saves: null,
      generationId: 'gen_new',
    });
    expect(
      madeBefore(picture, [earlierOf({ made: 0 }), earlierOf({ steps: 10 }), earlierOf({ negativePrompt: 'people' })]),
    ).toBeUndefined();
  });
});

describe('advice to make pictures at once', () => {
  test('counts single pictures of the same in a row, from the newest', () => {
    expect(singlesInARow(picture, [earlierOf(), earlierOf(), earlierOf({ images: 2 }), earlierOf()])).toBe(2);
    expect(singlesInARow(picture, [earlierOf({ width: 64 }), earlierOf()])).toBe(0);
    expect(singlesInARow({ ...picture, images: 2 }, [earlierOf()])).toBe(0);
    expect(singlesInARow(picture, [earlierOf()])).toBe(1);
  });

  test('says exactly what is saved, and nothing where it is nothing or next to nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 16 }),
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.bigInt({ min: 0n, max: 10n ** 13n }),
        (count, one, all) => {
          const tip = batchAdvice(count, one, all);
          const saved = one * BigInt(count) - all;
          if (tip !== undefined) expect(tip.saves).toBe(saved);
          expect(tip !== undefined).toBe(saved > 0n && saved * 50n >= one * BigInt(count));
        },
      ),
    );
  });
});

describe('tips of an account', async () => {
  const room = new TestRoom(await testDatabase());
  const { sql } = room.database;
  beforeAll(() => room.publishPrices());
  afterAll(() => room.close());

  const tell = { ...picture, prompt: 'a lighthouse on a cliff at dusk, teal and amber' };
  const codesFor = async (accountId: string, request: GenerationRequest, repeats = true) =>
    (await findTips(sql, { accountId, request, repeats, nowMs: room.clock.nowMs() })).tips.map(({ code, saves }) => [code, saves]);

  test('link to the very picture, tell of others, and are of this account alone', async () => {
    const generations = room.generations(testEngine());
    await generations.start();
    const [accountId, stranger] = [await room.account(10n), await room.account(0n)];
    const request = { ...tell, images: 2, seed: 4_294_967_295 };
    const ended = await room.ended(generations, await generations.createGeneration({ accountId, request, idempotencyKey: 'one' }));
    const { tips } = await findTips(sql, { accountId, request, repeats: true, nowMs: room.clock.nowMs() });
    expect(tips).toMatchObject([{ code: 'already_made', saves: 2n * oneCredit, generationId: ended.id }]);
    expect(ended.images.map(({ id }) => id)).toContain(tips[0]?.imageId);
    expect(await codesFor(accountId, { ...tell, seed: 0 })).toEqual([['already_made', oneCredit]]);
    expect(await codesFor(accountId, { ...tell, seed: 5 })).toEqual([]);
    expect(await codesFor(accountId, request, false)).toEqual([]);
    expect(await codesFor(accountId, tell)).toEqual([['made_before', null]]);
    expect(await codesFor(stranger, request)).toEqual([]);
    await generations.stop();
  });

  test('are dismissed one by one, turned off and on again, and stay so; two changes at once both count', async () => {
    const accountId = await room.account(0n);
    const vague = { ...picture, prompt: 'a cat' };
    expect(await codesFor(accountId, vague)).toEqual([['vague_prompt', null]]);
    await Promise.all([setTips(sql, { accountId, dismiss: ['vague_prompt'] }), setTips(sql, { accountId, dismiss: ['batch'] })]);
    expect(await setTips(sql, { accountId })).toEqual({ on: true, dismissed: ['batch', 'vague_prompt'], offInProjects: [] });
    expect(await codesFor(accountId, vague)).toEqual([]);
    expect(await setTips(sql, { accountId, showAgain: ['vague_prompt'], on: false })).toMatchObject({ on: false, dismissed: ['batch'] });
    expect(await codesFor(accountId, vague)).toEqual([]);
    expect(await setTips(sql, { accountId, on: true })).toMatchObject({ on: true, dismissed: ['batch'] });
    expect(await codesFor(accountId, vague)).toEqual([['vague_prompt', null]]);
  });

  test('are turned off and on for one project, and the others are told as before', async () => {
    const accountId = await room.account(0n);
    const toldFor = async (project?: string) => {
      const request = { ...picture, prompt: 'a cat' };
      return (await findTips(sql, { accountId, request, project, repeats: true, nowMs: room.clock.nowMs() })).tips.length;
    };
    await Promise.all(['shop', 'blog'].map((project) => setTips(sql, { accountId, project, on: false })));
    expect([await toldFor('shop'), await toldFor('blog'), await toldFor('other'), await toldFor()]).toEqual([0, 0, 1, 1]);
    expect(await setTips(sql, { accountId, project: 'blog', on: true })).toEqual({ on: true, dismissed: [], offInProjects: ['shop'] });
    expect([await toldFor('shop'), await toldFor('blog')]).toEqual([0, 1]);
    expect(await setTips(sql, { accountId, on: false })).toMatchObject({ on: false, offInProjects: ['shop'] });
    expect(await setTips(sql, { accountId, project: 'blog', on: true })).toMatchObject({ on: false });
    for (let at = 0; at < 100; at += 1) await setTips(sql, { accountId, project: `p${at}`, on: false });
    const { offInProjects } = await setTips(sql, { accountId, project: 'p7', on: false });
    expect([offInProjects.length, offInProjects[0], offInProjects.at(-1)]).toEqual([100, 'p0', 'p7']);
  });

  test('suggest a batch only under a book where one is cheaper, and say by how much', async () => {
    const generations = room.generations(testEngine());
    const accountId = await room.account(100n);
    for (let at = 0; at < 2; at++) await generations.createGeneration({ accountId, request: tell, idempotencyKey: `single ${String(at)}` });
    expect(await codesFor(accountId, tell)).toEqual([]);
    const base = { sum: [2, { product: ['images', 1] }] };
    const book = {
      format: 'imprest-price-book/1',
      title: 'Setup and each',
      facts: { images: { from: 1, to: 4, default: 1 } },
      price: base,
    };
    await room.database.transaction((tx) => publishPriceBook(tx, { book, nowMs: room.clock.nowMs() }));
    // Three times three credits, or five at once.
    expect(await codesFor(accountId, tell)).toEqual([['batch', 4n * oneCredit]]);
    for (let at = 2; at < 5; at++) await generations.createGeneration({ accountId, request: tell, idempotencyKey: `single ${String(at)}` });
    expect(await codesFor(accountId, tell)).toEqual([]);
  });
});
