import { listPacks as packsOnSale } from '../../offers/index.ts';
import { operation } from '../operation.ts';
import { PackPage, ref } from '../schemas/index.ts';
import { packOf } from './pack-of.ts';

export const listPacks = operation({
  operationId: 'listPacks',
  sdk: 'packs.list',
  method: 'GET',
  path: '/v1/packs',
  audience: 'public',
  summary: 'List the packs on sale, the smallest first',
  answer: ref(PackPage),
  problems: [],
  handle: () => Promise.resolve({ data: packsOnSale().map(packOf), nextCursor: null }),
});
