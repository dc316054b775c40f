import type { NetworkId } from '@imprest/sdk';
import { operationCommand } from '../operation-command.ts';

interface Options {
  invoice?: string;
  signature?: string;
}

export const verifyAddress = operationCommand<Options, readonly [NetworkId, string]>({
  usage: 'networks verify-address <network> <address>',
  also: 'verify-address <network> <address>',
  summary: 'Check whether an address is ours, and whose (operator)',
  options: (command) =>
    command
      .option('--invoice <invoiceId>', 'the invoice that showed it, to check its signature')
      .option('--signature <signature>', 'the signature that stood beside it'),
  run: (client, [network, address], { invoice, signature }) =>
    client.networks.verifyAddress(network, address, { invoiceId: invoice, signature }),
});
