import type { NetworkId } from '@imprest/sdk';
import { idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';
import { purchaseFrom, purchaseOptions, type PurchaseOptions } from '../purchase-options.ts';

type Options = PurchaseOptions & IdempotencyOption & { network: NetworkId };

export const createInvoice = operationCommand<Options>({
  usage: 'invoices create [packId]',
  summary: 'Open an invoice for a pack, a subscription, pictures, or what was used on credit',
  options: (command) => idempotencyOption(purchaseOptions(command).option('--network <network>', 'network to pay on', 'tron')),
  run: (client, [packId], options) =>
    client.invoices.create({ ...purchaseFrom(packId, options), network: options.network }, keyOf(options)),
});
