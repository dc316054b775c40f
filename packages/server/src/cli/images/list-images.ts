import { listOptions, pageOf, type ListOptions } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const listImages = operationCommand<ListOptions>({
  usage: 'images list',
  summary: 'List your pictures, newest first',
  options: listOptions,
  run: (client, _args, options) => client.images.list(pageOf(options)),
});
