import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImprestError } from '@imprest/sdk';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultPriceBook } from '../src/pricing/index.ts';
import { runImprest } from './support/instance.ts';
import { differencesFromSchema } from './support/schema-check.ts';
import { testServer } from './support/server.ts';

const flat = {
  format: 'imprest-price-book/1',
  title: 'Flat',
  price: 'images',
  examples: [{ what: 'One picture', request: { operation: 'generate', images: 1 } }],
};
const picture = { operation: 'generate', model: 'standard', width: 512, height: 512, steps: 1, images: 2 } as const;

describe('the price desk over HTTP', async () => {
  const server = await testServer();

  const expectForm = (value: unknown, name: string): void => {
    const { components } = server.http.openApi() as { components: { schemas: Record<string, object> } };
    expect(differencesFromSchema(value, { $ref: name }, components.schemas)).toEqual([]);
  };
  const problemOf = async (answer: Promise<unknown>): Promise<Pick<ImprestError, 'code' | 'extras'>> => {
    try {
      await answer;
    } catch (error) {
      if (error instanceof ImprestError) return error;
      throw error;
    }
    return { code: 'no problem', extras: {} };
  };

  it('takes a draft from its first line to the prices in force, and back', async () => {
    const { client: operator } = await server.operator();
    const { client: ada } = await server.customer();
    const first = await operator.drafts.save({ book: { ...flat, price: { difference: [0, 'images'] } } });
    expectForm(first, 'Draft');
    expect((await operator.drafts.list()).data.map(({ id }) => id)).toEqual([first.id]);
    const checked = await operator.priceBooks.check(JSON.stringify(first.book, null, 2));
    expectForm(checked, 'PriceBookCheck');
    expect(checked.problems).toMatchObject([
      { path: '/price', line: 4 },
      { path: '/examples/0/request', line: 13 },
    ]);
    expect(await problemOf(operator.drafts.publish(first.id, { revision: 1 }))).toMatchObject({ code: 'invalid_price_book' });

    const second = await operator.drafts.save({ book: flat, draft: { id: first.id, revision: 1 } });
    expect(second).toMatchObject({ revision: 2, book: flat });
    const changed = { code: 'draft_changed', extras: { revision: 2 } };
    expect(await problemOf(operator.drafts.save({ book: { title: 'Mine' }, draft: { id: first.id, revision: 1 } }))).toMatchObject(changed);
    expect(await problemOf(operator.drafts.discard(first.id, { revision: 1 }))).toMatchObject(changed);
    expect(await problemOf(operator.drafts.publish(first.id, { revision: 1 }))).toMatchObject(changed);
    expect(await operator.drafts.get(first.id)).toEqual(second);

    const trial = await operator.priceBooks.try({ draftId: first.id });
    expectForm(trial, 'PriceBookTrial');
    expect(trial.samples[0]).toMatchObject({ what: 'One picture', tried: { total: '1' }, current: { total: null } });
    const { changes } = await operator.priceBooks.compare({ before: 'current', after: first.id });
    changes.forEach((change) => expectForm(change, 'PriceBookChange'));
    expect(changes.map(({ path }) => path)).toContain('/title');

    const published = await operator.drafts.publish(first.id, { revision: 2, newestVersion: 1 });
    expectForm(published, 'PriceBookVersion');
    expect(published).toMatchObject({ version: 2, title: 'Flat', state: 'current' });
    expect(await ada.priceBooks.current()).toMatchObject({ version: 2, table: [{ what: 'One picture', price: '1' }] });
    expect(await problemOf(operator.drafts.get(first.id))).toMatchObject({ code: 'draft_not_found' });

    const gone = await operator.drafts.save({ book: flat });
    await operator.drafts.discard(gone.id, { revision: 1 });
    // The first answer may have been lost.
    await operator.drafts.discard(gone.id, { revision: 1 });
    expect(await problemOf(operator.drafts.discard(first.id, { revision: 2 }))).toMatchObject({ code: 'draft_not_found' });
    expect((await operator.drafts.list()).data).toEqual([]);

    expect(await problemOf(operator.priceBooks.republish(1, { newestVersion: 1 }))).toMatchObject({
      code: 'price_book_changed',
      extras: { newestVersion: 2 },
    });
    const back = await operator.priceBooks.republish(1, { newestVersion: 2 });
    expect(back).toMatchObject({ version: 3, title: 'Imprest default prices', state: 'current' });
    const versions = await operator.priceBooks.list({ limit: 2 });
    expectForm(versions, 'PriceBookVersionPage');
    expect(versions.data.map(({ version, state }) => [version, state])).toEqual([
      [3, 'current'],
      [2, 'replaced'],
    ]);
    expect((await operator.priceBooks.list({ limit: 2, cursor: versions.nextCursor ?? '' })).data).toMatchObject([{ version: 1 }]);
    expect(await problemOf(operator.priceBooks.list({ cursor: 'x' }))).toMatchObject({ code: 'invalid_cursor' });
    const version = await operator.priceBooks.get(2);
    expectForm(version, 'PublishedPriceBook');
    expect(version.book).toEqual(flat);
    expect(await problemOf(operator.priceBooks.get(9))).toMatchObject({ code: 'price_book_not_found' });
  });

  it('publishes for later, and shows what is to come', async () => {
    const { client: operator } = await server.operator();
    const draft = await operator.drafts.save({ book: { ...flat, title: 'Next year' } });
    const effectiveFrom = new Date(Date.now() + 86_400_000).toISOString();
    const published = await operator.drafts.publish(draft.id, { revision: 1, effectiveFrom });
    expect(published).toMatchObject({ state: 'coming', effectiveFrom });
    expect((await operator.priceBooks.current()).version).toBeLessThan(published.version);
    await operator.priceBooks.republish(1);
    expect((await operator.priceBooks.list()).data.find(({ version }) => version === published.version)?.state).toBe('replaced');
  });

  it('prices past work again, part by part, exactly', async () => {
    const { client: operator } = await server.operator();
    const { client: ada } = await server.customer(50_000_000n);
    const before = await operator.priceBooks.earnings({ book: flat });
    expectForm(before, 'EarningsSlice');
    expect(before).toMatchObject({ generations: 0, charged: '0', nextCursor: null, tried: { earned: '0' } });
    for (const steps of [1, 2, 3]) {
      const made = await ada.generations.create({ ...picture, steps, prompt: 'a lake' });
      await ada.generations.waitUntilFinished(made.id);
    }
    const half = { ...flat, facts: { steps: { from: 1, to: 2 } }, price: { product: ['images', 'steps', 2] } };
    const slice = await operator.priceBooks.earnings({ book: half });
    expect(slice).toMatchObject({
      generations: 3,
      images: 6,
      charged: '0.6',
      current: { earned: '0.6', unpriced: { generations: 0 } },
      tried: { earned: '12', unpriced: { generations: 1, charged: '0.2' }, reasons: [{ generations: 1 }] },
      nextCursor: null,
    });
    expect(slice.until).toBe(slice.to);
    expect(Date.parse(slice.to) - Date.parse(slice.from)).toBe(30 * 86_400_000);
    const early = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
    expect(await operator.priceBooks.earnings({ version: 1, ...early })).toMatchObject({ generations: 0 });
    expect(await problemOf(operator.priceBooks.earnings({ version: 1, from: early.to, to: early.from }))).toMatchObject({
      code: 'invalid_request',
    });
    expect(await problemOf(operator.priceBooks.earnings({ version: 1, cursor: 'x' }))).toMatchObject({ code: 'invalid_cursor' });
    for (const asked of [{}, { version: 1, book: flat }]) {
      expect(await problemOf(operator.priceBooks.earnings(asked))).toMatchObject({ code: 'invalid_request' });
      expect(await problemOf(operator.priceBooks.try(asked))).toMatchObject({ code: 'invalid_request' });
    }
    expect(await problemOf(operator.priceBooks.try({ version: 1, requests: [{ request: { images: 1 } }] }))).toMatchObject({
      code: 'invalid_request',
    });
    expect(await problemOf(operator.priceBooks.try({ book: { title: 'Nothing' } }))).toMatchObject({ code: 'invalid_price_book' });
  });

  it('is closed to customers', async () => {
    const { client: ada } = await server.customer();
    const asked = [
      ada.drafts.save({ book: flat }),
      ada.drafts.list(),
      ada.drafts.get('draft_1'),
      ada.drafts.discard('draft_1', { revision: 1 }),
      ada.drafts.publish('draft_1', { revision: 1 }),
      ada.priceBooks.list(),
      ada.priceBooks.get(1),
      ada.priceBooks.compare({ before: 1, after: 'current' }),
      ada.priceBooks.check('{}'),
      ada.priceBooks.try({ version: 1 }),
      ada.priceBooks.earnings({ version: 1 }),
      ada.priceBooks.republish(1),
    ];
    expect(await Promise.all(asked.map(async (each) => (await problemOf(each)).code))).toEqual(asked.map(() => 'operator_only'));
  });

  it('works from the command line', { timeout: 120_000 }, async () => {
    const operator = await server.operator();
    const folder = await mkdtemp(join(tmpdir(), 'imprest-desk-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'book.json');
    const run = async (...args: string[]): Promise<string> => {
      const { code, output } = await runImprest([...args, '--url', server.url, '--key', operator.apiKey]);
      expect(code, output).toBe(0);
      return output;
    };
    await writeFile(file, JSON.stringify({ ...flat, title: 'By hand', price: 'image' }, null, 2));
    expect(await run('price-books', 'check', file)).toMatch(/\/price/u);
    await writeFile(file, JSON.stringify({ ...flat, title: 'By hand' }, null, 2));
    expect(await run('price-books', 'try', file)).toContain('One picture');
    const { id } = JSON.parse(await run('drafts', 'save', file, '--json')) as { id: string };
    expect(await run('price-books', 'earnings', id, '--json')).toContain('"charged"');
    expect(await run('price-books', 'compare', 'current', id)).toContain('/title');
    await run('drafts', 'publish', id);
    expect((await operator.client.priceBooks.current()).title).toBe('By hand');
    await run('price-books', 'republish', '1');
    expect((await operator.client.priceBooks.current()).title).toBe((defaultPriceBook as { title: string }).title);
    expect(await run('price-books', 'list', '--limit', '2')).toContain('By hand');
  });
});
