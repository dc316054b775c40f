import { describe, expect, it } from 'vitest';
import { Imprest } from '@imprest/sdk';
import { testServer } from './support/server.ts';

describe('the SDK against a whole server', async () => {
  const server = await testServer();

  it('goes the whole way: sign in, buy, price, make, look, download, account for it', async () => {
    const imprest = new Imprest({ baseUrl: server.url });
    const { demo } = await imprest.sandbox.get();
    const me = await imprest.auth.signIn({ email: demo[0]?.email ?? '', password: demo[0]?.password ?? '' });
    expect(await imprest.auth.me()).toEqual(me);

    const { data: packs } = await imprest.packs.list();
    const pack = packs[0];
    if (pack === undefined) throw new Error('no pack is on sale');
    const invoice = await imprest.invoices.create({ packId: pack.id, network: 'tron' });
    expect(invoice).toMatchObject({ status: 'open', amountUsdt: pack.priceUsdt, remainingUsdt: pack.priceUsdt });
    await imprest.invoices.pay(invoice.id);
    const paid = await imprest.invoices.waitUntilPaid(invoice.id);
    expect(paid.status).toBe('paid');
    expect((await imprest.balance.get()).available).toBe(pack.credits);

    const request = { operation: 'generate', model: 'standard', width: 256, height: 256, steps: 10, images: 2 } as const;
    const quote = await imprest.quotes.create(request);
    const generation = await imprest.generations.create({ ...request, prompt: 'a quiet lake', quoteId: quote.id });
    const finished = await imprest.generations.waitUntilFinished(generation.id);
    expect(finished).toMatchObject({ status: 'succeeded', charged: quote.total });
    const image = finished.images[0];
    if (image === undefined) throw new Error('no picture was made');
    const bytes = await imprest.images.download(image.id);
    expect([...bytes.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
    expect(bytes.byteLength).toBe(image.bytes);
    expect((await imprest.images.thumbnail(image.id)).byteLength).toBeGreaterThan(100);

    const lines: string[] = [];
    for await (const entry of imprest.statement.all({ limit: 2 })) lines.push(entry.description);
    expect(lines).toEqual([
      expect.stringMatching(/Picture [12] of 2/u),
      expect.stringMatching(/Picture [12] of 2/u),
      expect.stringMatching(/2 pictures 256×256, 10 steps · held/u),
      expect.stringMatching(/^Purchase · /u),
      'Account opened',
    ]);
    expect((await imprest.balance.get()).held).toBe('0');
    const { groups } = await imprest.usage.get({ groupBy: ['model', 'operation', 'apiKey'] });
    expect(groups).toMatchObject([{ model: 'standard', operation: 'generate', apiKeyId: null, amount: quote.total, count: 2 }]);
    await imprest.auth.signOut();
    await expect(imprest.auth.me()).rejects.toMatchObject({ code: 'not_signed_in', status: 401 });
  });
});
