import { wholeNumber } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';
import { publishOptions, whenOf, type PublishOptions } from '../drafts/publish-draft.ts';

export const republishPriceBook = operationCommand<PublishOptions, readonly [string]>({
  usage: 'price-books republish <version>',
  summary: 'Roll back: publish an earlier version of the prices again (operator)',
  options: publishOptions,
  run: (client, [version], options) => client.priceBooks.republish(wholeNumber(version), whenOf(options)),
});
