import { disableRedeemCode as disable, redeemCodeNotFound } from '../../offers/index.ts';
import { operation } from '../operation.ts';
import { idParams, RedeemCode, ref } from '../schemas/index.ts';
import { redeemCodeOf } from './redeem-code-of.ts';

export const disableRedeemCode = operation({
  operationId: 'disableRedeemCode',
  sdk: 'redeemCodes.disable',
  method: 'POST',
  path: '/v1/redeem-codes/{id}/disable',
  audience: 'operator',
  summary: 'Withdraw a redeem code',
  description: 'Nobody can redeem it from now on. What was redeemed stays. It cannot be enabled again.',
  params: idParams,
  answer: ref(RedeemCode),
  problems: [redeemCodeNotFound.definition],
  async handle({ params }, { database, clock }) {
    return redeemCodeOf(await disable(database.sql, params.id, clock.nowMs()));
  },
});
