import { listImages as imagesOfAccount } from '../../gallery/index.ts';
import { invalidCursor } from '../../kernel/index.ts';
import { operation } from '../operation.ts';
import { ImagePage, pageQuery, ref } from '../schemas/index.ts';
import { pageOf } from '../wire.ts';
import { imageOf } from './image-of.ts';

export const listImages = operation({
  operationId: 'listImages',
  sdk: 'images.list',
  method: 'GET',
  path: '/v1/images',
  audience: 'signed-in',
  summary: 'List your pictures, the newest first',
  query: pageQuery,
  answer: ref(ImagePage),
  problems: [invalidCursor.definition],
  async handle({ principal: { accountId }, query }, { database }) {
    const { images, nextCursor } = await imagesOfAccount(database.sql, { accountId, ...pageOf(query) });
    return { data: images.map(imageOf), nextCursor };
  },
});
