import { readCurrentOffers } from '../../offers/index.ts';
import { operation } from '../operation.ts';
import { PackPage, ref } from '../schemas/index.ts';
import { packOf } from './pack-of.ts';

export const listPacks = operation({
  operationId: 'listPacks',
  sdk: 'packs.list',
  method: 'GET',
  path: '/v1/packs',
  audience: 'public',
  summary: 'List the packs on sale',
  answer: ref(PackPage),
  problems: [],
  async handle(_call, { database }) {
    const { packs } = await readCurrentOffers(database.sql);
    return { data: packs.map(packOf), nextCursor: null };
  },
});
