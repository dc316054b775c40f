import { imageNotFound, readImage } from '../../gallery/index.ts';
import { operation } from '../operation.ts';
import { idParams, Image, ref } from '../schemas/index.ts';
import { imageOf } from './image-of.ts';

export const getImage = operation({
  operationId: 'getImage',
  sdk: 'images.get',
  method: 'GET',
  path: '/v1/images/{id}',
  audience: 'signed-in',
  summary: 'Read the settings and the cost of a picture',
  params: idParams,
  answer: ref(Image),
  problems: [imageNotFound.definition],
  async handle({ principal: { accountId }, params }, { database }) {
    return imageOf(await readImage(database.sql, accountId, params.id));
  },
});
