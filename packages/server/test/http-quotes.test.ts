import { ImprestError, type Quote } from '@imprest/sdk';
import { describe, expect, it } from 'vitest';
import { defaultPriceBook, publishPriceBook } from '../src/pricing/index.ts';
import { differencesFromSchema } from './support/schema-check.ts';
import { testServer } from './support/server.ts';

const credit = 1_000_000n;
const picture = { operation: 'generate', model: 'standard', width: 1024, height: 1024, steps: 50, images: 1 } as const;

/** What of a quote stays when it is asked for again. */
const lasting = ({ id: _id, createdAt: _created, expiresAt: _expires, ...rest }: Quote) => rest;

describe('quotes over HTTP', async () => {
  const server = await testServer();

  const publish = (book: object) =>
    server.database.transaction((tx) =>
      publishPriceBook(tx, { book: { format: 'imprest-price-book/1', title: 'Test', ...book }, nowMs: Date.now() }),
    );
  const problemOf = async (answer: Promise<unknown>): Promise<Pick<ImprestError, 'code' | 'extras'>> => {
    try {
      await answer;
    } catch (error) {
      if (error instanceof ImprestError) return { code: error.code, extras: error.extras };
      throw error;
    }
    return { code: 'no problem', extras: {} };
  };
  const storedQuotes = async (): Promise<number> =>
    (
      await server.database.sql
        .selectFrom('quotes')
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count as number;

  it('say what is left, what costs less and what is free, and are the same for a generation that is only asked about', async () => {
    const { client } = await server.customer(10n * credit);
    const before = await storedQuotes();
    const quote = await client.quotes.create(picture);
    const { components } = server.http.openApi() as { components: { schemas: Record<string, object> } };
    expect(differencesFromSchema(quote, { $ref: 'Quote' }, components.schemas)).toEqual([]);
    expect(quote).toMatchObject({
      total: '4',
      upperBound: '4',
      qualifier: 'exact',
      congestion: '1',
      available: '10',
      availableAfter: '6',
      affordable: true,
      engine: 'procedural',
      warnings: [],
      alternatives: [
        { kind: 'smaller_size', change: { width: 768, height: 768 }, total: '2.25', saves: '1.75' },
        { kind: 'fewer_steps', change: { steps: 30 }, total: '2.4', saves: '1.6' },
      ],
    });
    expect(quote.charging.lines.every(({ part, upTo }) => part === '0' && upTo === '0')).toBe(true);
    const asked = await client.generations.preview({ ...picture, prompt: 'a lake' });
    expect(lasting(asked)).toEqual(lasting(quote));
    expect(lasting(await client.quotes.get(quote.id))).toEqual(lasting(quote));
    expect((await client.generations.list()).data).toEqual([]);
    expect(await client.balance.get()).toMatchObject({ held: '0', available: '10' });
    expect(await storedQuotes()).toBe(before);
    const named = await client.generations.preview({ ...picture, prompt: 'a lake', quoteId: quote.id });
    expect(named.id).toBe(quote.id);
    expect(await problemOf(client.generations.preview({ ...picture, prompt: 'a lake', steps: 20, quoteId: quote.id }))).toMatchObject({
      code: 'quote_mismatch',
    });
    expect(await problemOf(client.generations.preview({ ...picture, prompt: ' ' }))).toMatchObject({ code: 'invalid_generation_request' });
  });

  it('of somebody else, cut off or changed are not found', async () => {
    const [{ client: ada }, { client: bob }] = [await server.customer(credit), await server.customer(credit)];
    const { id } = await ada.quotes.create(picture);
    const changed = `${id.slice(0, -3)}${id.endsWith('AAA') ? 'BBB' : 'AAA'}`;
    for (const [client, wrong] of [
      [bob, id],
      [ada, id.slice(0, -4)],
      [ada, changed],
      [ada, `${id}=`],
      [ada, id.replace('quote_', 'quote-')],
    ] as const) {
      expect(await problemOf(client.quotes.get(wrong))).toMatchObject({ code: 'quote_not_found' });
      expect(await problemOf(client.generations.create({ ...picture, prompt: 'a lake', quoteId: wrong }))).toMatchObject({
        code: 'quote_not_found',
      });
    }
  });

  it('warn of what is dear, missing, kept back, low and limited', async () => {
    const { client } = await server.customer(30n * credit);
    const codes = async (change: object = {}) =>
      (await client.quotes.create({ ...picture, width: 512, height: 512, ...change })).warnings.map(({ code }) => code);
    expect(await codes()).toEqual([]);
    const dear = await client.quotes.create({ ...picture, width: 2048, height: 2048 });
    expect(dear.warnings).toEqual([
      { code: 'expensive_setting', line: 'Picture', detail: expect.stringContaining('16 of them for Picture') },
    ]);
    expect(await codes({ images: 16, steps: 150 })).toEqual(['expensive_setting', 'insufficient_credits']);
    await client.rules.setAlertLevel({ credits: '28' });
    expect(await codes()).toEqual([]);
    expect(await codes({ images: 2 })).toEqual(['near_alert_level']);
    expect(await codes({ images: 3 })).toEqual(['near_alert_level']);
    await client.rules.setReserve({ credits: '29.5' });
    expect(await codes()).toEqual(['reserve_touched']);
    expect(await client.quotes.create({ ...picture, width: 512, height: 512 })).toMatchObject({ affordable: false });
    expect(await client.quotes.create({ ...picture, width: 512, height: 512, useReserve: true })).toMatchObject({
      affordable: true,
      warnings: [{ code: 'reserve_touched', detail: 'This takes 0.5 credits of your reserve.', line: null }],
    });
    await client.rules.setReserve({ credits: '0' });
    await client.rules.setBudget({ scope: { type: 'project', id: 'book' }, period: 'month', limit: '1.25' });
    expect(await codes({ project: 'other' })).toEqual([]);
    expect(await codes({ project: 'book' })).toEqual(['budget_nearly_used']);
    expect(await codes({ project: 'book', images: 2 })).toEqual(['near_alert_level', 'budget_exceeded']);
  });

  it('take every fact of the book, offer a batch where it is cheaper, and list what is possible', async () => {
    const { client } = await server.customer(100n * credit);
    await publish({
      facts: {
        quality: {
          options: [
            { id: 'draft', rate: 1 },
            { id: 'hd', rate: 3 },
          ],
          default: 'draft',
        },
        strength: { from: 0, to: 1, step: '0.1', default: 0 },
      },
      price: [
        { label: 'Set-up', base: 2 },
        { label: 'Pictures', add: { product: ['images', 'quality.rate'] } },
        { label: 'References', add: 'references' },
        { label: 'Strength', add: 'strength' },
      ],
      charging: [{ engines: ['procedural'], canceledWhileRunning: 'elapsed', note: 'Power is not free.' }],
    });
    const hd = { operation: 'anything', images: 1, facts: { quality: 'hd', references: 2, strength: '0.3' } };
    const quote = await client.quotes.create({ ...hd, model: 'standard' });
    expect(quote).toMatchObject({ total: '7.3', request: { ...hd, model: 'standard' } });
    expect(quote.alternatives).toEqual([
      { kind: 'batch', detail: '2 pictures at once instead of 2 times 1', change: { images: 2 }, total: '10.3', saves: '4.3' },
    ]);
    expect(quote.charging).toMatchObject({
      note: 'Power is not free.',
      lines: expect.arrayContaining([{ end: 'canceledWhileRunning', part: 'elapsed', upTo: '7.3' }]),
    });
    expect((await client.quotes.create(hd)).charging.note).toBeNull();
    const refused = await problemOf(client.quotes.create({ ...hd, facts: { quality: 'best' } }));
    expect(refused).toMatchObject({
      code: 'request_outside_price_book',
      extras: { possible: { facts: { quality: ['draft', 'hd'] } } },
    });
    await publish(defaultPriceBook as object);
  });

  it('keep their price while books are published, and new ones have the new', async () => {
    const { client } = await server.customer(10_000n * credit);
    const small = { ...picture, width: 512, height: 512, steps: 1 } as const;
    const first = await publish({ price: { product: ['images', 1] } });
    let newest = first.version;
    // The first is there before anything else is published.
    const made = [{ quote: await client.quotes.create(small), atLeast: first.version }];
    let isOver = false;
    const ask = async (): Promise<void> => {
      while (!isOver) {
        const atLeast = newest;
        made.push({ quote: await client.quotes.create(small), atLeast });
      }
    };
    const publishAll = async (): Promise<void> => {
      for (let price = 2; price <= 6; price += 1) {
        newest = (await publish({ price: { product: ['images', price] } })).version;
        const { length } = made;
        while (made.length < length + 4) await new Promise((resolve) => setImmediate(resolve));
      }
      isOver = true;
    };
    await Promise.all([publishAll(), ...Array.from({ length: 4 }, ask)]);
    const priceOf = (version: number): string => String(version - first.version + 1);
    for (const { quote, atLeast } of made) {
      expect(quote.priceBook.version).toBeGreaterThanOrEqual(atLeast);
      expect(quote.total).toBe(priceOf(quote.priceBook.version));
    }
    const oldest = made[0]?.quote;
    if (oldest === undefined) throw new Error('no quote was made');
    expect(oldest.total).toBe('1');
    const used = [...new Map(made.map(({ quote }) => [quote.priceBook.version, quote])).values()];
    expect(used.length).toBeGreaterThan(1);
    const charged = await Promise.all(
      used.map(async ({ id, total }) => {
        const { id: generationId } = await client.generations.create({ ...small, prompt: 'a lake', quoteId: id });
        return [total, (await client.generations.waitUntilFinished(generationId)).charged];
      }),
    );
    for (const [quoted, paid] of charged) expect(paid).toBe(quoted);
    expect(lasting(await client.quotes.get(oldest.id)).lines).toEqual(oldest.lines);
    await publish(defaultPriceBook as object);
  });
});
