import { writeFile } from 'node:fs/promises';
import { operationCommand } from '../operation-command.ts';

export const downloadPayouts = operationCommand<{ output?: string }, readonly [string]>({
  usage: 'payouts download <exportId>',
  summary: 'Save a file of payouts as CSV (operator)',
  options: (command) => command.option('-o, --output <file>', 'where to; <exportId>.csv when left out'),
  run: async (client, [exportId], { output }) => {
    const file = output ?? `${exportId}.csv`;
    const bytes = await client.payouts.download(exportId);
    await writeFile(file, bytes, { mode: 0o600 });
    return { exportId, file, bytes: bytes.byteLength };
  },
});
