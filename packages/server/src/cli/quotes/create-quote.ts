import { given } from '../idempotency-option.ts';
import { wholeNumber } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';
import { factsOf, pictureOptions, type PictureOptions } from '../picture-options.ts';

interface Options extends PictureOptions {
  operation: string;
  factor?: number;
  negative?: boolean;
  maxCongestion?: string;
}

export const createQuote = operationCommand<Options>({
  usage: 'quotes create',
  summary: 'Ask what a generation will cost',
  options: (command) =>
    pictureOptions(command)
      .option('--operation <operation>', 'what is done: generate, vary, inpaint, upscale, or what else the price book has', 'generate')
      .option('--factor <times>', 'how many times larger, for upscale', wholeNumber)
      .option('--negative', 'with a negative prompt')
      .option('--max-congestion <factor>', 'the highest factor of the queue to pay, such as 1'),
  run: (client, _args, options) => {
    const { operation, model, width, height, steps, images, negative } = options;
    return client.quotes.create({
      operation,
      model,
      width,
      height,
      steps,
      images,
      negativePrompt: negative === true,
      ...factsOf(options),
      ...given(options, 'factor', 'project', 'session', 'useReserve', 'maxCongestion'),
    });
  },
});
