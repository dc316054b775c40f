import { Type } from 'typebox';
import { derivedId, Problem } from '../../kernel/index.ts';
import { balanceTooLarge, commandIdReused, invalidCommand, unknownAccount } from '../../ledger/index.ts';
import { operation } from '../operation.ts';
import { amountInput, Entry, exactly, GrantKind, id, ref, time } from '../schemas/index.ts';
import { entryOf } from '../statement/entry-of.ts';
import { idempotencyKeyReused } from '../problems.ts';
import { markReplayed, readAmount, readTimeMs } from '../wire.ts';

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
  async handle({ principal, params, body, idempotencyKey, reply }, { ledger }) {
    const command = {
      // The operator's own account is part of it, so that two operators may happen to choose the same key.
      id: derivedId('cmd', 'create-grant', principal.accountId, idempotencyKey),
      accountId: params.accountId,
      kind: body.kind,
      amount: readAmount('body.credits', body.credits),
      ...(body.expiresAt === undefined ? {} : { expiresAtMs: readTimeMs('body.expiresAt', body.expiresAt) }),
      ...(body.label === undefined ? {} : { label: body.label, memo: body.label }),
      reference: { type: 'operator' as const, id: principal.userId },
    };
    let replayed = true;
    try {
      // The ledger runs this once for each command, so what leaves it untouched is a repetition.
      const entry = await ledger.grant(command, { alongside: () => Promise.resolve(void (replayed = false)) });
      markReplayed(reply, replayed);
      return entryOf(entry);
    } catch (error) {
      if (error instanceof Problem && error.code === commandIdReused.definition.code) {
        throw idempotencyKeyReused(
          'This Idempotency-Key was used for another grant. Nothing was given now. Use a new key for a new grant.',
        );
      }
      throw error;
    }
  },
});
