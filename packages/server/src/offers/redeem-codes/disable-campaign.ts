import type { Database } from '../../database/index.ts';
import type { Campaign } from './campaign.ts';
import { campaignNotFound } from '../problems.ts';
import { disableCodesOf, selectCampaign } from './queries.ts';
import { viewCampaign } from './view-campaign.ts';

/** Ends all codes of a campaign from this moment; what was redeemed stays. May be repeated. Refuses `campaign_not_found`. */
export async function disableCampaign(database: Database, campaignId: string, nowMs: number): Promise<Campaign> {
  await database.transaction((tx) => disableCodesOf(tx, campaignId, nowMs));
  const row = await selectCampaign(database.sql, campaignId);
  if (row === undefined) throw campaignNotFound('There is no such campaign. Take an id from the list of campaigns.');
  return viewCampaign(row);
}
