import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { nothingToBill, unknownAccount } from '../../ledger/index.ts';
import { operatorReference, runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { Entry, exactly, id as idSchema, memoInput, ref } from '../schemas/index.ts';
import { entryOf } from '../statement/entry-of.ts';

export const closePeriod = operation({
  operationId: 'closePeriod',
  sdk: 'creditLines.closePeriod',
  method: 'POST',
  path: '/v1/accounts/{accountId}/credit-line/close-period',
  audience: 'operator',
  summary: 'Bill what an account has used on credit',
  description: 'The entry is the statement of the period: its `billed` is what to invoice. What open holds keep is billed once it is used.',
  idempotent: true,
  params: exactly({ accountId: idSchema }),
  body: exactly({ memo: Type.Optional(memoInput) }),
  answer: ref(Entry),
  status: 201,
  problems: [unknownAccount.definition, nothingToBill.definition, idempotencyKeyReused.definition],
  async handle(call, { ledger }) {
    const { accountId } = call.params;
    const { memo } = call.body;
    const reference = operatorReference(call.principal);
    return entryOf(
      await runCommand('close-period', call, ({ id, options }) => ledger.closePeriod({ id, accountId, memo, reference }, options)),
    );
  },
});
