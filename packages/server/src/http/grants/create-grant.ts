import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { balanceTooLarge, invalidCommand, unknownAccount } from '../../ledger/index.ts';
import { operatorReference, runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { amountInput, Entry, exactly, GrantKind, id, ref, time } from '../schemas/index.ts';
import { entryOf } from '../statement/entry-of.ts';
import { readAmount, readTimeMs } from '../wire.ts';

export const createGrant = operation({
  operationId: 'createGrant',
  sdk: 'grants.create',
  method: 'POST',
  path: '/v1/accounts/{accountId}/grants',
  audience: 'operator',
  summary: 'Give credits to an account',
  idempotent: true,
  params: exactly({ accountId: id }),
  body: exactly({
    kind: ref(GrantKind),
    credits: amountInput,
    expiresAt: Type.Optional(time),
    label: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Shown beside the grant' })),
  }),
  answer: ref(Entry),
  status: 201,
  problems: [unknownAccount.definition, idempotencyKeyReused.definition, balanceTooLarge.definition, invalidCommand.definition],
  async handle(call, { ledger }) {
    const { accountId } = call.params;
    const { kind, credits, expiresAt, label } = call.body;
    const amount = readAmount('body.credits', credits);
    const expiresAtMs = expiresAt === undefined ? undefined : readTimeMs('body.expiresAt', expiresAt);
    const reference = operatorReference(call.principal);
    return entryOf(
      await runCommand('create-grant', call, ({ id: commandId, options }) =>
        ledger.grant({ id: commandId, accountId, kind, amount, expiresAtMs, label, memo: label, reference }, options),
      ),
    );
  },
});
