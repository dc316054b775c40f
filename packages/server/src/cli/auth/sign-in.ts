import { operationCommand } from '../operation-command.ts';

export const signIn = operationCommand<{ email: string; password: string }>({
  usage: 'auth sign-in',
  summary: 'Check an e-mail address and password',
  options: (command) => command.requiredOption('--email <email>', 'e-mail address').requiredOption('--password <password>', 'password'),
  run: (client, _args, { email, password }) => client.auth.signIn({ email, password }),
});
