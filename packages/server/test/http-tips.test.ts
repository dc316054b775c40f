import { expect, it } from 'vitest';
import { runImprest } from './support/instance.ts';
import { testServer } from './support/server.ts';

it('tips are found, dismissed and turned off, over HTTP and on the command line', async () => {
  const server = await testServer();
  const { client, apiKey } = await server.customer(10_000_000n);
  const request = {
    operation: 'generate' as const,
    prompt: 'a cat',
    model: 'standard',
    width: 64,
    height: 64,
    steps: 1,
    images: 1,
    seed: 5,
  };
  expect(await client.tips.find(request)).toMatchObject({
    tips: [{ code: 'vague_prompt', saves: null, generationId: null, imageId: null }],
    settings: { on: true, dismissed: [], offInProjects: [] },
  });
  const made = await client.generations.waitUntilFinished((await client.generations.create(request)).id);
  const { tips } = await client.tips.find(request);
  expect(tips.map(({ code, saves, imageId }) => [code, saves, imageId])).toEqual([
    ['already_made', '0.1', made.images[0]?.id],
    ['vague_prompt', null, null],
  ]);
  expect(await client.tips.set({ dismiss: ['vague_prompt'] })).toMatchObject({ on: true, dismissed: ['vague_prompt'] });
  expect((await client.tips.find(request)).tips).toHaveLength(1);
  const run = async (...args: string[]): Promise<unknown> => {
    const { code, output } = await runImprest([...args, '--url', server.url, '--key', apiKey, '--json']);
    expect(code, output).toBe(0);
    return JSON.parse(output) as unknown;
  };
  expect(await run('tips', 'set', '--off')).toMatchObject({ on: false, dismissed: ['vague_prompt'] });
  expect(await run('tips', 'find', 'a cat', '--seed', '5')).toMatchObject({ tips: [], settings: { on: false } });
  expect(await client.tips.set({ on: true, showAgain: ['vague_prompt'] })).toMatchObject({ on: true, dismissed: [] });
  expect(await run('tips', 'set', '--project', 'shop', '--off')).toEqual({ on: true, dismissed: [], offInProjects: ['shop'] });
  expect(await run('tips', 'find', 'a cat', '--project', 'shop')).toMatchObject({ tips: [] });
  expect(await run('tips', 'find', 'a cat', '--project', 'blog')).toMatchObject({ tips: [{ code: 'vague_prompt' }] });
  await expect(client.tips.find({ ...request, width: 65 })).rejects.toMatchObject({ code: 'request_outside_price_book' });
});
