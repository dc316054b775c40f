import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Imprest, ImprestError } from '@imprest/sdk';
import { afterAll, describe, expect, it } from 'vitest';
import { publishPriceBook } from '../src/pricing/index.ts';
import { openBareServer } from './support/bare-server.ts';
import { testDatabaseUrl } from './support/database.ts';

const credit = 1_000_000n;
const picture = { operation: 'generate', model: 'standard', width: 512, height: 512, steps: 20, images: 1 } as const;
/** How long a server believes a key without looking again. */
const believedMs = 1_000;

describe('two servers on one database', async () => {
  const url = await testDatabaseUrl();
  const folder = await mkdtemp(join(tmpdir(), 'imprest-two-servers-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const open = async () => {
    const { database, rooms, url: baseUrl, close } = await openBareServer(url, folder);
    afterAll(close);
    return { database, rooms, clientOf: (apiKey: string) => new Imprest({ baseUrl, apiKey, retriesMax: 0 }) };
  };
  const one = await open();
  const other = await open();
  const { principal } = await one.rooms.access.signUp({ email: 'ada@example.test', password: 'imprest-test', name: 'Ada' });
  const { accountId } = principal;
  await one.rooms.ledger.grant({ id: 'start', accountId, kind: 'promotional', amount: 1_000n * credit, label: 'For tests' });

  /** What a quote is refused with, or `none`. */
  const refusalOf = async (client: Imprest): Promise<string> => {
    try {
      await client.quotes.create(picture);
      return 'none';
    } catch (error) {
      if (error instanceof ImprestError) return error.code;
      throw error;
    }
  };

  it('refuse a revoked key: the one that revoked it at once, the other within a second', async () => {
    const key = await one.rooms.access.createApiKey(principal, 'to be revoked');
    const [here, there] = [one.clientOf(key.secret), other.clientOf(key.secret)];
    expect(await Promise.all([here, there, here, there].map(refusalOf))).toEqual(['none', 'none', 'none', 'none']);
    await one.rooms.access.revokeApiKey(principal, key.id);
    const revokedAtMs = Date.now();
    expect(await refusalOf(here)).toBe('invalid_api_key');
    for (let askedAtMs = Date.now(); (await refusalOf(there)) === 'none'; askedAtMs = Date.now()) {
      expect(askedAtMs - revokedAtMs).toBeLessThan(believedMs);
    }
    expect(await refusalOf(there)).toBe('invalid_api_key');
  });

  it('tell the balance that the other left, while many ask', async () => {
    const { secret } = await one.rooms.access.createApiKey(principal, 'balance');
    const [here, there] = [one.clientOf(secret), other.clientOf(secret)];
    let isOver = false;
    const asking = Array.from({ length: 8 }, async () => {
      while (!isOver) await here.quotes.create(picture);
    });
    try {
      for (let turn = 0; turn < 10; turn += 1) {
        await there.spends.create({ credits: '1' }, { idempotencyKey: `turn-${String(turn)}` });
        expect((await here.quotes.create(picture)).available).toBe(String(1_000n - BigInt(turn) - 1n));
      }
    } finally {
      isOver = true;
      await Promise.all(asking);
    }
  });

  it('price by the book that the other published, and take the quotes of the other', async () => {
    const { secret } = await one.rooms.access.createApiKey(principal, 'books');
    const [here, there] = [one.clientOf(secret), other.clientOf(secret)];
    for (let price = 1; price <= 8; price += 1) {
      const before = await here.quotes.create(picture);
      const book = { format: 'imprest-price-book/1', title: 'Flat', price: { product: ['images', price] } };
      const { version } = await other.database.transaction((tx) => publishPriceBook(tx, { book, nowMs: Date.now() }));
      const [after, again] = await Promise.all([here.quotes.create(picture), there.quotes.get(before.id)]);
      expect([after.total, after.priceBook.version]).toEqual([String(price), version]);
      expect([again.total, again.lines, again.priceBook]).toEqual([before.total, before.lines, before.priceBook]);
    }
  });
});
