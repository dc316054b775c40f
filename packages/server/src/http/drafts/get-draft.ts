import { draftNotFound, readDraft } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { Draft, idParams, ref } from '../schemas/index.ts';
import { draftOf } from './draft-of.ts';

export const getDraft = operation({
  operationId: 'getDraft',
  sdk: 'drafts.get',
  method: 'GET',
  path: '/v1/drafts/{id}',
  audience: 'operator',
  summary: 'Read a price book in the making',
  params: idParams,
  answer: ref(Draft),
  problems: [draftNotFound.definition],
  handle: async ({ params }, { database }) => draftOf(await readDraft(database.sql, params.id)),
});
