import type { NetworkId, Rescan } from '@imprest/sdk';
import { operationCommand } from '../operation-command.ts';

interface Options {
  tx?: string;
  address?: string;
  fromBlock?: string;
  toBlock?: string;
}

export const rescanNetwork = operationCommand<Options, readonly [NetworkId]>({
  usage: 'networks rescan <network>',
  summary: 'Read final blocks again and record what is missing (operator)',
  options: (command) =>
    command
      .option('--tx <txHash>', 'the block of this transaction')
      .option('--address <address>', 'what went to and from this address of ours since it was first used, or since --from-block')
      .option('--from-block <number>', 'the first block')
      .option('--to-block <number>', 'the last block, at most 4 999 later; the first one when left out'),
  async run(client, [network], { tx, address, fromBlock, toBlock }) {
    const blocks = {
      ...(fromBlock === undefined ? {} : { fromBlock: Number(fromBlock) }),
      ...(toBlock === undefined ? {} : { toBlock: Number(toBlock) }),
    };
    if (address === undefined || tx !== undefined || toBlock !== undefined) {
      return client.networks.rescan(network, {
        ...(tx === undefined ? {} : { txHash: tx }),
        ...(address === undefined ? {} : { address }),
        ...blocks,
      });
    }
    const steps: Rescan[] = [];
    for await (const step of client.networks.rescanAddress(network, { address, ...blocks })) steps.push(step);
    const [first, last] = [steps[0], steps.at(-1)];
    if (first === undefined || last === undefined) return null;
    return {
      ...last,
      fromBlock: first.fromBlock,
      found: steps.reduce((sum, { found }) => sum + found, 0),
      recorded: steps.flatMap(({ recorded }) => recorded),
    };
  },
});
