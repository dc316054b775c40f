import { generationNotFound } from '../../generation/index.ts';
import { operation } from '../operation.ts';
import { Generation, idParams, ref } from '../schemas/index.ts';
import { generationOf } from './generation-of.ts';

export const cancelGeneration = operation({
  operationId: 'cancelGeneration',
  sdk: 'generations.cancel',
  method: 'POST',
  path: '/v1/generations/{id}/cancel',
  audience: 'signed-in',
  summary: 'Stop a generation',
  description: 'Pictures that were delivered stay and stay paid; the rest is not made, and what was set aside for it comes back.',
  params: idParams,
  answer: ref(Generation),
  problems: [generationNotFound.definition],
  async handle({ principal: { accountId }, params }, { generations }) {
    return generationOf(await generations.cancelGeneration({ accountId, id: params.id }));
  },
});
