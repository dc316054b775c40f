import { operationCommand } from '../operation-command.ts';

export const comparePriceBooks = operationCommand<object, readonly [string, string]>({
  usage: 'price-books compare <before> <after>',
  summary: 'Show what changed between versions, drafts or "current" (operator)',
  run: (client, [before, after]) => client.priceBooks.compare({ before, after }),
});
