import { operationCommand } from '../operation-command.ts';

export const getSandbox = operationCommand({
  usage: 'sandbox get',
  summary: 'Show whether the server is a sandbox and its demo sign-ins',
  run: (client) => client.sandbox.get(),
});
