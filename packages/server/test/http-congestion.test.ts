import { expect, it } from 'vitest';
import { sql } from '../src/database/index.ts';
import { publishPriceBook } from '../src/pricing/index.ts';
import { testServer } from './support/server.ts';

const book = {
  format: 'imprest-price-book/1',
  title: 'By the queue',
  facts: { model: { options: ['standard'] } },
  // So slow that the looks of the running server change nothing during the test.
  queue: { targetSeconds: 30, smoothingSeconds: 86_400 },
  price: [
    { label: 'Picture', base: 1 },
    { label: 'Queue', congestion: { step: '0.25', floor: 1, cap: 2 } },
  ],
};
const asked = { operation: 'generate' as const, model: 'standard', width: 512, height: 512, steps: 10, images: 1 };

it('the factor of the queue is published, quoted, and waited for', async () => {
  const server = await testServer();
  const { client } = await server.customer(10_000_000n);
  expect((await client.priceBooks.current()).congestion).toBeNull();
  await server.database.transaction((tx) => publishPriceBook(tx, { book, nowMs: Date.now() }));
  expect((await client.priceBooks.current()).congestion).toMatchObject({
    factor: '1',
    floor: '1',
    cap: '2',
    step: '0.25',
    targetSeconds: 30,
  });
  await sql`
    insert into congestion_states (id, smoothed, published, expected_wait_ms, observed_at) values (1, 1600000, 1600000, 48000, now())
    on conflict (id) do update set smoothed = 1600000, published = 1600000, expected_wait_ms = 48000`.execute(server.database.sql);
  expect((await client.priceBooks.current()).congestion).toMatchObject({ factor: '1.5' });

  const quote = await client.quotes.create(asked);
  expect(quote).toMatchObject({ congestion: '1.5', total: '1.5', waits: false, request: asked });
  expect(quote.request).not.toHaveProperty('queueRatio');
  const patient = await client.quotes.create({ ...asked, maxCongestion: '1.0' });
  expect(patient).toMatchObject({ congestion: '1', total: '1', waits: true, request: { ...asked, maxCongestion: '1' } });
  expect(await client.quotes.get(patient.id)).toEqual(patient);

  const request = { ...asked, prompt: 'a lake', maxCongestion: '1' };
  const waiting = await client.generations.create({ ...request, quoteId: patient.id });
  expect(waiting).toMatchObject({ status: 'waiting', quoted: '1', queuePosition: null, waiting: { maxCongestion: '1' } });
  expect(await client.generations.cancel(waiting.id)).toMatchObject({ status: 'canceled', charged: '0', waiting: null });
  await expect(client.quotes.create({ ...asked, maxCongestion: '0.5' })).rejects.toMatchObject({ code: 'request_outside_price_book' });
  await expect(client.quotes.create({ ...asked, maxCongestion: 'low' })).rejects.toMatchObject({ code: 'invalid_request' });
});
