import { given } from './idempotency-option.ts';
import { operationCommand } from './operation-command.ts';
import { wholeNumber } from './list-options.ts';
import { pictureOptions, type PictureOptions } from './picture-options.ts';

interface Options extends PictureOptions {
  negativePrompt?: string;
  seed?: number;
  quote?: string;
  wait?: boolean;
  project?: string;
  session?: string;
  useReserve?: boolean;
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
      .option('--project <id>', 'the project that they are for')
      .option('--session <id>', 'the session that they are for')
      .option('--use-reserve', 'the reserve may be used too')
      .option('--max-congestion <factor>', "wait until the queue's factor is at most this, such as 1")
      .option('--wait', 'wait until it has ended')
      .option('--idempotency-key <key>', 'repeat with the same key to be sure that it happens once'),
  run: async (client, [prompt], options) => {
    const { seed, quote, wait, idempotencyKey, model, width, height, steps, images } = options;
    const generation = await client.generations.create(
      {
        operation: 'generate',
        prompt,
        model,
        width,
        height,
        steps,
        images,
        ...given(options, 'negativePrompt', 'project', 'session', 'useReserve', 'maxCongestion'),
        ...(seed === undefined ? {} : { seed }),
        ...(quote === undefined ? {} : { quoteId: quote }),
      },
      idempotencyKey === undefined ? {} : { idempotencyKey },
    );
    return wait === true ? client.generations.waitUntilFinished(generation.id) : generation;
  },
});
