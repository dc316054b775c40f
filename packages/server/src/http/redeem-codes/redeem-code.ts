import { Type } from 'typebox';
import { amountToText, idempotencyKeyReused } from '../../kernel/index.ts';
import { balanceTooLarge } from '../../ledger/index.ts';
import {
  codeAlreadyRedeemed,
  codeDisabled,
  codeExhausted,
  codeExpired,
  codeForNewCustomers,
  codeNotYetValid,
  redeemCode as redeem,
  unknownCode,
} from '../../offers/index.ts';
import { operation } from '../operation.ts';
import { exactly, Redemption, ref } from '../schemas/index.ts';
import { markReplayed, timeText, timeTextOrNull } from '../wire.ts';

export const redeemCode = operation({
  operationId: 'redeemCode',
  sdk: 'redeemCodes.redeem',
  method: 'POST',
  path: '/v1/redemptions',
  audience: 'signed-in',
  summary: 'Redeem a code for credits',
  description: 'Each account can redeem a code once. Tries are limited, so that codes cannot be guessed.',
  idempotent: true,
  body: exactly({
    code: Type.String({ minLength: 1, maxLength: 100, description: 'Case, dashes and spaces do not matter', examples: ['SPRING-26'] }),
  }),
  answer: ref(Redemption),
  status: 201,
  problems: [
    unknownCode.definition,
    codeAlreadyRedeemed.definition,
    codeNotYetValid.definition,
    codeExpired.definition,
    codeExhausted.definition,
    codeDisabled.definition,
    codeForNewCustomers.definition,
    balanceTooLarge.definition,
    idempotencyKeyReused.definition,
  ],
  async handle({ principal: { accountId }, body, idempotencyKey, reply }, rooms) {
    const { redemption, replayed } = await redeem(rooms, { accountId, code: body.code, idempotencyKey });
    markReplayed(reply, replayed);
    const { id, code, label, kind, amount, grantId, expiresAtMs, redeemedAtMs } = redemption;
    return {
      id,
      code,
      label,
      kind,
      credits: amountToText(amount),
      grantId,
      expiresAt: timeTextOrNull(expiresAtMs),
      redeemedAt: timeText(redeemedAtMs),
    };
  },
});
