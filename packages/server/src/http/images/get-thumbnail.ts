import { operation } from '../operation.ts';
import { idParams } from '../schemas/index.ts';
import { sendFile } from './send-file.ts';

export const getThumbnail = operation({
  operationId: 'getThumbnail',
  sdk: 'images.thumbnail',
  method: 'GET',
  path: '/v1/images/{id}/thumbnail',
  audience: 'signed-in',
  summary: 'Read a picture in small, as WebP',
  params: idParams,
  answer: { mediaType: 'image/webp', what: 'The file' },
  problems: [],
  async handle({ principal: { accountId }, params, request, reply }, { gallery }) {
    const image = await gallery.readImage(accountId, params.id);
    const fileName = `imprest-${image.id}-small.webp`;
    return sendFile(request, reply, { etag: `${image.sha256}-thumbnail`, mediaType: 'image/webp', fileName }, async () => (await gallery.openThumbnail(accountId, params.id)).bytes);
  },
});
