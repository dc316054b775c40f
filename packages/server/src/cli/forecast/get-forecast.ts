import { operationCommand } from '../operation-command.ts';

export const getForecast = operationCommand({
  usage: 'forecast get',
  summary: 'Say how long your credits last',
  run: (client) => client.forecast.get(),
});
