import { wholeNumber } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const getOffers = operationCommand({
  usage: 'offers get [version]',
  summary: 'Read what is sold; an earlier version by its number',
  run: (client, [version]) => client.offers.get(version === undefined ? {} : { version: wholeNumber(version) }),
});
