import type { NetworkId } from '@imprest/sdk';
import { operationCommand } from '../operation-command.ts';
import { writePieces } from '../write-pieces.ts';

export const exportAddresses = operationCommand<{ output?: string }, readonly [NetworkId]>({
  usage: 'networks export-addresses <network>',
  summary: 'Write every address that was given out as CSV, with what has reached it (operator)',
  options: (command) => command.option('-o, --output <file>', 'where to; standard output when left out'),
  run: (client, [network], { output }) => writePieces(client.networks.exportAddresses(network), output),
});
