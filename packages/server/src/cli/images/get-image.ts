import { operationCommand } from '../operation-command.ts';

export const getImage = operationCommand<object, readonly [string]>({
  usage: 'images get <imageId>',
  summary: 'Show a picture and its settings',
  run: (client, [imageId]) => client.images.get(imageId),
});
