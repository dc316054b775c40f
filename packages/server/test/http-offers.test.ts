import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImprestError } from '@imprest/sdk';
import { describe, expect, it, onTestFinished } from 'vitest';
import { offersLibrary } from '../src/offers/index.ts';
import { runImprest } from './support/instance.ts';
import { differencesFromSchema } from './support/schema-check.ts';
import { testServer } from './support/server.ts';

describe('offers over HTTP', async () => {
  const server = await testServer();

  const expectForm = (value: unknown, name: string): void => {
    const { components } = server.http.openApi() as { components: { schemas: Record<string, object> } };
    expect(differencesFromSchema(value, { $ref: name }, components.schemas)).toEqual([]);
  };
  const codeOf = async (answer: Promise<unknown>): Promise<string> => {
    try {
      await answer;
      return 'no problem';
    } catch (error) {
      if (error instanceof ImprestError) return error.code;
      throw error;
    }
  };

  it('are read, published as the next version, and read again as they were', async () => {
    const { client: operator } = await server.operator();
    const { client: ada } = await server.customer();
    const first = await ada.offers.get();
    expectForm(first, 'Offers');
    expect(first).toMatchObject({ version: 1, title: 'Standard', document: offersLibrary.default });
    expect(await codeOf(ada.offers.publish({ document: offersLibrary.welcome }))).toBe('operator_only');
    const published = await operator.offers.publish({ document: offersLibrary.welcome });
    expect(published).toMatchObject({ version: 2, document: offersLibrary.welcome });
    expect(await operator.offers.publish({ document: offersLibrary.welcome })).toEqual(published);
    expect(await ada.offers.get()).toEqual(published);
    expect(await ada.offers.get({ version: 1 })).toEqual(first);
    expect(await codeOf(ada.offers.get({ version: 3 }))).toBe('offers_not_found');
    expect(await codeOf(operator.offers.publish({ document: { packs: [] } }))).toBe('invalid_offers');
    expect((await ada.packs.list()).data.map(({ id }) => id)).toEqual(['credits-100', 'credits-440', 'credits-1200']);
  });

  it('show what a purchase brings, and the invoice keeps it', async () => {
    const { client: operator } = await server.operator();
    const { client: ada } = await server.customer();
    await operator.offers.publish({ document: offersLibrary.welcome });
    const preview = await ada.purchases.preview({ packId: 'credits-440' });
    expectForm(preview, 'Purchase');
    expect(preview.lines.map(({ credits, label, condition }) => [credits, label, condition])).toEqual([
      ['400', 'Pack of 400 credits', null],
      ['40', 'Bonus of 10 %', null],
      ['40', 'USDT bonus of 10 %', null],
      ['40', 'First purchase bonus of 10 %', 'first_purchase'],
    ]);
    expect((await ada.invoices.create({ packId: 'credits-440', network: 'tron' })).purchase).toEqual(preview);
    const refused = [
      [{}, 'invalid_purchase'],
      [{ packId: 'credits-440', images: 30 }, 'invalid_purchase'],
      [{ packId: 'credits-440', term: 'yearly' as const }, 'invalid_purchase'],
      [{ images: 1 }, 'invalid_purchase'],
      [{ packId: 'none' }, 'pack_not_found'],
      [{ subscriptionId: 'none' }, 'subscription_not_found'],
      [{ usage: true as const }, 'nothing_to_pay'],
    ] as const;
    for (const [request, code] of refused) {
      expect(await codeOf(ada.purchases.preview(request))).toBe(code);
      expect(await codeOf(ada.invoices.create({ ...request, network: 'tron' }))).toBe(code);
    }
  });

  it('are compared: 500 standard pictures cost 50 by subscription, 75 picture by picture, 40 by pack', async () => {
    const { client: ada } = await server.customer();
    const comparison = await ada.offers.compare({ images: 500, library: 'hundreds' });
    expectForm(comparison, 'OfferComparison');
    const monthly = Object.fromEntries(
      comparison.offers.map(({ offerId, term, monthlyUsdt }) => [`${offerId} ${term ?? ''}`, monthlyUsdt]),
    );
    expect(monthly).toMatchObject({ 'plan-600 monthly': '50', 'images ': '75', 'credits-600 ': '40' });
    const large = { operation: 'generate' as const, model: 'standard', width: 1024, height: 1024, steps: 50, images: 1 };
    expect(await ada.offers.compare({ images: 10, request: large })).toMatchObject({ images: 10, credits: '40', fromUsage: false });
  });

  it('are compared for the last 30 days', async () => {
    const { client: ada, accountId } = await server.customer(100_000_000n);
    expect(await codeOf(ada.offers.compare())).toBe('nothing_to_compare');
    await server.ledger.spend({ id: 'one', accountId, amount: 3_000_000n });
    await server.ledger.spend({ id: 'two', accountId, amount: 4_000_000n });
    expect(await ada.offers.compare()).toMatchObject({ images: 2, credits: '7', fromUsage: true });
  });

  it('let an account pay after, and list what is subscribed to', async () => {
    const { client: operator } = await server.operator();
    const { client: ada, accountId } = await server.customer();
    await operator.offers.publish({ document: offersLibrary.default });
    expect((await ada.subscriptions.list()).data).toEqual([]);
    expect(await codeOf(operator.usagePlans.start(accountId, { planId: 'none' }))).toBe('usage_plan_not_found');
    const rules = await operator.usagePlans.start(accountId, { planId: 'usage', creditLimit: '50' }, { idempotencyKey: 'start' });
    expect(rules.creditLine).toMatchObject({ limit: '50' });
    expect(await operator.usagePlans.start(accountId, { planId: 'usage', creditLimit: '50' }, { idempotencyKey: 'start' })).toMatchObject({
      creditLine: rules.creditLine,
    });
    await server.ledger.spend({ id: 'used', accountId, amount: 30_000_000n });
    expect(await ada.purchases.preview({ usage: true })).toMatchObject({ priceUsdt: '3.3', credits: '30' });
  });

  it('have commands', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'imprest-offers-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const { accountId, apiKey } = await server.operator();
    const run = async (...args: string[]): Promise<unknown> => {
      const { code, output } = await runImprest([...args, '--url', server.url, '--key', apiKey, '--json']);
      expect(code, output).toBe(0);
      return JSON.parse(output);
    };
    const before = await run('offers', 'get');
    await writeFile(join(folder, 'offers.json'), JSON.stringify(before));
    expect(await run('offers', 'publish', join(folder, 'offers.json'))).toEqual(before);
    expect(await run('offers', 'get', '1')).toMatchObject({ version: 1 });
    expect(await run('offers', 'compare', '--per-month', '500', '--library', 'hundreds')).toMatchObject({
      offers: [{ offerId: 'credits-600', monthlyUsdt: '40' }, {}, {}, {}, {}, {}],
    });
    expect(await run('purchases', 'preview', '--subscription', 'plan-600', '--term', 'yearly')).toMatchObject({
      months: 12,
      credits: '7200',
    });
    expect(await run('subscriptions', 'list')).toEqual({ data: [], nextCursor: null });
    expect(await run('usage-plans', 'start', accountId, 'usage')).toMatchObject({ creditLine: { limit: '1000' } });
    expect(await run('invoices', 'create', '--pictures', '20')).toMatchObject({ amountUsdt: '3', purchase: { kind: 'images' } });
  });
});
