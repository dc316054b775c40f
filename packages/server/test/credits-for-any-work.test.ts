import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { testServer } from './support/server.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');
const example = resolve(root, 'examples/credits-for-any-work.ts');

describe('the example of credits for any work', async () => {
  const server = await testServer();

  test('holds, captures page by page and voids the rest, and moves nothing when it runs again', async () => {
    const { apiKey, client } = await server.customer(10_000_000n);
    const env = { ...process.env, IMPREST_URL: server.url, IMPREST_API_KEY: apiKey };
    const first = await run(process.execPath, [example], { env });
    expect(first.stdout.split('\n').slice(0, 3)).toEqual([
      'order-1: 2 of 2 pages, 1 credits',
      'order-2: 1 of 3 pages, 0.5 credits',
      'order-3: insufficient_credits',
    ]);
    const after = await client.statement.list();
    expect(await client.balance.get()).toMatchObject({ balance: '8.5', held: '0' });
    expect((await run(process.execPath, [example], { env })).stdout).toBe(first.stdout);
    expect(await client.statement.list()).toEqual(after);
  });

  test('stands in the guide as it is', async () => {
    expect(await readFile(resolve(root, 'docs/guides/credits-for-any-work.md'), 'utf8')).toContain(await readFile(example, 'utf8'));
  });
});
