import { wholeNumber } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const getPriceBookVersion = operationCommand<object, readonly [string]>({
  usage: 'price-books get <version>',
  summary: 'Show a published version of the prices (operator)',
  run: (client, [version]) => client.priceBooks.get(wholeNumber(version)),
});
