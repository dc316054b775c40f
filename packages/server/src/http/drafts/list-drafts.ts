import { listDrafts as list } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { DraftPage, ref } from '../schemas/index.ts';
import { draftSummaryOf } from './draft-of.ts';

export const listDrafts = operation({
  operationId: 'listDrafts',
  sdk: 'drafts.list',
  method: 'GET',
  path: '/v1/drafts',
  audience: 'operator',
  summary: 'List price books in the making',
  description: 'The one that was saved last first; always one page.',
  answer: ref(DraftPage),
  problems: [],
  handle: async (_call, { database }) => ({ data: (await list(database.sql)).map(draftSummaryOf), nextCursor: null }),
});
