import { writeFile } from 'node:fs/promises';
import { operationCommand } from '../operation-command.ts';

export const getThumbnail = operationCommand<{ output?: string }, readonly [string]>({
  usage: 'images thumbnail <imageId>',
  summary: 'Save the small WebP of a picture',
  options: (command) => command.option('-o, --output <file>', 'where to; <imageId>.webp when left out'),
  run: async (client, [imageId], { output }) => {
    const file = output ?? `${imageId}.webp`;
    const bytes = await client.images.thumbnail(imageId);
    await writeFile(file, bytes);
    return { imageId, file, bytes: bytes.byteLength };
  },
});
