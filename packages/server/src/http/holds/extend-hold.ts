import { idempotencyKeyReused } from '../../kernel/index.ts';
import { holdExpired, holdNotOpen, invalidCommand, unknownHold } from '../../ledger/index.ts';
import { runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { exactly, Hold, idParams, ref, timeoutInput } from '../schemas/index.ts';
import { holdOf } from './hold-of.ts';
import { requireHold, requireOwnHoldId } from './own-hold.ts';

export const extendHold = operation({
  operationId: 'extendHold',
  sdk: 'holds.extend',
  method: 'POST',
  path: '/v1/holds/{id}/extend',
  audience: 'signed-in',
  summary: 'Give a hold more time',
  idempotent: true,
  params: idParams,
  body: exactly({ timeoutSeconds: { ...timeoutInput, description: 'Seconds from now; later than its deadline so far' } }),
  answer: ref(Hold),
  problems: [
    unknownHold.definition,
    holdNotOpen.definition,
    holdExpired.definition,
    invalidCommand.definition,
    idempotencyKeyReused.definition,
  ],
  async handle(call, { ledger }) {
    const { accountId } = call.principal;
    const holdId = requireOwnHoldId(call.params.id);
    const timeoutMs = call.body.timeoutSeconds * 1000;
    await runCommand('extend-hold', call, ({ id, options }) => ledger.extend({ id, accountId, holdId, timeoutMs }, options));
    return holdOf(await requireHold(ledger, accountId, holdId));
  },
});
