import { given } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';
import { wholeNumber } from '../list-options.ts';
import { factsOf, pictureOptions, type PictureOptions } from '../picture-options.ts';

interface Options extends PictureOptions {
  negativePrompt?: string;
  seed?: number;
  quote?: string;
  wait?: boolean;
  dryRun?: boolean;
  maxCongestion?: string;
  idempotencyKey?: string;
}

export const createGeneration = operationCommand<Options, readonly [string]>({
  usage: 'generations create <prompt>',
  summary: 'Make pictures',
  options: (command) =>
    pictureOptions(command)
      .option('--negative-prompt <text>', 'what to avoid')
      .option('--seed <seed>', 'seed, 0 to 4294967295', wholeNumber)
      .option('--quote <quoteId>', 'make it at this quote')
      .option('--max-congestion <factor>', "wait until the queue's factor is at most this, such as 1")
      .option('--dry-run', 'make and hold nothing: show what it would cost')
      .option('--wait', 'wait until it has ended')
      .option('--idempotency-key <key>', 'repeat with the same key to be sure that it happens once'),
  run: async (client, [prompt], options) => {
    const { seed, quote, wait, dryRun, idempotencyKey, model, width, height, steps, images } = options;
    const request = {
      operation: 'generate' as const,
      prompt,
      model,
      width,
      height,
      steps,
      images,
      ...factsOf(options),
      ...given(options, 'negativePrompt', 'project', 'session', 'useReserve', 'maxCongestion'),
      ...(seed === undefined ? {} : { seed }),
      ...(quote === undefined ? {} : { quoteId: quote }),
    };
    if (dryRun === true) return client.generations.preview(request);
    const generation = await client.generations.create(request, idempotencyKey === undefined ? {} : { idempotencyKey });
    return wait === true ? client.generations.waitUntilFinished(generation.id) : generation;
  },
});
