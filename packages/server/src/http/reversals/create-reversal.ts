import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import {
  alreadyReversed,
  balanceTooLarge,
  grantHeld,
  notReversible,
  nothingToReverse,
  unknownAccount,
  unknownEntry,
} from '../../ledger/index.ts';
import { operatorReference, runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { Entry, exactly, id as idSchema, memoInput, ref } from '../schemas/index.ts';
import { entryOf } from '../statement/entry-of.ts';

export const createReversal = operation({
  operationId: 'createReversal',
  sdk: 'reversals.create',
  method: 'POST',
  path: '/v1/accounts/{accountId}/reversals',
  audience: 'operator',
  summary: 'Undo a spend, a capture or a grant, once',
  description:
    'Spent credits go back to the grants that they came from, or lapse where those have expired; of a grant, what is unused is taken back.',
  idempotent: true,
  params: exactly({ accountId: idSchema }),
  body: exactly({
    commandId: { ...idSchema, description: 'The `commandId` of the entry that is to be undone' },
    memo: Type.Optional(memoInput),
  }),
  answer: ref(Entry),
  status: 201,
  problems: [
    unknownAccount.definition,
    unknownEntry.definition,
    alreadyReversed.definition,
    notReversible.definition,
    nothingToReverse.definition,
    grantHeld.definition,
    balanceTooLarge.definition,
    idempotencyKeyReused.definition,
  ],
  async handle(call, { ledger }) {
    const { accountId } = call.params;
    const { commandId, memo } = call.body;
    const reference = operatorReference(call.principal);
    return entryOf(
      await runCommand('create-reversal', call, ({ id, options }) =>
        ledger.reverse({ id, accountId, commandId, memo, reference }, options),
      ),
    );
  },
});
