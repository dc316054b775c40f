import { amountToText } from '../../kernel/index.ts';
import { operation } from '../operation.ts';
import { Forecast, ref } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

export const getForecast = operation({
  operationId: 'getForecast',
  sdk: 'forecast.get',
  method: 'GET',
  path: '/v1/forecast',
  audience: 'signed-in',
  summary: 'Say how long your credits last',
  description:
    'Spends what is available at your pace of the last 30 days (of the days since you first used credits, but 7 at least) in the order in which credits are spent, lets expire what expires and takes in what is already planned. `runsOutAt` is when the own credits are used up, `lastsUntil` when a use would be refused: with a reserve sooner, with a credit line later.',
  answer: ref(Forecast),
  problems: [],
  async handle({ principal: { accountId } }, { ledger }) {
    const forecast = await ledger.forecastBalance(accountId);
    return {
      asOf: timeText(forecast.asOfMs),
      available: amountToText(forecast.available),
      usedPerDay: amountToText(forecast.usedPerDay),
      paceDays: forecast.paceDays,
      runsOutAt: timeTextOrNull(forecast.runsOutAtMs),
      lastsUntil: timeTextOrNull(forecast.lastsUntilMs),
      until: timeText(forecast.untilMs),
      expires: amountToText(forecast.expires),
      expiring: forecast.expiring.map(({ grantId, amount, atMs }) => ({ grantId, amount: amountToText(amount), at: timeText(atMs) })),
    };
  },
});
