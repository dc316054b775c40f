import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { runCommandLine } from './index.ts';

const request = { operation: 'generate', model: 'dall-e-3', quality: 'hd', width: 1792, height: 1024, images: 2 };
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imprest-price-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

/** Writes a file and gives its path. */
async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return path;
}

/** Runs `imprest price` and gives what it printed. */
async function price(...argv: string[]): Promise<{ code: number; printed: string; said: string }> {
  const [out, err] = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
  out.mockReturnValue(true);
  err.mockReturnValue(true);
  const local = { start: never, migrate: never, acceptContract: never, audit: never };
  const code = await runCommandLine(['price', ...argv], { version: '0', clientSettings: never, local });
  const text = (spy: typeof out) => spy.mock.calls.map(([chunk]) => String(chunk)).join('');
  return { code, printed: text(out), said: text(err) };
}

function never(): never {
  throw new Error('not asked for');
}

describe('imprest price', () => {
  test('prices a request by a book of the library', async () => {
    const { code, printed } = await price('--book', 'dall-e-usd', '--request', await file('request.json', request), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ total: '0.24', unit: 'usd', qualifier: 'exact', upperBound: '0.24' });
  });

  test('prices a request by a book of a file', async () => {
    const book = { format: 'imprest-price-book/1', title: 'Mine', price: { product: ['images', '0.35'] } };
    const { printed } = await price('--book', await file('book.json', book), '--request', await file('request.json', request), '--json');
    expect(JSON.parse(printed)).toMatchObject({
      total: '0.7',
      unit: 'credit',
      lines: [{ label: 'Price', amount: '0.7' }],
      priceBook: { title: 'Mine', hash: expect.stringMatching(/^[0-9a-f]{64}$/u) },
    });
  });

  test('names the line of each thing that is wrong in a book', async () => {
    const book = { format: 'imprest-price-book/1', title: 'Mine', price: { sum: ['images', { product: [2, 'mood'] }] } };
    const path = await file('wrong.json', book);
    const { code, said } = await price('--book', path, '--request', await file('request.json', request));
    expect(code).toBe(1);
    expect(said).toContain(`${path}:10: /price/sum/1/product/1 there is no fact or value mood`);
  });

  test('shows a request for which a book has no price', async () => {
    const book = { format: 'imprest-price-book/1', title: 'Mine', price: { quotient: [1, { difference: ['images', 3] }] } };
    const { said } = await price('--book', await file('wrong.json', book), '--request', await file('request.json', request));
    expect(said).toContain('/price divides by zero, for images 3\n    {"operation":"generate","images":3}');
  });

  test('lists what is possible for a request outside the book', async () => {
    const outside = await file('request.json', { ...request, model: 'sdxl' });
    const { code, said } = await price('--book', 'dall-e-usd', '--request', outside);
    expect(code).toBe(1);
    expect(said).toContain('model must be one of dall-e-2, dall-e-3');
    expect(said).toContain('"quality":["standard","hd"]');
  });

  test.each([
    ['a file that is not there', '/nowhere.json', 'cannot be read'],
    ['no file', undefined, 'Name the file'],
  ])('says so of %s', async (_what, path, words) => {
    const { code, said } = await price(...(path === undefined ? [] : ['--request', path]));
    expect(code).toBe(1);
    expect(said).toContain(words);
  });

  test.each(['no JSON', '[1]', '{"operation":1}', '{"operation":"generate","images":null}'])('refuses the request %s', async (content) => {
    const { code, said } = await price('--request', await file('request.json', content));
    expect(code).toBe(1);
    expect(said).toContain('request.json');
  });

  test('prints the JSON Schema of a book and of a request', async () => {
    expect(JSON.parse((await price('--schema')).printed)).toMatchObject({ $ref: '#/$defs/PriceBook' });
    vi.restoreAllMocks();
    expect(JSON.parse((await price('--schema', 'request')).printed)).toMatchObject({ type: 'object' });
    expect((await price('--schema', 'quote')).code).toBe(1);
  });
});
