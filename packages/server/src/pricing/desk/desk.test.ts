import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import {
  checkPriceBook,
  compilePriceBook,
  defaultPriceBook,
  listPriceBooks,
  priceBookLibrary,
  publishDefaultPriceBook,
  publishPriceBook,
  republishPriceBook,
  saveDraft,
  tryPriceBook,
} from '../index.ts';
import { findJsonFault } from './json-fault.ts';

const nowMs = Date.UTC(2026, 0, 31, 12);
const flat = { format: 'imprest-price-book/1', title: 'Flat', price: 'images' };

describe('the check of a text', () => {
  test('finds nothing in the books of the library that have prices in credits', () => {
    for (const book of Object.values(priceBookLibrary)) {
      const found = checkPriceBook(JSON.stringify(book, null, 2));
      expect(found.filter(({ path }) => path !== '/unit')).toEqual([]);
    }
  });

  test('names the line and the node of all that is wrong, from top to bottom', () => {
    const text = JSON.stringify(
      { ...flat, facts: { images: { from: 1, to: 4 } }, price: { difference: [2, 'images'] }, rounding: { to: 0, mode: 'up' } },
      null,
      2,
    );
    expect(checkPriceBook(text)).toMatchObject([{ path: '/rounding/to', line: 17 }]);
    const negative = checkPriceBook(text.replace('"to": 0', '"to": 1'));
    expect(negative).toMatchObject([{ path: '/price', line: 4, request: { operation: 'generate' } }]);
    expect(checkPriceBook(JSON.stringify({ ...flat, unit: 'usd' }, null, 2))).toMatchObject([{ path: '/unit', line: 5 }]);
    expect(checkPriceBook('[]')).toMatchObject([{ path: '', line: 1 }]);
  });

  test('says where a text is not JSON', () => {
    const at = (text: string) => checkPriceBook(text).map(({ line, message }) => `${line} ${message}`)[0];
    expect(at('{\n  "a": 1\n  "b": 2\n}')).toBe('3 is not JSON: a comma or } is missing');
    expect(at('{\n  "a": 1,\n}')).toBe('2 is not JSON: no comma may stand before }');
    expect(at('{\n  "a": [1, 2\n')).toBe('2 is not JSON: a comma or ] is missing');
    expect(at('{\n  a: 1 }')).toMatch(/^2 is not JSON: a name/u);
    expect(at('{ "a" 1 }')).toMatch(/a colon is missing/u);
    expect(at('')).toMatch(/^1 is not JSON: a value is missing/u);
    expect(at('{"a": "b\n"}')).toMatch(/^1 is not JSON: a text must end/u);
    expect(at('1 2')).toMatch(/nothing may come after/u);
    expect(at('['.repeat(100_000))).toMatch(/nested too deeply/u);
  });

  test('takes for JSON exactly what is JSON', () => {
    const parses = (text: string): boolean => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const damaged = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '[', '"', ':', '\\', '0', ' ', '\n', 'e'));
    fc.assert(
      fc.property(damaged, ([json, place, piece]) => {
        const at = place % (json.length + 1);
        const text = json.slice(0, at) + piece + json.slice(at + (place % 2));
        expect(findJsonFault(text) === undefined).toBe(parses(text));
      }),
    );
  });
});

describe('samples', () => {
  const current = compilePriceBook(defaultPriceBook);

  test('are the examples of both books, each once, priced by both', () => {
    const tried = compilePriceBook({ ...flat, examples: [{ what: 'One', request: { operation: 'generate', images: 1 } }] });
    const samples = tryPriceBook(current, tried);
    expect(samples).toHaveLength(12);
    expect(samples[0]).toMatchObject({ what: 'One', tried: { priced: { total: 1_000_000n } } });
    expect(samples[0]?.current).toHaveProperty('refused');
    expect(samples[4]).toMatchObject({
      what: '1024×1024, 50 steps',
      current: { priced: { total: 4_000_000n } },
      tried: { priced: { total: 1_000_000n } },
    });
    expect(tryPriceBook(current, current)).toHaveLength(11);
  });

  test('can be any request', () => {
    expect(
      tryPriceBook(current, current, [{ request: { operation: 'upscale', images: 2, factor: 2, width: 64, height: 64 } }]),
    ).toMatchObject([{ what: 'upscale, images 2, factor 2, width 64, height 64', current: { priced: { total: 4_000_000n } } }]);
  });
});

describe('the versions', async () => {
  const database = await testDatabase();
  const publish = (title: string, more: { effectiveFromMs?: number; newestVersion?: number } = {}) =>
    database.transaction((tx) => publishPriceBook(tx, { book: { ...flat, title }, nowMs, ...more }));
  beforeAll(() => database.transaction((tx) => publishDefaultPriceBook(tx, { nowMs })));

  test('say which is in force, which will be, and which will not', async () => {
    await publish('Two');
    await publish('Three', { effectiveFromMs: nowMs + 5000 });
    await publish('Four', { effectiveFromMs: nowMs + 4000 });
    const states = async (atMs: number) => (await listPriceBooks(database.sql, { nowMs: atMs, limit: 10 })).map(({ state }) => state);
    expect(await states(nowMs)).toEqual(['coming', 'replaced', 'current', 'replaced']);
    expect(await states(nowMs + 5000)).toEqual(['current', 'replaced', 'replaced', 'replaced']);
    expect((await listPriceBooks(database.sql, { nowMs, below: 3, limit: 1 })).map(({ version }) => version)).toEqual([2]);
  });

  test('are not published over one that was not seen', async () => {
    await expect(publish('Five', { newestVersion: 3 })).rejects.toMatchObject({ code: 'price_book_changed', extras: { newestVersion: 4 } });
    expect((await publish('Five', { newestVersion: 4 })).version).toBe(5);
    // The answer was lost and it is sent again: it is there already.
    expect((await publish('Five', { newestVersion: 4 })).version).toBe(5);
  });

  test('are rolled back once, however often it is asked', async () => {
    const back = () => database.transaction((tx) => republishPriceBook(tx, { version: 1, nowMs, newestVersion: 5 }));
    const [first, second] = await Promise.all([back(), back()]);
    expect([first.version, second.version]).toEqual([6, 6]);
    expect(first.hash).toBe(compilePriceBook(defaultPriceBook).hash);
    await expect(database.transaction((tx) => republishPriceBook(tx, { version: 99, nowMs }))).rejects.toMatchObject({
      code: 'price_book_not_found',
    });
  });

  test('and a draft that was saved is saved when that is sent again', async () => {
    const draft = await saveDraft(database.sql, { book: flat, nowMs });
    const save = (title: string) => saveDraft(database.sql, { draft, book: { ...flat, title }, nowMs });
    expect(await save('Again')).toEqual(await save('Again'));
    await expect(save('Other')).rejects.toMatchObject({ code: 'draft_changed' });
  });
});
