import { ImprestError, type Generation } from '@imprest/sdk';
import { expect, test } from 'vitest';
import { audit } from '../src/ledger/index.ts';
import { testServer } from './support/server.ts';

const server = await testServer();
const request = {
  operation: 'generate',
  prompt: 'one of fifty',
  model: 'standard',
  width: 512,
  height: 512,
  steps: 50,
  images: 1,
} as const;

test('of fifty generations at once on an account that affords one, one runs and the others say how to top up', async () => {
  const { client } = await server.customer(1_000_000n);
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => client.generations.create(request)));

  const made = results.filter((result): result is PromiseFulfilledResult<Generation> => result.status === 'fulfilled');
  const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason as unknown);
  expect(made).toHaveLength(1);
  expect(refused).toHaveLength(49);
  for (const problem of refused) {
    expect(problem).toBeInstanceOf(ImprestError);
    expect(problem).toMatchObject({
      status: 402,
      code: 'insufficient_credits',
      extras: { required: '1', available: '0', topUpUrl: '/top-up' },
    });
  }
  const [generation] = made;
  const finished = await client.generations.waitUntilFinished(generation?.value.id ?? '');
  expect(finished).toMatchObject({ status: 'succeeded', charged: '1' });
  expect(await client.balance.get()).toMatchObject({ balance: '0', held: '0' });
  expect((await audit(server.database)).difference).toBeNull();
});
