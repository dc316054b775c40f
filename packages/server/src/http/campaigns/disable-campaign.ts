import { campaignNotFound, disableCampaign as disable } from '../../offers/index.ts';
import { operation } from '../operation.ts';
import { Campaign, idParams, ref } from '../schemas/index.ts';
import { campaignOf } from './campaign-of.ts';

export const disableCampaign = operation({
  operationId: 'disableCampaign',
  sdk: 'campaigns.disable',
  method: 'POST',
  path: '/v1/campaigns/{id}/disable',
  audience: 'operator',
  summary: 'Withdraw all codes of a campaign',
  description: 'Nobody can redeem them from now on. What was redeemed stays. They cannot be enabled again.',
  params: idParams,
  answer: ref(Campaign),
  problems: [campaignNotFound.definition],
  async handle({ params }, { database, clock }) {
    return campaignOf(await disable(database, params.id, clock.nowMs()));
  },
});
