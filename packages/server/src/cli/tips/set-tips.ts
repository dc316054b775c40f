import type { SetTipsBody, TipCode } from '@imprest/sdk';
import { operationCommand } from '../operation-command.ts';

interface Options {
  project?: string;
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
      .option('--project <id>', 'turn them on or off for what is made for this project alone')
      .option('--on', 'show tips')
      .option('--off', 'show none')
      .option('--dismiss <code...>', 'tips not to be shown any more')
      .option('--show-again <code...>', 'tips to be shown again'),
  run: (client, _args, { project, on, off, dismiss, showAgain }) => {
    const body: SetTipsBody = {
      ...(project === undefined ? {} : { project }),
      ...(on === true || off === true ? { on: off !== true } : {}),
      ...(dismiss === undefined ? {} : { dismiss }),
      ...(showAgain === undefined ? {} : { showAgain }),
    };
    return client.tips.set(body);
  },
});
