import { writeFile } from 'node:fs/promises';
import type { NetworkId } from '@imprest/sdk';
import { operationCommand } from '../operation-command.ts';

interface Options {
  to: string;
  minimum?: string;
  addressesMax?: string;
  output?: string;
}

export const createSweepPlan = operationCommand<Options, readonly [NetworkId]>({
  usage: 'sweep-plans create <network>',
  summary: 'Write the transactions that move what lies on our addresses to yours (operator)',
  options: (command) =>
    command
      .requiredOption('--to <address>', 'your own address, with its checksum')
      .option('--minimum <usdt>', 'what lies on an address at least; 5 when left out')
      .option('--addresses-max <count>', 'how many addresses at most')
      .option('-o, --output <file>', 'save the plan as JSON, to sign it offline'),
  run: async (client, [network], { to, minimum, addressesMax, output }) => {
    const plan = await client.sweepPlans.create(network, {
      to,
      ...(minimum === undefined ? {} : { minimumUsdt: minimum }),
      ...(addressesMax === undefined ? {} : { addressesMax: Number(addressesMax) }),
    });
    if (output === undefined) return plan;
    await writeFile(output, `${JSON.stringify(plan, null, 2)}\n`, { mode: 0o600 });
    return { file: output, transfers: plan.transfers.length, totalUsdt: plan.totalUsdt, detail: plan.detail };
  },
});
