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
  problems: [],
  async handle({ principal: { accountId }, params }, { gallery }) {
    return imageOf(await gallery.readImage(accountId, params.id));
  },
});
