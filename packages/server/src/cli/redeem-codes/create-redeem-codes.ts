import type { CampaignKind } from '@imprest/sdk';
import { wholeNumber } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

interface Options {
  label: string;
  kind: CampaignKind;
  credits: string;
  priority?: number;
  expiresAfterDays?: number;
  expiresAt?: string;
  code?: string;
  count?: number;
  claimsMax?: number | 'unlimited';
  validFrom?: string;
  validUntil?: string;
  newCustomersOnly?: boolean;
  idempotencyKey?: string;
}

export const createRedeemCodes = operationCommand<Options>({
  usage: 'redeem-codes create',
  summary: 'Make a campaign with one code or many (operator)',
  options: (command) =>
    command
      .requiredOption('--label <label>', 'what the customer sees beside the credits')
      .requiredOption('--credits <credits>', 'what each redemption grants, such as 25')
      .option('--kind <kind>', 'promotional, bonus or trial', 'promotional')
      .option('--priority <number>', '0 to 100, lower is spent first; 50 when left out', wholeNumber)
      .option('--expires-after-days <days>', 'the credits expire so many days after they were redeemed', wholeNumber)
      .option('--expires-at <time>', 'ISO 8601 time at which the credits expire; never without either')
      .option('--code <word>', 'a word of your choice, such as SPRING-26')
      .option('--count <number>', 'how many codes are made up, at most 10 000', wholeNumber)
      .option('--claims-max <number>', 'how many accounts may redeem each code, or "unlimited"', limitOf)
      .option('--valid-from <time>', 'ISO 8601 time; now when left out')
      .option('--valid-until <time>', 'ISO 8601 time from which it can no longer be redeemed')
      .option('--new-customers-only', 'only for accounts that have never bought credits')
      .option('--idempotency-key <key>', 'repeat with the same key to be sure that it happens once'),
  run: (client, _args, { label, kind, credits, idempotencyKey, ...options }) => {
    const { priority, expiresAfterDays, expiresAt, code, count, claimsMax, validFrom, validUntil, newCustomersOnly } = options;
    return client.redeemCodes.create(
      {
        label,
        kind,
        credits,
        ...(priority === undefined ? {} : { priority }),
        ...(expiresAfterDays === undefined ? {} : { expiresAfterDays }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
        ...(code === undefined ? {} : { code }),
        ...(count === undefined ? {} : { count }),
        ...(claimsMax === undefined ? {} : { claimsMax: claimsMax === 'unlimited' ? null : claimsMax }),
        ...(validFrom === undefined ? {} : { validFrom }),
        ...(validUntil === undefined ? {} : { validUntil }),
        ...(newCustomersOnly === undefined ? {} : { newCustomersOnly }),
      },
      idempotencyKey === undefined ? {} : { idempotencyKey },
    );
  },
});

/** commander reads `null` as an option without a value, so that the word stays. */
function limitOf(text: string): number | 'unlimited' {
  return text === 'unlimited' ? text : wholeNumber(text);
}
