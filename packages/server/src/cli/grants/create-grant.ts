import type { GrantKind } from '@imprest/sdk';
import { operationCommand } from '../operation-command.ts';

interface Options {
  kind: GrantKind;
  credits: string;
  label?: string;
  expiresAt?: string;
  idempotencyKey?: string;
}

export const createGrant = operationCommand<Options, readonly [string]>({
  usage: 'grants create <accountId>',
  summary: 'Give credits to an account (operator)',
  options: (command) =>
    command
      .requiredOption('--kind <kind>', 'kind of grant, such as promotional')
      .requiredOption('--credits <credits>', 'how many, such as 12.5')
      .option('--label <label>', 'what the customer sees')
      .option('--expires-at <time>', 'ISO 8601 time; never when left out')
      .option('--idempotency-key <key>', 'repeat with the same key to be sure that it happens once'),
  run: (client, [accountId], { kind, credits, label, expiresAt, idempotencyKey }) =>
    client.grants.create(
      accountId,
      { kind, credits, ...(label === undefined ? {} : { label }), ...(expiresAt === undefined ? {} : { expiresAt }) },
      idempotencyKey === undefined ? {} : { idempotencyKey },
    ),
});
