import { operationCommand } from '../operation-command.ts';
import { purchaseFrom, purchaseOptions, type PurchaseOptions } from '../purchase-options.ts';

export const previewPurchase = operationCommand<PurchaseOptions>({
  usage: 'purchases preview [packId]',
  summary: 'See what a purchase would bring, line by line',
  options: purchaseOptions,
  run: (client, [packId], options) => client.purchases.preview(purchaseFrom(packId, options)),
});
