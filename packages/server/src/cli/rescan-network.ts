import type { NetworkId } from '@imprest/sdk';
import { operationCommand } from './operation-command.ts';

interface Options {
  tx?: string;
  fromBlock?: string;
  toBlock?: string;
}

export const rescanNetwork = operationCommand<Options, readonly [NetworkId]>({
  usage: 'networks rescan <network>',
  summary: 'Read final blocks again and record what is missing (operator)',
  options: (command) =>
    command
      .option('--tx <txHash>', 'the block of this transaction')
      .option('--from-block <number>', 'the first block')
      .option('--to-block <number>', 'the last block, at most 4 999 later; the first one when left out'),
  run: (client, [network], { tx, fromBlock, toBlock }) =>
    client.networks.rescan(network, {
      ...(tx === undefined ? {} : { txHash: tx }),
      ...(fromBlock === undefined ? {} : { fromBlock: Number(fromBlock) }),
      ...(toBlock === undefined ? {} : { toBlock: Number(toBlock) }),
    }),
});
