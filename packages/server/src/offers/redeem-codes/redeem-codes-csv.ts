import type { Sql } from '../../database/index.ts';
import { campaignNotFound } from '../problems.ts';
import { selectCampaign, selectCodesAfter } from './queries.ts';
import { viewCode } from './view-campaign.ts';

const rowsAtATime = 1000;

/**
 * All codes of a campaign as CSV (RFC 4180), in the order in which they were made, a thousand at a time. Refuses `campaign_not_found` before
 * the first line.
 */
export async function redeemCodesCsv(sql: Sql, campaignId: string, nowMs: number): Promise<AsyncGenerator<string, void, undefined>> {
  if ((await selectCampaign(sql, campaignId)) === undefined) {
    throw campaignNotFound('There is no such campaign. Take an id from the list of campaigns.');
  }
  return lines(sql, campaignId, nowMs);
}

async function* lines(sql: Sql, campaignId: string, nowMs: number): AsyncGenerator<string, void, undefined> {
  yield 'code,status,claims,claims_max\r\n';
  let after = 0;
  for (;;) {
    const rows = await selectCodesAfter(sql, campaignId, after, rowsAtATime);
    // Codes are letters, digits and dashes, so no cell needs quotes and none can begin a formula.
    const text = rows.map((row) => `${row.code},${viewCode(row, nowMs).status},${String(row.claims)},${String(row.claims_max ?? '')}\r\n`);
    if (text.length > 0) yield text.join('');
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsAtATime) return;
    after = last.number;
  }
}
