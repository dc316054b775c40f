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
  problems: [],
  async handle({ principal: { accountId }, params, request, reply }, { gallery }) {
    const image = await gallery.readImage(accountId, params.id);
    const fileName = `imprest-${image.id}.png`;
    return sendFile(request, reply, { etag: image.sha256, mediaType: image.mediaType, fileName }, async () => (await gallery.openFile(accountId, params.id)).bytes);
  },
});
