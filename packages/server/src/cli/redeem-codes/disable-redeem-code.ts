import { operationCommand } from '../operation-command.ts';

export const disableRedeemCode = operationCommand<object, readonly [string]>({
  usage: 'redeem-codes disable <redeemCodeId>',
  summary: 'Withdraw a redeem code (operator)',
  run: (client, [redeemCodeId]) => client.redeemCodes.disable(redeemCodeId),
});
