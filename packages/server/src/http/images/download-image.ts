import { imageFileMissing, imageNotFound, openFile, readImage } from '../../gallery/index.ts';
import { operation } from '../operation.ts';
import { idParams } from '../schemas/index.ts';
import { sendFile } from './send-file.ts';

export const downloadImage = operation({
  operationId: 'downloadImage',
  sdk: 'images.download',
  method: 'GET',
  path: '/v1/images/{id}/file',
  audience: 'signed-in',
  summary: 'Download a picture as PNG, with its settings inside',
  params: idParams,
  answer: { mediaType: 'image/png', what: 'The file' },
  problems: [imageNotFound.definition, imageFileMissing.definition],
  async handle({ principal: { accountId }, params, request, reply }, { database, store }) {
    const asked = { sql: database.sql, store, accountId, imageId: params.id };
    const sha256Of = async () => (await readImage(database.sql, accountId, params.id)).sha256;
    return sendFile(request, reply, { sha256Of, open: () => openFile(asked) });
  },
});
