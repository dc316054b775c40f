import { Type } from 'typebox';
import { invalidCursor } from '../../kernel/index.ts';
import { listRedeemCodes as list } from '../../offers/index.ts';
import { operation } from '../operation.ts';
import { exactly, id, pageQuery, RedeemCodePage, ref } from '../schemas/index.ts';
import { pageOf } from '../wire.ts';
import { redeemCodeOf } from './redeem-code-of.ts';

export const listRedeemCodes = operation({
  operationId: 'listRedeemCodes',
  sdk: 'redeemCodes.list',
  method: 'GET',
  path: '/v1/redeem-codes',
  audience: 'operator',
  summary: 'List redeem codes with their claims, those of the newest campaign first',
  query: exactly({
    ...pageQuery.properties,
    campaignId: Type.Optional({ ...id, description: 'Only the codes of this campaign' }),
  }),
  answer: ref(RedeemCodePage),
  problems: [invalidCursor.definition],
  async handle({ query }, { database, clock }) {
    const { campaignId, ...paging } = query;
    const { codes, nextCursor } = await list(database.sql, { campaignId, ...pageOf(paging), nowMs: clock.nowMs() });
    return { data: codes.map(redeemCodeOf), nextCursor };
  },
});
