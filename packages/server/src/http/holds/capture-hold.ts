import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { budgetExceeded, holdExpired, holdNotOpen, insufficientCredits, unknownHold } from '../../ledger/index.ts';
import { runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { amountInput, exactly, Hold, idParams, memoInput, ownIdInput, ref, useReserveInput } from '../schemas/index.ts';
import { readAmount } from '../wire.ts';
import { holdOf } from './hold-of.ts';
import { requireHold, requireOwnHoldId } from './own-hold.ts';

export const captureHold = operation({
  operationId: 'captureHold',
  sdk: 'holds.capture',
  method: 'POST',
  path: '/v1/holds/{id}/capture',
  audience: 'signed-in',
  summary: 'Take all or part of a hold for good',
  description:
    'More than is held takes the difference from the available credits. With `final: false` the hold stays open for further captures.',
  idempotent: true,
  params: idParams,
  body: exactly({
    credits: Type.Optional({ ...amountInput, description: 'All that is still held when left out' }),
    final: Type.Optional(Type.Boolean({ description: 'Ends the hold and frees the rest; true when left out' })),
    memo: Type.Optional(memoInput),
    model: Type.Optional(ownIdInput),
    operation: Type.Optional(ownIdInput),
    useReserve: Type.Optional(useReserveInput),
  }),
  answer: ref(Hold),
  problems: [
    unknownHold.definition,
    holdNotOpen.definition,
    holdExpired.definition,
    insufficientCredits.definition,
    budgetExceeded.definition,
    idempotencyKeyReused.definition,
  ],
  async handle(call, { ledger }) {
    const { params, body } = call;
    const { accountId } = call.principal;
    const holdId = requireOwnHoldId(params.id);
    const { credits, final, memo, model, operation: done, useReserve } = body;
    const amount = credits === undefined ? undefined : readAmount('body.credits', credits);
    const usage = model === undefined && done === undefined ? undefined : { model, operation: done };
    await runCommand('capture-hold', call, ({ id, options }) =>
      ledger.capture({ id, accountId, holdId, amount, final, memo, usage, useReserve }, options),
    );
    return holdOf(await requireHold(ledger, accountId, holdId));
  },
});
