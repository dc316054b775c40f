import { describe, expect, test } from 'vitest';
import { Gather } from './gather.ts';

describe('Gather', () => {
  test('asks together what is asked while a batch is under way, and gives each its own answer', async () => {
    const batches: (readonly number[])[] = [];
    const opened = Promise.withResolvers<undefined>();
    const gather = new Gather(async (questions: readonly number[]) => {
      batches.push(questions);
      if (batches.length === 1) await opened.promise;
      return questions.map((question) => question * 10);
    });
    const first = [gather.ask(1), gather.ask(2)];
    await new Promise((resolve) => setImmediate(resolve));
    const second = [gather.ask(3), gather.ask(4), gather.ask(3)];
    opened.resolve(undefined);
    expect(await Promise.all([...first, ...second])).toEqual([10, 20, 30, 40, 30]);
    expect(batches).toEqual([
      [1, 2],
      [3, 4, 3],
    ]);
    expect(await gather.ask(5)).toBe(50);
  });

  test('goes on after a batch that failed', async () => {
    let fails = true;
    const gather = new Gather((questions: readonly number[]) => (fails ? Promise.reject(new Error('down')) : Promise.resolve(questions)));
    const all = await Promise.allSettled([gather.ask(1), gather.ask(2)]);
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await gather.ask(3)).toBe(3);
  });
});
