import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import {
  createQuote,
  defaultPriceBook,
  pricesMark,
  publishDefaultPriceBook,
  publishPriceBook,
  quoteValidityMs,
  readCurrentPriceBook,
  readQuote,
  requireOpenQuote,
  type PriceRequest,
} from '../index.ts';

const database = await testDatabase();
const nowMs = Date.UTC(2026, 0, 31, 12);
const accountId = 'acct_1';
const request: PriceRequest = { operation: 'generate', model: 'artistic', width: 1024, height: 768, steps: 30, images: 3 };
const dearer = { ...(defaultPriceBook as object), title: 'Dearer', rounding: { mode: 'up', to: 1 } };

async function readMark(): Promise<string | null> {
  const { rows } = await sql<{ mark: string | null }>`select (${pricesMark}) as mark`.execute(database.sql);
  return rows[0]?.mark ?? null;
}

beforeAll(async () => {
  const starts = [1, 2, 3].map(() => database.transaction((tx) => publishDefaultPriceBook(tx, { nowMs })));
  await Promise.all(starts);
});

describe('price books in the database', () => {
  test('the default one is published once, however often and at once the platform starts', async () => {
    const { rows } = await sql<{ version: number }>`select version from price_books`.execute(database.sql);
    expect(rows).toEqual([{ version: 1 }]);
    const book = await readCurrentPriceBook(database.sql, nowMs);
    expect(book).toMatchObject({ version: 1, effectiveFromMs: nowMs });
    expect(await readCurrentPriceBook(database.sql, nowMs)).toBe(book);
  });

  test('the same content is no new version; another is, and comes into force at its time', async () => {
    const publish = (book: unknown, effectiveFromMs: number) =>
      database.transaction((tx) => publishPriceBook(tx, { book, effectiveFromMs, nowMs }));
    expect((await publish(defaultPriceBook, nowMs + 5)).version).toBe(1);
    const quoted = await createQuote(database.sql, { accountId, request, nowMs });
    const both = await Promise.all([publish(dearer, nowMs + 1000), publish(dearer, nowMs + 1000)]);
    expect(both.map((book) => book.version)).toEqual([2, 2]);
    expect((await readCurrentPriceBook(database.sql, nowMs + 999)).version).toBe(1);
    expect((await readCurrentPriceBook(database.sql, nowMs + 1000)).version).toBe(2);
    const mark = await readMark();
    for (const [at, version] of [
      [0, 1],
      [999, 1],
      [1000, 2],
    ] as const) {
      expect((await createQuote(database.sql, { accountId, request, mark, nowMs: nowMs + at })).priceBook.version).toBe(version);
    }
    const later = await createQuote(database.sql, { accountId, request, nowMs: nowMs + 1000 });
    expect(later.priceBook.version).toBe(2);
    expect(later.total > quoted.total).toBe(true);
    const kept = await requireOpenQuote(database.sql, { accountId, quoteId: quoted.id, request, nowMs: nowMs + 2000 });
    expect(kept.total).toBe(quoted.total);
    await database.transaction((tx) => publishDefaultPriceBook(tx, { nowMs }));
    expect((await readCurrentPriceBook(database.sql, nowMs + 1000)).version).toBe(2);
  });

  test.each([
    'update price_books set hash = hash',
    'delete from price_books',
    'update quotes set total = 0',
    'delete from quotes',
    'delete from ended_drafts',
    'truncate quotes, ended_drafts, price_books',
  ])('%s is forbidden', async (statement) => {
    await expect(sql.raw(statement).execute(database.sql)).rejects.toThrow('is forbidden');
  });
});

describe('stored quotes', () => {
  test('come back as they were made', async () => {
    const quoted = await createQuote(database.sql, { accountId, request, nowMs });
    expect(quoted.id).toMatch(/^quote_/u);
    expect(quoted.expiresAtMs).toBe(nowMs + quoteValidityMs);
    expect(await readQuote(database.sql, accountId, quoted.id)).toEqual(quoted);
    expect(await requireOpenQuote(database.sql, { accountId, quoteId: quoted.id, request, nowMs: nowMs + quoteValidityMs - 1 })).toEqual(
      quoted,
    );
  });

  test('of someone else are not there', async () => {
    const { id } = await createQuote(database.sql, { accountId, request, nowMs });
    await expect(readQuote(database.sql, 'acct_2', id)).rejects.toMatchObject({ code: 'quote_not_found' });
    await expect(requireOpenQuote(database.sql, { accountId: 'acct_2', quoteId: id, request, nowMs })).rejects.toMatchObject({
      code: 'quote_not_found',
    });
  });

  test('expire', async () => {
    const { id } = await createQuote(database.sql, { accountId, request, nowMs });
    const late = requireOpenQuote(database.sql, { accountId, quoteId: id, request, nowMs: nowMs + quoteValidityMs });
    await expect(late).rejects.toMatchObject({ code: 'quote_expired', extras: { expiredAt: '2026-01-31T12:15:00.000Z' } });
  });

  test('bind one request only', async () => {
    const { id } = await createQuote(database.sql, { accountId, request, nowMs });
    const other = requireOpenQuote(database.sql, {
      accountId,
      quoteId: id,
      request: { ...request, images: 4, negativePrompt: true },
      nowMs,
    });
    await expect(other).rejects.toMatchObject({
      code: 'quote_mismatch',
      extras: {
        differences: [
          { fact: 'images', quoted: 3, requested: 4 },
          { fact: 'negativePrompt', quoted: false, requested: true },
        ],
      },
    });
  });
});

describe('a book that is published while quotes are made', () => {
  test('is what every later quote is priced by, and changes none that was made before', async () => {
    const flat = (price: number) => ({ format: 'imprest-price-book/1', title: 'Flat', price: { product: ['images', price] } });
    let published = 0;
    const quoteNow = async (isMarked: boolean) => {
      const atLeast = published;
      const mark = isMarked ? await readMark() : null;
      const made = await createQuote(database.sql, { accountId, request, mark, nowMs: nowMs + 60_000 });
      return { atLeast, made };
    };
    const publishAll = async () => {
      for (let price = 1; price <= 8; price += 1) {
        const book = await database.transaction((tx) => publishPriceBook(tx, { book: flat(price), nowMs: nowMs + 60_000 }));
        published = book.version;
      }
    };
    const callers = Array.from({ length: 12 }, async (_, caller) => {
      const quotes = [];
      while (published < 10) quotes.push(await quoteNow(caller % 2 === 0));
      return quotes;
    });
    const [quotes] = await Promise.all([Promise.all(callers).then((all) => all.flat()), publishAll()]);
    expect(new Set(quotes.map(({ made }) => made.priceBook.version)).size).toBeGreaterThan(2);
    for (const [index, { atLeast, made }] of quotes.entries()) {
      const { version } = made.priceBook;
      expect(version).toBeGreaterThanOrEqual(atLeast);
      // Versions 1 and 2 are the books of the tests above; the flat ones follow.
      if (version > 2) expect(made.total).toBe(BigInt(version - 2) * 3_000_000n);
      if (index % 100 === 0) expect(await readQuote(database.sql, accountId, made.id)).toEqual(made);
    }
  });
});
