import { writeFile } from 'node:fs/promises';
import { operationCommand } from '../operation-command.ts';

export const downloadRedeemCodes = operationCommand<{ output?: string }, readonly [string]>({
  usage: 'redeem-codes download <campaignId>',
  summary: 'Save all codes of a campaign as a CSV file (operator)',
  options: (command) => command.option('-o, --output <file>', 'where to; <campaignId>.csv when left out'),
  run: async (client, [campaignId], { output }) => {
    const file = output ?? `${campaignId}.csv`;
    const bytes = await client.redeemCodes.download(campaignId);
    // Whoever reads the file can redeem the codes.
    await writeFile(file, bytes, { mode: 0o600 });
    return { campaignId, file, bytes: bytes.byteLength };
  },
});
