import { operationCommand } from '../operation-command.ts';

export const signUp = operationCommand<{ email: string; password: string; name: string }>({
  usage: 'auth sign-up',
  summary: 'Open a new customer account',
  options: (command) =>
    command
      .requiredOption('--email <email>', 'e-mail address')
      .requiredOption('--password <password>', 'password, at least 8 characters')
      .requiredOption('--name <name>', 'name to show'),
  run: (client, _args, { email, password, name }) => client.auth.signUp({ email, password, name }),
});
