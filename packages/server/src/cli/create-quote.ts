import { given } from './idempotency-option.ts';
import { operationCommand } from './operation-command.ts';
import { pictureOptions, type PictureOptions } from './picture-options.ts';

export const createQuote = operationCommand<PictureOptions & { negative?: boolean; maxCongestion?: string }>({
  usage: 'quotes create',
  summary: 'Ask what a generation will cost',
  options: (command) =>
    pictureOptions(command)
      .option('--negative', 'with a negative prompt')
      .option('--max-congestion <factor>', 'the highest factor of the queue to pay, such as 1'),
  run: (client, _args, { negative, ...options }) => {
    const { model, width, height, steps, images } = options;
    const negativePrompt = negative === true;
    return client.quotes.create({
      operation: 'generate',
      model,
      width,
      height,
      steps,
      images,
      negativePrompt,
      ...given(options, 'maxCongestion'),
    });
  },
});
