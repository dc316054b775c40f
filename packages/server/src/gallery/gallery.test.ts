import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { memoryStore } from '../../test/support/generations.ts';
import { derivedId } from '../kernel/index.ts';
import { listImages, openFile, openThumbnail, readImage, readImagesOf, recordImage, type Image } from './index.ts';

const database = await testDatabase();
const { sql } = database;
const store = memoryStore();
const accountId = 'acct_gallery';

async function record(index: number, createdAtMs: number): Promise<Image> {
  const [file, thumbnail] = [await store.put(Buffer.from(`file ${index}`)), await store.put(Buffer.from(`thumbnail ${index}`))];
  const generationId = derivedId('gen', accountId, String(index % 2));
  const image: Image = {
    id: derivedId('img', generationId, String(index)),
    accountId,
    generationId,
    index,
    width: 512,
    height: 256,
    seed: 4_294_967_295,
    prompt: 'a "quoted" lake 🌊',
    negativePrompt: '',
    model: 'standard',
    steps: 50,
    engine: 'procedural',
    procedural: true,
    cost: 1_000_000n,
    bytes: file.bytes,
    sha256: file.sha256,
    mediaType: 'image/png',
    thumbnailBytes: thumbnail.bytes,
    thumbnailSha256: thumbnail.sha256,
    createdAtMs,
  };
  await database.transaction((tx) => recordImage(tx, image));
  return image;
}

test('images come back as they were recorded, newest first, page by page, with their files', async () => {
  const startMs = Date.UTC(2026, 0, 1);
  const images: Image[] = [];
  // Two at each moment, so that the order within a moment counts too.
  for (let index = 0; index < 7; index += 1) images.push(await record(index, startMs + Math.floor(index / 2)));
  const [image] = images;
  if (image === undefined) throw new Error('seven were made');
  expect(await readImage(sql, accountId, image.id)).toEqual(image);
  expect((await readImagesOf(sql, accountId, [image.generationId])).map((each) => each.index)).toEqual([0, 2, 4, 6]);

  const listed: Image[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listImages(sql, { accountId, limit: 2, cursor: cursor ?? undefined });
    listed.push(...page.images);
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(listed.map((each) => each.id)).size).toBe(7);
  expect(listed.map((each) => each.createdAtMs)).toEqual(images.map((each) => each.createdAtMs).toReversed());
  expect((await listImages(sql, { accountId: 'acct_other', limit: 2 })).images).toEqual([]);
  await expect(listImages(sql, { accountId, limit: 2, cursor: 'x' })).rejects.toMatchObject({ code: 'invalid_cursor' });

  const file = await openFile({ sql, store, accountId, imageId: image.id });
  expect(file).toMatchObject({ bytes: 6, mediaType: 'image/png', sha256: image.sha256, fileName: `imprest-${image.id}.png` });
  expect(String(await buffer(file.stream))).toBe('file 0');
  const thumbnail = await openThumbnail({ sql, store, accountId, imageId: image.id });
  expect(thumbnail).toMatchObject({ mediaType: 'image/webp' });
  expect(String(await buffer(thumbnail.stream))).toBe('thumbnail 0');

  await expect(openFile({ sql, store, accountId: 'acct_other', imageId: image.id })).rejects.toMatchObject({ code: 'image_not_found' });
  await store.remove(image.sha256);
  await expect(openFile({ sql, store, accountId, imageId: image.id })).rejects.toMatchObject({ code: 'image_file_missing' });
  await expect(database.transaction((tx) => recordImage(tx, image))).rejects.toThrow('images_pkey');
});
