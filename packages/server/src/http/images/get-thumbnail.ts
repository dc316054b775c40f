import { imageFileMissing, imageNotFound, openThumbnail, readImage } from '../../gallery/index.ts';
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
  problems: [imageNotFound.definition, imageFileMissing.definition],
  async handle({ principal: { accountId }, params, request, reply }, { database, store }) {
    const asked = { sql: database.sql, store, accountId, imageId: params.id };
    const sha256Of = async () => (await readImage(database.sql, accountId, params.id)).thumbnailSha256;
    return sendFile(request, reply, { sha256Of, open: () => openThumbnail(asked) });
  },
});
