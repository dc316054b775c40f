import { campaignNotFound, redeemCodesCsv } from '../../offers/index.ts';
import { operation } from '../operation.ts';
import { idParams } from '../schemas/index.ts';
import { exportTypes, sendExport } from '../send-export.ts';

export const downloadRedeemCodes = operation({
  operationId: 'downloadRedeemCodes',
  sdk: 'redeemCodes.download',
  method: 'GET',
  path: '/v1/campaigns/{id}/codes.csv',
  audience: 'operator',
  summary: 'Download all codes of a campaign as CSV',
  params: idParams,
  answer: { mediaType: 'text/csv', what: 'A line for each code with its status, its claims and how many it allows' },
  problems: [campaignNotFound.definition],
  async handle({ params, reply }, { database, clock }) {
    const lines = await redeemCodesCsv(database.sql, params.id, clock.nowMs());
    return sendExport(reply, { name: `redeem-codes-${params.id}.csv`, mediaType: exportTypes.csv, pieces: lines });
  },
});
