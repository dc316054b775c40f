import { operatorReference, runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { Entry, exactly, id as idSchema, ref } from '../schemas/index.ts';
import { entryOf } from '../statement/entry-of.ts';
import { refundInput, refundProblems } from './refund-input.ts';

export const createRefund = operation({
  operationId: 'createRefund',
  sdk: 'refunds.create',
  method: 'POST',
  path: '/v1/accounts/{accountId}/refunds',
  audience: 'operator',
  summary: 'Take back the first purchase of an account, within 14 days',
  description:
    'What was used of its bonus counts as used of what was bought; the rest of what is unused is to be paid back, and the bonus is withdrawn. ' +
    'The answer is the entry; createPayout also writes down the USDT that is owed.',
  idempotent: true,
  params: exactly({ accountId: idSchema }),
  body: exactly(refundInput),
  answer: ref(Entry),
  status: 201,
  problems: refundProblems,
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
