import { operationCommand } from '../operation-command.ts';

export const streamEvents = operationCommand<{ lastEventId?: string }>({
  usage: 'events stream',
  summary: 'Print live events as lines of JSON until you stop it',
  options: (command) => command.option('--last-event-id <id>', 'go on after this event'),
  run: async (client, _args, { lastEventId }) => {
    for await (const event of client.events.stream(lastEventId === undefined ? {} : { lastEventId })) {
      process.stdout.write(`${JSON.stringify(event)}\n`);
    }
    return undefined;
  },
});
