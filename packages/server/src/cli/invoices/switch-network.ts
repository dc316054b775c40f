import type { NetworkId } from '@imprest/sdk';
import { operationCommand } from '../operation-command.ts';

interface Options {
  network: NetworkId;
}

export const switchNetwork = operationCommand<Options, readonly [string]>({
  usage: 'invoices switch-network <invoiceId>',
  summary: 'Pay an invoice on another network',
  options: (command) => command.requiredOption('--network <network>', 'network to pay on from now'),
  run: (client, [invoiceId], { network }) => client.invoices.switchNetwork(invoiceId, { network }),
});
