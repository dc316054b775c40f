import { payoutNotFound, payoutsCsv, unknownNetwork } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { idParams } from '../schemas/index.ts';
import { exportTypes, sendExport } from '../send-export.ts';

export const downloadPayouts = operation({
  operationId: 'downloadPayouts',
  sdk: 'payouts.download',
  method: 'GET',
  path: '/v1/payout-exports/{id}/payouts.csv',
  audience: 'operator',
  summary: 'Download a file of payouts as CSV',
  description:
    'The same file as exportPayouts gave, without what was canceled since: `payout`, `account`, `network`, `address`, `amount_usdt`, `contract`, `data`.',
  params: idParams,
  answer: { mediaType: 'text/csv', what: 'A line for each payout' },
  problems: [payoutNotFound.definition, unknownNetwork.definition],
  async handle({ params, reply }, { payments }) {
    const file = await payments.readPayoutExport(params.id);
    return sendExport(reply, { name: `imprest-payouts-${file.id}.csv`, mediaType: exportTypes.csv, pieces: payoutsCsv(file) });
  },
});
