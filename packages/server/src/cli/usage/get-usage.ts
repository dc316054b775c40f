import type { UsageOptions } from '@imprest/sdk';
import { wholeNumber } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';
import { rangeOf, rangeOptions, type RangeOptions } from '../range-options.ts';

interface Options extends RangeOptions {
  by?: string;
  timeZone?: string;
  limit?: number;
}

export const getUsage = operationCommand<Options>({
  usage: 'usage get',
  summary: 'Sum what your credits were used for; the last 30 days when no range is given',
  options: (command) =>
    rangeOptions(command)
      .option('--by <groups>', 'project, apiKey, session, model, operation, day; several with commas between them')
      .option('--time-zone <name>', 'where days begin, such as Europe/Berlin; UTC when left out')
      .option('--limit <limit>', 'how many groups at most, 1 to 1000', wholeNumber),
  run: (client, _args, { by, timeZone, limit, ...options }) =>
    client.usage.get({
      ...rangeOf(options),
      // The server refuses a word that is none of them.
      ...(by === undefined ? {} : { groupBy: by.split(',') as NonNullable<UsageOptions['groupBy']> }),
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(limit === undefined ? {} : { limit }),
    }),
});
