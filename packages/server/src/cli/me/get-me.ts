import { operationCommand } from '../operation-command.ts';

export const getMe = operationCommand({
  usage: 'me',
  summary: 'Show who you are signed in as',
  run: (client) => client.auth.me(),
});
