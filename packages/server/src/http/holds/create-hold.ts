import { derivedId, idempotencyKeyReused } from '../../kernel/index.ts';
import { budgetExceeded, insufficientCredits } from '../../ledger/index.ts';
import { Type } from 'typebox';
import { runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { amountInput, exactly, Hold, memoInput, ref, timeoutInput, usageInput, useReserveInput } from '../schemas/index.ts';
import { usageOfRequest } from '../usage-of-request.ts';
import { readAmount } from '../wire.ts';
import { holdOf } from './hold-of.ts';
import { requireHold } from './own-hold.ts';

/** Long enough for any picture; a program that died gives the credits back within the hour. */
const timeoutSecondsDefault = 3600;

export const createHold = operation({
  operationId: 'createHold',
  sdk: 'holds.create',
  method: 'POST',
  path: '/v1/holds',
  audience: 'signed-in',
  summary: 'Set credits aside for work of your own',
  description:
    'Capture what the work cost when it is done, or void the hold. One that is forgotten ends by itself, and its credits come back.',
  idempotent: true,
  body: exactly({
    credits: amountInput,
    timeoutSeconds: Type.Optional(timeoutInput),
    memo: Type.Optional(memoInput),
    useReserve: Type.Optional(useReserveInput),
    ...usageInput,
  }),
  answer: ref(Hold),
  status: 201,
  problems: [insufficientCredits.definition, budgetExceeded.definition, idempotencyKeyReused.definition],
  async handle(call, { ledger }) {
    const { principal, body } = call;
    const { accountId } = principal;
    const amount = readAmount('body.credits', body.credits);
    const holdId = await runCommand('create-hold', call, async ({ id, options }) => {
      const own = derivedId('hold', accountId, id);
      const { memo, useReserve, timeoutSeconds = timeoutSecondsDefault } = body;
      const usage = usageOfRequest(principal, body);
      await ledger.hold({ id, accountId, holdId: own, amount, timeoutMs: timeoutSeconds * 1000, memo, useReserve, usage }, options);
      return own;
    });
    return holdOf(await requireHold(ledger, accountId, holdId));
  },
});
