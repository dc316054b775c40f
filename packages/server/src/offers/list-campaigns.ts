import type { Sql } from '../database/index.ts';
import type { Campaign } from './campaign.ts';
import { pageOf, readCursor } from './cursor.ts';
import { selectCampaigns } from './queries.ts';
import { viewCampaign } from './view-campaign.ts';

/** The campaigns, the newest first, 1 to 100 at a time. Refuses `invalid_cursor`. */
export async function listCampaigns(
  sql: Sql,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ readonly campaigns: readonly Campaign[]; readonly nextCursor: string | null }> {
  const { rows, nextCursor } = pageOf(await selectCampaigns(sql, { before: readCursor(cursor), limit: limit + 1 }), limit);
  return { campaigns: rows.map(viewCampaign), nextCursor };
}
