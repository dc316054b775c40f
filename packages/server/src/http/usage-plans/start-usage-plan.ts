import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { invalidCommand, unknownAccount } from '../../ledger/index.ts';
import { startUsagePlan as start, usagePlanNotFound } from '../../offers/index.ts';
import { operatorReference, runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { rulesOf } from '../rules/rules-of.ts';
import { AccountRules, amountInput, exactly, id as idSchema, ref } from '../schemas/index.ts';
import { readAmount } from '../wire.ts';

export const startUsagePlan = operation({
  operationId: 'startUsagePlan',
  sdk: 'usagePlans.start',
  method: 'POST',
  path: '/v1/accounts/{accountId}/usage-plan',
  audience: 'operator',
  summary: 'Let an account spend first and pay after',
  description: 'Sets its credit limit and its price for each credit. The account pays with an invoice for its usage.',
  idempotent: true,
  params: exactly({ accountId: idSchema }),
  body: exactly({
    planId: idSchema,
    creditLimit: Type.Optional({ ...amountInput, description: 'What may be owed at once; as the plan says when left out' }),
  }),
  answer: ref(AccountRules),
  status: 201,
  problems: [usagePlanNotFound.definition, unknownAccount.definition, invalidCommand.definition, idempotencyKeyReused.definition],
  async handle(call, { database, ledger }) {
    const { accountId } = call.params;
    const { planId, creditLimit } = call.body;
    const limit = creditLimit === undefined ? undefined : readAmount('body.creditLimit', creditLimit);
    const reference = operatorReference(call.principal);
    await runCommand('start-usage-plan', call, ({ id, options }) =>
      start({ database, ledger }, { id, accountId, planId, creditLimit: limit, reference }, options),
    );
    return rulesOf(await ledger.readRules(accountId));
  },
});
