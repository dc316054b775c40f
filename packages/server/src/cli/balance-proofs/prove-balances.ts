import type { NetworkId } from '@imprest/sdk';
import { given } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

interface Options {
  address?: string;
  addressesMax?: string;
}

export const proveBalances = operationCommand<Options, readonly [NetworkId]>({
  usage: 'balance-proofs prove <network>',
  summary: 'Prove that our addresses hold what is recorded (operator)',
  options: (command) =>
    command
      .option('--address <address>', 'this address alone; without it, those that were proved longest ago')
      .option('--addresses-max <count>', 'how many addresses at most'),
  run: (client, [network], options) =>
    client.balanceProofs.prove(network, {
      ...given(options, 'address'),
      ...(options.addressesMax === undefined ? {} : { addressesMax: Number(options.addressesMax) }),
    }),
});
