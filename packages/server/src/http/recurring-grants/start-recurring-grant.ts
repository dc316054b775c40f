import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { balanceTooLarge, invalidCommand, recurringIdUsed, tooManyRules, unknownAccount } from '../../ledger/index.ts';
import { operatorReference, runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import {
  AccountRules,
  amountInput,
  CycleUnit,
  exactly,
  GrantKind,
  id as idSchema,
  ownIdInput,
  ref,
  Rollover,
  time,
} from '../schemas/index.ts';
import { rulesOf } from '../rules/rules-of.ts';
import { readAmount, readTimeMs } from '../wire.ts';

export const startRecurringGrant = operation({
  operationId: 'startRecurringGrant',
  sdk: 'recurringGrants.start',
  method: 'POST',
  path: '/v1/accounts/{accountId}/recurring-grants',
  audience: 'operator',
  summary: 'Give an account credits anew with each cycle',
  description:
    'Each cycle begins at the same local time as the first, on the same day of the month or the last one of a shorter month. What a cycle leaves expires when the next begins, unless it rolls over.',
  idempotent: true,
  params: exactly({ accountId: idSchema }),
  body: exactly({
    id: { ...ownIdInput, description: 'Your name for it, unique among those that run in the account' },
    credits: { ...amountInput, description: 'What each cycle gives' },
    unit: ref(CycleUnit),
    every: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, description: 'How many units a cycle lasts; 1 when left out' })),
    startsAt: Type.Optional({ ...time, description: 'What cycles are counted from; now when left out' }),
    timeZone: Type.Optional(Type.String({ minLength: 1, maxLength: 64, examples: ['Europe/Berlin'], description: 'UTC when left out' })),
    cycles: Type.Optional(Type.Integer({ minimum: 1, maximum: 1200, description: 'How many; until it is stopped when left out' })),
    rollover: Type.Optional(ref(Rollover)),
    kind: Type.Optional({ ...ref(GrantKind), description: 'subscription when left out' }),
    label: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Shown beside the grants' })),
  }),
  answer: ref(AccountRules),
  status: 201,
  problems: [
    unknownAccount.definition,
    recurringIdUsed.definition,
    tooManyRules.definition,
    balanceTooLarge.definition,
    invalidCommand.definition,
    idempotencyKeyReused.definition,
  ],
  async handle(call, { ledger }) {
    const { accountId } = call.params;
    const { id: recurringId, credits, unit, every, startsAt, timeZone, cycles, rollover, kind, label } = call.body;
    const amount = readAmount('body.credits', credits);
    const startsAtMs = startsAt === undefined ? undefined : readTimeMs('body.startsAt', startsAt);
    const kept = rollover && {
      max: rollover.max === null ? null : readAmount('body.rollover.max', rollover.max),
      cycles: rollover.cycles,
    };
    const terms = { recurringId, amount, unit, every, startsAtMs, timeZone, cycles, rollover: kept, kind, label };
    const reference = operatorReference(call.principal);
    await runCommand('start-recurring-grant', call, ({ id, options }) =>
      ledger.startRecurringGrant({ id, accountId, ...terms, reference }, options),
    );
    return rulesOf(await ledger.readRules(accountId));
  },
});
