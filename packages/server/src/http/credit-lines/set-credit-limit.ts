import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { unknownAccount } from '../../ledger/index.ts';
import { operatorReference, runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { rulesOf } from '../rules/rules-of.ts';
import { AccountRules, amountInput, exactly, id as idSchema, ref } from '../schemas/index.ts';
import { readAmount } from '../wire.ts';

export const setCreditLimit = operation({
  operationId: 'setCreditLimit',
  sdk: 'creditLines.setLimit',
  method: 'POST',
  path: '/v1/accounts/{accountId}/credit-line',
  audience: 'operator',
  summary: 'Let an account spend first and pay after, up to a limit',
  description: 'Own credits are spent first. What is owed, billed or not, never exceeds the limit; without a limit nothing more is drawn.',
  idempotent: true,
  params: exactly({ accountId: idSchema }),
  body: exactly({ limit: Type.Unsafe<string | null>({ anyOf: [amountInput, { type: 'null' }], description: '`null` ends it' }) }),
  answer: ref(AccountRules),
  problems: [unknownAccount.definition, idempotencyKeyReused.definition],
  async handle(call, { ledger }) {
    const { accountId } = call.params;
    const { limit } = call.body;
    const amount = limit === null ? null : readAmount('body.limit', limit);
    const reference = operatorReference(call.principal);
    await runCommand('set-credit-limit', call, ({ id, options }) => ledger.setCreditLimit({ id, accountId, amount, reference }, options));
    return rulesOf(await ledger.readRules(accountId));
  },
});
