import { listOptions, pageOf, type ListOptions } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const listPriceBooks = operationCommand<ListOptions>({
  usage: 'price-books list',
  summary: 'List all published versions of the prices (operator)',
  options: listOptions,
  run: (client, _args, options) => client.priceBooks.list(pageOf(options)),
});
