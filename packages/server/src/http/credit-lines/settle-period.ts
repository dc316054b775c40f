import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { notOwed, unknownAccount } from '../../ledger/index.ts';
import { operatorReference, runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { amountInput, Entry, exactly, id as idSchema, memoInput, ref } from '../schemas/index.ts';
import { entryOf } from '../statement/entry-of.ts';
import { readAmount } from '../wire.ts';

export const settlePeriod = operation({
  operationId: 'settlePeriod',
  sdk: 'creditLines.settle',
  method: 'POST',
  path: '/v1/accounts/{accountId}/credit-line/settle',
  audience: 'operator',
  summary: 'Record that billed usage was paid',
  idempotent: true,
  params: exactly({ accountId: idSchema }),
  body: exactly({ credits: amountInput, memo: Type.Optional(memoInput) }),
  answer: ref(Entry),
  status: 201,
  problems: [unknownAccount.definition, notOwed.definition, idempotencyKeyReused.definition],
  async handle(call, { ledger }) {
    const { accountId } = call.params;
    const { credits, memo } = call.body;
    const amount = readAmount('body.credits', credits);
    const reference = operatorReference(call.principal);
    return entryOf(
      await runCommand('settle-period', call, ({ id, options }) => ledger.settle({ id, accountId, amount, memo, reference }, options)),
    );
  },
});
