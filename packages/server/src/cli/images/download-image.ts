import { writeFile } from 'node:fs/promises';
import { operationCommand } from '../operation-command.ts';

export const downloadImage = operationCommand<{ output?: string }, readonly [string]>({
  usage: 'images download <imageId>',
  summary: 'Save a picture as a PNG file',
  options: (command) => command.option('-o, --output <file>', 'where to; <imageId>.png when left out'),
  run: async (client, [imageId], { output }) => {
    const file = output ?? `${imageId}.png`;
    const bytes = await client.images.download(imageId);
    await writeFile(file, bytes);
    return { imageId, file, bytes: bytes.byteLength };
  },
});
