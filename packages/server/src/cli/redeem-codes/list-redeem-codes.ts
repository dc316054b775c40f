import { listOptions, pageOf, type ListOptions } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const listRedeemCodes = operationCommand<ListOptions & { campaign?: string }>({
  usage: 'redeem-codes list',
  summary: 'List redeem codes with their claims (operator)',
  options: (command) => listOptions(command).option('--campaign <campaignId>', 'only the codes of this campaign'),
  run: (client, _args, { campaign, ...options }) =>
    client.redeemCodes.list({ ...pageOf(options), ...(campaign === undefined ? {} : { campaignId: campaign }) }),
});
