import { given, idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

interface Options extends IdempotencyOption {
  credits?: string;
  keepOpen?: boolean;
  memo?: string;
  model?: string;
  operation?: string;
  useReserve?: boolean;
}

export const captureHold = operationCommand<Options, readonly [string]>({
  usage: 'holds capture <holdId>',
  summary: 'Take all or part of a hold for good',
  options: (command) =>
    idempotencyOption(command)
      .option('--credits <credits>', 'how many; all that is still held when left out')
      .option('--keep-open', 'leave the hold open for further captures')
      .option('--memo <memo>', 'a sentence for the statement')
      .option('--model <model>', 'the model that worked')
      .option('--operation <operation>', 'what was done')
      .option('--use-reserve', 'what goes above the hold may come from the reserve'),
  run: (client, [holdId], options) => {
    const body = given(options, 'credits', 'memo', 'model', 'operation', 'useReserve');
    return client.holds.capture(holdId, options.keepOpen === true ? { ...body, final: false } : body, keyOf(options));
  },
});
