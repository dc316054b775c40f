import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDiskStore } from './index.ts';

const bytes = Buffer.from('a picture');
const sha256 = createHash('sha256').update(bytes).digest('hex');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imprest-store-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('keeps bytes under their SHA-256, once, and gives them back', async () => {
  const store = await openDiskStore({ folder });
  expect(await store.has(sha256)).toBe(false);
  expect(await store.read(sha256)).toBeUndefined();
  const kept = await Promise.all([store.put(bytes), store.put(bytes), store.put(Buffer.from(bytes))]);
  expect(kept).toEqual([1, 2, 3].map(() => ({ sha256, bytes: bytes.length })));
  const stream = await store.read(sha256);
  if (stream === undefined) throw new Error('it was kept');
  expect(await buffer(stream)).toEqual(bytes);
  expect(await readdir(join(folder, sha256.slice(0, 2), sha256.slice(2, 4)))).toEqual([sha256]);
  expect(await readdir(join(folder, 'partial'))).toEqual([]);
  await store.remove(sha256);
  await store.remove(sha256);
  expect(await store.has(sha256)).toBe(false);
});

test('writes again what has the wrong length', async () => {
  const place = join(folder, sha256.slice(0, 2), sha256.slice(2, 4));
  await mkdir(place, { recursive: true });
  await writeFile(join(place, sha256), 'a pic');
  const store = await openDiskStore({ folder });
  await store.put(bytes);
  const stream = await store.read(sha256);
  if (stream === undefined) throw new Error('it was kept');
  expect(await buffer(stream)).toEqual(bytes);
});

test('removes what a dead process left, and not what another is writing', async () => {
  const partials = join(folder, 'partial');
  await mkdir(partials);
  await writeFile(join(partials, 'old'), 'half');
  await writeFile(join(partials, 'new'), 'half');
  const longAgo = new Date(Date.now() - 2 * 3_600_000);
  await utimes(join(partials, 'old'), longAgo, longAgo);
  await openDiskStore({ folder });
  expect(await readdir(partials)).toEqual(['new']);
});

test('says beforehand when there is no room, and what to do', async () => {
  const store = await openDiskStore({ folder, keepFreeBytes: 0 });
  await store.requireRoom(1);
  await expect(store.requireRoom(Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({
    definition: { code: 'storage_full', status: 507, retry: 'after' },
    extras: { neededBytes: Number.MAX_SAFE_INTEGER },
  });
});
