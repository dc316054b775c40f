import { given } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';
import { wholeNumber } from '../list-options.ts';
import { pictureOptions, type PictureOptions } from '../picture-options.ts';

interface Options extends PictureOptions {
  negativePrompt?: string;
  seed?: number;
}

export const findTips = operationCommand<Options, readonly [string]>({
  usage: 'tips find <prompt>',
  summary: 'Ask what would save credits on a request',
  options: (command) =>
    pictureOptions(command)
      .option('--negative-prompt <text>', 'what to avoid')
      .option('--seed <seed>', 'seed, 0 to 4294967295', wholeNumber),
  run: (client, [prompt], { model, width, height, steps, images, ...options }) =>
    client.tips.find({
      operation: 'generate',
      prompt,
      model,
      width,
      height,
      steps,
      images,
      ...given(options, 'negativePrompt', 'seed', 'project'),
    }),
});
