import { readFile } from 'node:fs/promises';
import { operationCommand } from '../operation-command.ts';

export const publishOffers = operationCommand<object, readonly [string]>({
  usage: 'offers publish <file>',
  summary: 'Publish what is sold, from a JSON file (operator)',
  run: async (client, [file]) => {
    const read: unknown = JSON.parse(await readFile(file, 'utf8'));
    // What `offers get --json` prints has the document inside of it. The server checks all of it.
    const document = typeof read === 'object' && read !== null && 'document' in read ? read.document : read;
    return client.offers.publish({ document: document as Record<string, unknown> });
  },
});
