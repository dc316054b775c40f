import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { alreadyReversed, grantHeld, notRefundable, nothingToReverse, unknownAccount, unknownEntry } from '../../ledger/index.ts';
import { id, memoInput } from '../schemas/index.ts';

/** What names a purchase that is taken back, with or without a payout. */
export const refundInput = {
  commandId: { ...id, description: 'The `commandId` of the entry that granted the purchase' },
  bonusCommandIds: Type.Optional(
    Type.Array(id, { maxItems: 10, uniqueItems: true, description: 'Those of the entries that granted its bonus' }),
  ),
  memo: Type.Optional(memoInput),
};

export const refundProblems = [
  unknownAccount.definition,
  unknownEntry.definition,
  alreadyReversed.definition,
  notRefundable.definition,
  nothingToReverse.definition,
  grantHeld.definition,
  idempotencyKeyReused.definition,
];
