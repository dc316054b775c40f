import { Type } from 'typebox';
import { discardDraft as discard, draftChanged, draftNotFound } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { exactly, idParams } from '../schemas/index.ts';

export const discardDraft = operation({
  operationId: 'discardDraft',
  sdk: 'drafts.discard',
  method: 'DELETE',
  path: '/v1/drafts/{id}',
  audience: 'operator',
  summary: 'Throw a draft away',
  description: 'Repeat it when the answer was lost: what is discarded already is answered as the first time.',
  params: idParams,
  query: exactly({ revision: Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'The revision that you have read' }) }),
  answer: null,
  problems: [draftNotFound.definition, draftChanged.definition],
  async handle({ params: { id }, query: { revision } }, { database }) {
    await discard(database.sql, { id, revision });
    return undefined;
  },
});
