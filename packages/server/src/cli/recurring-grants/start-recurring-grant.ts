import type { CycleUnit, GrantKind } from '@imprest/sdk';
import { given, idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { wholeNumber } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

interface Options extends IdempotencyOption {
  id: string;
  credits: string;
  unit: CycleUnit;
  every?: number;
  startsAt?: string;
  timeZone?: string;
  cycles?: number;
  rolloverMax?: string;
  rolloverCycles?: number;
  kind?: GrantKind;
  label?: string;
}

export const startRecurringGrant = operationCommand<Options, readonly [string]>({
  usage: 'recurring-grants start <accountId>',
  summary: 'Give an account credits anew with each cycle (operator)',
  options: (command) =>
    idempotencyOption(command)
      .requiredOption('--id <id>', 'your name for it')
      .requiredOption('--credits <credits>', 'what each cycle gives')
      .requiredOption('--unit <unit>', 'day, week, month or year')
      .option('--every <number>', 'how many units a cycle lasts; 1 when left out', wholeNumber)
      .option('--starts-at <time>', 'what cycles are counted from; now when left out')
      .option('--time-zone <name>', 'such as Europe/Berlin; UTC when left out')
      .option('--cycles <number>', 'how many; until it is stopped when left out', wholeNumber)
      .option('--rollover-max <credits>', 'how much of the unused is kept at most; needs --rollover-cycles')
      .option('--rollover-cycles <number>', 'how many further cycles the unused is kept', wholeNumber)
      .option('--kind <kind>', 'kind of grant; subscription when left out')
      .option('--label <label>', 'what the customer sees'),
  run: (client, [accountId], options) => {
    const { id, credits, unit, rolloverMax = null, rolloverCycles } = options;
    const rollover = rolloverCycles === undefined ? {} : { rollover: { max: rolloverMax, cycles: rolloverCycles } };
    const rest = given(options, 'every', 'startsAt', 'timeZone', 'cycles', 'kind', 'label');
    return client.recurringGrants.start(accountId, { id, credits, unit, ...rest, ...rollover }, keyOf(options));
  },
});
