import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { holdExpired, holdNotOpen, unknownHold } from '../../ledger/index.ts';
import { runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { exactly, Hold, idParams, memoInput, ref } from '../schemas/index.ts';
import { holdOf } from './hold-of.ts';
import { requireHold, requireOwnHoldId } from './own-hold.ts';

export const voidHold = operation({
  operationId: 'voidHold',
  sdk: 'holds.void',
  method: 'POST',
  path: '/v1/holds/{id}/void',
  audience: 'signed-in',
  summary: 'End a hold and take nothing more',
  idempotent: true,
  params: idParams,
  body: exactly({ memo: Type.Optional(memoInput) }),
  answer: ref(Hold),
  problems: [unknownHold.definition, holdNotOpen.definition, holdExpired.definition, idempotencyKeyReused.definition],
  async handle(call, { ledger }) {
    const { accountId } = call.principal;
    const holdId = requireOwnHoldId(call.params.id);
    await runCommand('void-hold', call, ({ id, options }) => ledger.void({ id, accountId, holdId, memo: call.body.memo }, options));
    return holdOf(await requireHold(ledger, accountId, holdId));
  },
});
