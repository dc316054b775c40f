import { invalidCursor } from '../../kernel/index.ts';
import { listCampaigns as list } from '../../offers/index.ts';
import { operation } from '../operation.ts';
import { CampaignPage, pageQuery, ref } from '../schemas/index.ts';
import { pageOf } from '../wire.ts';
import { campaignOf } from './campaign-of.ts';

export const listCampaigns = operation({
  operationId: 'listCampaigns',
  sdk: 'campaigns.list',
  method: 'GET',
  path: '/v1/campaigns',
  audience: 'operator',
  summary: 'List the campaigns with how often their codes were redeemed, the newest first',
  query: pageQuery,
  answer: ref(CampaignPage),
  problems: [invalidCursor.definition],
  async handle({ query }, { database }) {
    const { campaigns, nextCursor } = await list(database.sql, pageOf(query));
    return { data: campaigns.map(campaignOf), nextCursor };
  },
});
