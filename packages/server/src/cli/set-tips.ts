import type { SetTipsBody, TipCode } from '@imprest/sdk';
import { operationCommand } from './operation-command.ts';

interface Options {
  on?: boolean;
  off?: boolean;
  dismiss?: TipCode[];
  showAgain?: TipCode[];
}

export const setTips = operationCommand<Options>({
  usage: 'tips set',
  summary: 'Turn tips on or off, dismiss single ones, or show them again',
  options: (command) =>
    command
      .option('--on', 'show tips')
      .option('--off', 'show none')
      .option('--dismiss <code...>', 'tips not to be shown any more')
      .option('--show-again <code...>', 'tips to be shown again'),
  run: (client, _args, { on, off, dismiss, showAgain }) => {
    const body: SetTipsBody = {
      ...(on === true || off === true ? { on: off !== true } : {}),
      ...(dismiss === undefined ? {} : { dismiss }),
      ...(showAgain === undefined ? {} : { showAgain }),
    };
    return client.tips.set(body);
  },
});
