import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { balanceTooLarge, insufficientCredits, unknownAccount } from '../../ledger/index.ts';
import { operatorReference, runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { Entry, exactly, id as idSchema, ref } from '../schemas/index.ts';
import { entryOf } from '../statement/entry-of.ts';
import { readAmount } from '../wire.ts';

export const createAdjustment = operation({
  operationId: 'createAdjustment',
  sdk: 'adjustments.create',
  method: 'POST',
  path: '/v1/accounts/{accountId}/adjustments',
  audience: 'operator',
  summary: 'Correct an account, with a reason',
  description: 'Above zero it gives a grant that never expires; below zero it takes available credits in burn-down order.',
  idempotent: true,
  params: exactly({ accountId: idSchema }),
  body: exactly({
    credits: Type.String({
      pattern: '^-?(?:0|[1-9][0-9]{0,12})(?:\\.[0-9]{1,6})?$',
      maxLength: 21,
      description: 'Decimal text with at most six decimals, above or below zero',
      examples: ['-2.5'],
    }),
    reason: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'Why, for the statement' }),
  }),
  answer: ref(Entry),
  status: 201,
  problems: [unknownAccount.definition, insufficientCredits.definition, balanceTooLarge.definition, idempotencyKeyReused.definition],
  async handle(call, { ledger }) {
    const { accountId } = call.params;
    const { credits, reason } = call.body;
    const size = readAmount('body.credits', credits.replace('-', ''));
    const amount = credits.startsWith('-') ? -size : size;
    const reference = operatorReference(call.principal);
    return entryOf(
      await runCommand('create-adjustment', call, ({ id, options }) =>
        ledger.adjust({ id, accountId, amount, reason, reference }, options),
      ),
    );
  },
});
