import { operationCommand } from '../operation-command.ts';

export const disableCampaign = operationCommand<object, readonly [string]>({
  usage: 'campaigns disable <campaignId>',
  summary: 'Withdraw all codes of a campaign (operator)',
  run: (client, [campaignId]) => client.campaigns.disable(campaignId),
});
