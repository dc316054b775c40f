import { operationCommand } from '../operation-command.ts';

export const signOut = operationCommand({
  usage: 'auth sign-out',
  summary: 'End the session of this command',
  run: (client) => client.auth.signOut(),
});
