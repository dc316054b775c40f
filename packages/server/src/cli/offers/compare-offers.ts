import type { CompareOffersBody } from '@imprest/sdk';
import { wholeNumber } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';
import { pictureOptions, type PictureOptions } from '../picture-options.ts';

interface Options extends Omit<PictureOptions, 'images'> {
  perMonth?: number;
  library?: NonNullable<CompareOffersBody['library']>;
}

export const compareOffers = operationCommand<Options>({
  usage: 'offers compare',
  summary: 'Find out which way to pay is the cheapest; for your last 30 days when no number is given',
  options: (command) =>
    pictureOptions(command)
      .option('--per-month <count>', 'how many pictures of these settings a month', wholeNumber)
      .option('--library <name>', 'offers that come along instead of those in force: default, hundreds, welcome'),
  run: (client, _args, { perMonth, library, model, width, height, steps }) =>
    client.offers.compare({
      ...(perMonth === undefined ? {} : { images: perMonth, request: { operation: 'generate', model, width, height, steps, images: 1 } }),
      ...(library === undefined ? {} : { library }),
    }),
});
