import { operationCommand } from './operation-command.ts';
import { pictureOptions, type PictureOptions } from './picture-options.ts';

export const createQuote = operationCommand<PictureOptions & { negative?: boolean }>({
  usage: 'quotes create',
  summary: 'Ask what a generation will cost',
  options: (command) => pictureOptions(command).option('--negative', 'with a negative prompt'),
  run: (client, _args, { model, width, height, steps, images, negative }) =>
    client.quotes.create({ operation: 'generate', model, width, height, steps, images, negativePrompt: negative === true }),
});
