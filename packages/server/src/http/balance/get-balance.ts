import { amountToText } from '../../kernel/index.ts';
import { operation } from '../operation.ts';
import { Balance, ref } from '../schemas/index.ts';
import { timeText } from '../wire.ts';

export const getBalance = operation({
  operationId: 'getBalance',
  sdk: 'balance.get',
  method: 'GET',
  path: '/v1/balance',
  audience: 'signed-in',
  summary: 'Read your credits now',
  answer: ref(Balance),
  problems: [],
  async handle({ principal: { accountId } }, { ledger }) {
    const { balance, held, available, asOfMs } = await ledger.readBalance(accountId);
    return {
      accountId,
      balance: amountToText(balance),
      held: amountToText(held),
      available: amountToText(available),
      asOf: timeText(asOfMs),
    };
  },
});
