import { listOptions, pageOf, type ListOptions } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const listCampaigns = operationCommand<ListOptions>({
  usage: 'campaigns list',
  summary: 'List the campaigns with how often their codes were redeemed (operator)',
  options: listOptions,
  run: (client, _args, options) => client.campaigns.list(pageOf(options)),
});
