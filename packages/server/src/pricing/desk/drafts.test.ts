import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import {
  comparePriceBooks,
  defaultPriceBook,
  discardDraft,
  listDrafts,
  listPriceBooks,
  publishDefaultPriceBook,
  publishDraft,
  readCurrentPriceBook,
  readDraft,
  readPriceBook,
  saveDraft,
} from '../index.ts';

const database = await testDatabase();
const nowMs = Date.UTC(2026, 0, 31, 12);
const flat = { format: 'imprest-price-book/1', title: 'Flat', price: 'images' };

beforeAll(() => database.transaction((tx) => publishDefaultPriceBook(tx, { nowMs })));

describe('drafts', () => {
  test('are kept as they are written, also while they are wrong', async () => {
    const wrong = { zebra: 1, title: 'Half done', apple: [2, 1] };
    const saved = await saveDraft(database.sql, { book: wrong, nowMs });
    expect(saved).toMatchObject({ revision: 1, title: 'Half done', createdAtMs: nowMs });
    const again = await saveDraft(database.sql, { draft: saved, book: { ...wrong, more: true }, nowMs: nowMs + 1 });
    expect(again).toEqual({ ...saved, revision: 2, book: { ...wrong, more: true }, savedAtMs: nowMs + 1 });
    expect(JSON.stringify((await readDraft(database.sql, saved.id)).book)).toBe(
      '{"zebra":1,"title":"Half done","apple":[2,1],"more":true}',
    );
    await expect(database.transaction((tx) => publishDraft(tx, { draft: again, nowMs }))).rejects.toMatchObject({
      code: 'invalid_price_book',
    });
    expect((await listDrafts(database.sql))[0]).toEqual(again);
    await discardDraft(database.sql, again);
    await expect(readDraft(database.sql, saved.id)).rejects.toMatchObject({ code: 'draft_not_found' });
    await expect(saveDraft(database.sql, { book: [1], nowMs })).rejects.toMatchObject({ code: 'invalid_price_book' });
  });

  test('are not overwritten, published or thrown away by someone who read an older revision', async () => {
    const first = await saveDraft(database.sql, { book: flat, nowMs });
    const both = await Promise.allSettled(
      ['One', 'Two'].map((title) => saveDraft(database.sql, { draft: first, book: { ...flat, title }, nowMs })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const changed = { code: 'draft_changed', extras: { draftId: first.id, revision: 2 } };
    await expect(database.transaction((tx) => publishDraft(tx, { draft: first, nowMs }))).rejects.toMatchObject(changed);
    await expect(discardDraft(database.sql, first)).rejects.toMatchObject(changed);
  });

  test('become the next version once, also when two publish at once', async () => {
    const draft = await saveDraft(database.sql, { book: { ...flat, title: 'Next' }, nowMs });
    const publish = () => database.transaction((tx) => publishDraft(tx, { draft, effectiveFromMs: nowMs + 1000, nowMs }));
    const both = await Promise.all([publish(), publish()]);
    const [{ version }] = both;
    const again = await database.transaction((tx) => publishDraft(tx, { draft, nowMs: nowMs + 500 }));
    expect([...both, again]).toMatchObject([1, 2, 3].map(() => ({ version, effectiveFromMs: nowMs + 1000 })));
    expect((await listPriceBooks(database.sql, { nowMs, limit: 1 })).map((book) => book.version)).toEqual([version]);
    await expect(
      database.transaction((tx) => publishDraft(tx, { draft: { ...draft, revision: draft.revision + 1 }, nowMs })),
    ).rejects.toMatchObject({ code: 'draft_not_found' });
    expect((await readCurrentPriceBook(database.sql, nowMs + 999)).book.title).toBe('Imprest default prices');
    expect((await readCurrentPriceBook(database.sql, nowMs + 1000)).book.title).toBe('Next');
    await expect(readDraft(database.sql, draft.id)).rejects.toMatchObject({ code: 'draft_not_found' });
  });

  test('are thrown away once, also when two do it at once, and are then no version', async () => {
    const draft = await saveDraft(database.sql, { book: flat, nowMs });
    await Promise.all([discardDraft(database.sql, draft), discardDraft(database.sql, draft)]);
    await discardDraft(database.sql, draft);
    const notFound = { code: 'draft_not_found' };
    await expect(discardDraft(database.sql, { ...draft, revision: draft.revision + 1 })).rejects.toMatchObject(notFound);
    await expect(database.transaction((tx) => publishDraft(tx, { draft, nowMs }))).rejects.toMatchObject(notFound);
    const published = await saveDraft(database.sql, { book: { ...flat, title: 'Kept' }, nowMs });
    await database.transaction((tx) => publishDraft(tx, { draft: published, effectiveFromMs: nowMs + 2000, nowMs }));
    await expect(discardDraft(database.sql, published)).rejects.toMatchObject(notFound);
  });

  test('that charge dollars are not published', async () => {
    const draft = await saveDraft(database.sql, { book: { ...flat, unit: 'usd' }, nowMs });
    await expect(database.transaction((tx) => publishDraft(tx, { draft, nowMs }))).rejects.toMatchObject({
      extras: { errors: [{ path: '/unit' }] },
    });
  });
});

describe('the history of price books', () => {
  test('has every version, and going back is a new one', async () => {
    const old = await readPriceBook(database.sql, 1);
    const draft = await saveDraft(database.sql, { book: old.book, nowMs });
    const back = await database.transaction((tx) => publishDraft(tx, { draft, effectiveFromMs: 0, nowMs: nowMs + 5000 }));
    const history = await listPriceBooks(database.sql, { nowMs, limit: 100 });
    expect(history.map((book) => book.version)).toEqual([back.version, ...history.slice(1).map((book) => book.version)]);
    expect(back).toMatchObject({ hash: old.hash, effectiveFromMs: nowMs + 5000 });
    expect(back.id).not.toBe(old.id);
    expect(history[0]).toMatchObject({ title: 'Imprest default prices', publishedAtMs: nowMs + 5000 });
    expect(JSON.stringify(old.book)).toBe(JSON.stringify(defaultPriceBook));
    await expect(readPriceBook(database.sql, 999)).rejects.toMatchObject({ code: 'price_book_not_found' });
  });

  test('cannot say that a book was in force before it was published', async () => {
    const early =
      sql`insert into price_books select 900, 'book_' || repeat('0', 26), hash, body, published_at - interval '1 day', published_at
      from price_books where version = 1`.execute(database.sql);
    await expect(early).rejects.toThrow('price_books_effective_once_published');
  });
});

describe('the difference between two books', () => {
  const before = {
    title: 'A',
    facts: { model: { options: ['small', { id: 'large', price: 2 }] } },
    price: [
      { label: 'Picture', base: { product: ['images', 2] } },
      { label: 'Least', minimum: 1 },
    ],
  };

  test('names what was added, removed and changed by its path', () => {
    const after = {
      title: 'B',
      facts: { model: { options: ['tiny', 'small', { id: 'large', price: 3 }] } },
      price: [
        { label: 'Picture', base: { product: ['images', 3, 'steps'] } },
        { label: 'Negative prompt', add: 1 },
      ],
      rounding: { to: 1, mode: 'up' },
    };
    expect(comparePriceBooks(before, after)).toEqual([
      { path: '/facts/model/options/0', kind: 'added', before: null, after: 'tiny' },
      { path: '/facts/model/options/2/price', kind: 'changed', before: 2, after: 3 },
      { path: '/price/0/base/product/1', kind: 'changed', before: 2, after: 3 },
      { path: '/price/0/base/product/2', kind: 'added', before: null, after: 'steps' },
      { path: '/price/1', kind: 'added', before: null, after: { label: 'Negative prompt', add: 1 } },
      { path: '/price/1', kind: 'removed', before: { label: 'Least', minimum: 1 }, after: null },
      { path: '/rounding', kind: 'added', before: null, after: { to: 1, mode: 'up' } },
      { path: '/title', kind: 'changed', before: 'A', after: 'B' },
    ]);
  });

  test('sees lines that changed places, and nothing where there is nothing', () => {
    expect(comparePriceBooks(before, structuredClone(before))).toEqual([]);
    const swapped = { ...before, price: before.price.toReversed() };
    expect(comparePriceBooks(before, swapped).map(({ path }) => path)).toEqual(['/price/0', '/price/1']);
    expect(comparePriceBooks({ price: 1 }, { price: [1] })).toEqual([{ path: '/price', kind: 'changed', before: 1, after: [1] }]);
  });
});
