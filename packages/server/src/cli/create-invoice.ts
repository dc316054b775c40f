import type { NetworkId } from '@imprest/sdk';
import { operationCommand } from './operation-command.ts';

export const createInvoice = operationCommand<{ network: NetworkId; idempotencyKey?: string }, readonly [string]>({
  usage: 'invoices create <packId>',
  summary: 'Open an invoice for a pack',
  options: (command) =>
    command
      .option('--network <network>', 'network to pay on', 'ethereum')
      .option('--idempotency-key <key>', 'repeat with the same key to be sure that it happens once'),
  run: (client, [packId], { network, idempotencyKey }) =>
    client.invoices.create({ packId, network }, idempotencyKey === undefined ? {} : { idempotencyKey }),
});
