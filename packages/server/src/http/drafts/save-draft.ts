import { Type } from 'typebox';
import { draftChanged, draftNotFound, invalidPriceBook, saveDraft as save } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { bookInput, Draft, exactly, id, ref } from '../schemas/index.ts';
import { draftOf } from './draft-of.ts';

export const saveDraft = operation({
  operationId: 'saveDraft',
  sdk: 'drafts.save',
  method: 'POST',
  path: '/v1/drafts',
  audience: 'operator',
  summary: 'Keep a price book in the making',
  description:
    'It may be wrong; `checkPriceBook` says what. With `draft` that one is saved again, if nobody else has saved it since you read it. The same save twice is done once; a new draft, made twice, is two drafts.',
  body: exactly({
    book: bookInput,
    draft: Type.Optional(exactly({ id, revision: Type.Integer({ minimum: 1, maximum: 2_147_483_646 }) })),
  }),
  answer: ref(Draft),
  problems: [draftNotFound.definition, draftChanged.definition, invalidPriceBook.definition],
  handle: async ({ body: { book, draft } }, { database, clock }) =>
    draftOf(await save(database.sql, { book, nowMs: clock.nowMs(), ...(draft === undefined ? {} : { draft }) })),
});
