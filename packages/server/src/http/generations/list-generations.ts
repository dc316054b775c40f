import { invalidCursor } from '../../kernel/index.ts';
import { operation } from '../operation.ts';
import { GenerationPage, pageQuery, ref } from '../schemas/index.ts';
import { pageOf } from '../wire.ts';
import { generationOf } from './generation-of.ts';

export const listGenerations = operation({
  operationId: 'listGenerations',
  sdk: 'generations.list',
  method: 'GET',
  path: '/v1/generations',
  audience: 'signed-in',
  summary: 'List your generations, the newest first',
  query: pageQuery,
  answer: ref(GenerationPage),
  problems: [invalidCursor.definition],
  async handle({ principal: { accountId }, query }, { generations: room }) {
    const { generations, nextCursor } = await room.listGenerations({ accountId, ...pageOf(query) });
    return { data: generations.map(generationOf), nextCursor };
  },
});
