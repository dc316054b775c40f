import { Type } from 'typebox';
import {
  balanceTooLarge,
  creditsNotTransferable,
  insufficientCredits,
  invalidCommand,
  transferLimitReached,
  transferTooSmall,
  unknownAccount,
} from '../../ledger/index.ts';
import { amountToText, idempotencyKeyReused } from '../../kernel/index.ts';
import { sessionRequired } from '../../access/index.ts';
import { runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { amountInput, exactly, id as idSchema, memoInput, ref, Transfer } from '../schemas/index.ts';
import { entryOf } from '../statement/entry-of.ts';
import { requireUnbudgetedKey } from '../unbudgeted-key.ts';
import { readAmount, timeText } from '../wire.ts';

export const createTransfer = operation({
  operationId: 'createTransfer',
  sdk: 'transfers.create',
  method: 'POST',
  path: '/v1/transfers',
  audience: 'signed-in',
  summary: 'Send credits to another account',
  description: 'Each part keeps its expiry and what it first came as. Trial credits and the reserve stay.',
  idempotent: true,
  body: exactly({ toAccountId: idSchema, credits: amountInput, memo: Type.Optional(memoInput) }),
  answer: ref(Transfer),
  status: 201,
  problems: [
    sessionRequired.definition,
    unknownAccount.definition,
    insufficientCredits.definition,
    creditsNotTransferable.definition,
    transferTooSmall.definition,
    transferLimitReached.definition,
    balanceTooLarge.definition,
    invalidCommand.definition,
    idempotencyKeyReused.definition,
  ],
  async handle(call, { ledger }) {
    await requireUnbudgetedKey(ledger, call.principal);
    const { principal, body, settings } = call;
    const { toAccountId, memo } = body;
    const amount = readAmount('body.credits', body.credits);
    const { id, sent } = await runCommand('create-transfer', call, (place) =>
      ledger.transfer(
        { id: place.id, accountId: principal.accountId, toAccountId, amount, memo, limits: settings.transferLimits },
        place.options,
      ),
    );
    return { id, toAccountId, credits: amountToText(amount), at: timeText(sent.atMs), entry: entryOf(sent) };
  },
});
