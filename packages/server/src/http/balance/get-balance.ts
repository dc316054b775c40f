import { Type } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import { invalidRange } from '../../ledger/index.ts';
import { operation } from '../operation.ts';
import { Balance, exactly, ref, time } from '../schemas/index.ts';
import { readTimeMs, timeText } from '../wire.ts';

export const getBalance = operation({
  operationId: 'getBalance',
  sdk: 'balance.get',
  method: 'GET',
  path: '/v1/balance',
  audience: 'signed-in',
  summary: 'Read your credits now, or as they were at a moment',
  description:
    'A past balance is what had been booked by then. For a moment ahead, at most 366 days, it is what will be if nothing but time happens.',
  query: exactly({ at: Type.Optional({ ...time, description: 'The moment; now when left out' }) }),
  answer: ref(Balance),
  problems: [invalidRange.definition],
  async handle({ principal: { accountId }, query: { at } }, { ledger }) {
    const atMs = at === undefined ? undefined : readTimeMs('query.at', at);
    const { balance, held, available, asOfMs } = await ledger.readBalance(accountId, atMs);
    return {
      accountId,
      balance: amountToText(balance),
      held: amountToText(held),
      available: amountToText(available),
      asOf: timeText(asOfMs),
    };
  },
});
