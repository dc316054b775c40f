import { operationCommand } from '../operation-command.ts';
import { readTextFile } from '../read-book-file.ts';

export const checkOffers = operationCommand<object, readonly [string]>({
  usage: 'offers check <file>',
  summary: 'Show what is wrong with an offers document, line by line (operator)',
  run: async (client, [file]) => client.offers.check(await readTextFile(file)),
});
