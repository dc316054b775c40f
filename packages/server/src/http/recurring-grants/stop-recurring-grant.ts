import { idempotencyKeyReused } from '../../kernel/index.ts';
import { unknownAccount, unknownRecurringGrant } from '../../ledger/index.ts';
import { rulesOf } from '../rules/rules-of.ts';
import { operatorReference, runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { AccountRules, exactly, id as idSchema, ref } from '../schemas/index.ts';

export const stopRecurringGrant = operation({
  operationId: 'stopRecurringGrant',
  sdk: 'recurringGrants.stop',
  method: 'POST',
  path: '/v1/accounts/{accountId}/recurring-grants/{id}/stop',
  audience: 'operator',
  summary: 'End a recurring grant',
  description: 'No cycle follows the one under way; what it has granted stays until it expires.',
  idempotent: true,
  params: exactly({ accountId: idSchema, id: idSchema }),
  answer: ref(AccountRules),
  problems: [unknownAccount.definition, unknownRecurringGrant.definition, idempotencyKeyReused.definition],
  async handle(call, { ledger }) {
    const { accountId, id: recurringId } = call.params;
    const reference = operatorReference(call.principal);
    await runCommand('stop-recurring-grant', call, ({ id, options }) =>
      ledger.stopRecurringGrant({ id, accountId, recurringId, reference }, options),
    );
    return rulesOf(await ledger.readRules(accountId));
  },
});
