import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { alreadyReversed, grantHeld, notRefundable, nothingToReverse, unknownAccount, unknownEntry } from '../../ledger/index.ts';
import { operatorReference, runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { Entry, exactly, id as idSchema, memoInput, ref } from '../schemas/index.ts';
import { entryOf } from '../statement/entry-of.ts';

export const createRefund = operation({
  operationId: 'createRefund',
  sdk: 'refunds.create',
  method: 'POST',
  path: '/v1/accounts/{accountId}/refunds',
  audience: 'operator',
  summary: 'Take back the first purchase of an account, within 14 days',
  description:
    'What was used of its bonus counts as used of what was bought; the rest of what is unused is to be paid back, and the bonus is withdrawn. ' +
    'The answer is the entry; paying back the USDT is up to you.',
  idempotent: true,
  params: exactly({ accountId: idSchema }),
  body: exactly({
    commandId: { ...idSchema, description: 'The `commandId` of the entry that granted the purchase' },
    bonusCommandIds: Type.Optional(
      Type.Array(idSchema, { maxItems: 10, uniqueItems: true, description: 'Those of the entries that granted its bonus' }),
    ),
    memo: Type.Optional(memoInput),
  }),
  answer: ref(Entry),
  status: 201,
  problems: [
    unknownAccount.definition,
    unknownEntry.definition,
    alreadyReversed.definition,
    notRefundable.definition,
    nothingToReverse.definition,
    grantHeld.definition,
    idempotencyKeyReused.definition,
  ],
  async handle(call, { ledger }) {
    const { accountId } = call.params;
    const { commandId, bonusCommandIds, memo } = call.body;
    const reference = operatorReference(call.principal);
    return entryOf(
      await runCommand('create-refund', call, ({ id, options }) =>
        ledger.refund({ id, accountId, commandId, bonusCommandIds, memo, reference }, options),
      ),
    );
  },
});
