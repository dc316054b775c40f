import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { budgetExceeded, insufficientCredits } from '../../ledger/index.ts';
import { runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { amountInput, Entry, exactly, memoInput, ref, usageInput, useReserveInput } from '../schemas/index.ts';
import { entryOf } from '../statement/entry-of.ts';
import { usageOfRequest } from '../usage-of-request.ts';
import { readAmount } from '../wire.ts';

export const createSpend = operation({
  operationId: 'createSpend',
  sdk: 'spends.create',
  method: 'POST',
  path: '/v1/spends',
  audience: 'signed-in',
  summary: 'Spend credits at once, for work of your own',
  description: 'For work that may fail, hold the credits first and capture them when it is done.',
  idempotent: true,
  body: exactly({
    credits: amountInput,
    memo: Type.Optional(memoInput),
    useReserve: Type.Optional(useReserveInput),
    ...usageInput,
  }),
  answer: ref(Entry),
  status: 201,
  problems: [insufficientCredits.definition, budgetExceeded.definition, idempotencyKeyReused.definition],
  async handle(call, { ledger }) {
    const { principal, body } = call;
    const { memo, useReserve } = body;
    const amount = readAmount('body.credits', body.credits);
    const usage = usageOfRequest(principal, body);
    return entryOf(
      await runCommand('create-spend', call, ({ id, options }) =>
        ledger.spend({ id, accountId: principal.accountId, amount, memo, useReserve, usage }, options),
      ),
    );
  },
});
