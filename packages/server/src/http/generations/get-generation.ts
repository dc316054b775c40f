import { generationNotFound } from '../../generation/index.ts';
import { operation } from '../operation.ts';
import { Generation, idParams, ref } from '../schemas/index.ts';
import { generationOf } from './generation-of.ts';

export const getGeneration = operation({
  operationId: 'getGeneration',
  sdk: 'generations.get',
  method: 'GET',
  path: '/v1/generations/{id}',
  audience: 'signed-in',
  summary: 'Read a generation with its pictures and its progress',
  params: idParams,
  answer: ref(Generation),
  problems: [generationNotFound.definition],
  async handle({ principal: { accountId }, params }, { generations }) {
    return generationOf(await generations.readGeneration({ accountId, id: params.id }));
  },
});
