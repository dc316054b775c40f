import type { Sql } from '../../database/index.ts';
import { pageFrom, readCursor } from '../../kernel/index.ts';
import type { Campaign } from './campaign.ts';
import { selectCampaigns } from './queries.ts';
import { viewCampaign } from './view-campaign.ts';

/** The campaigns, the newest first, 1 to 100 at a time. Refuses `invalid_cursor`. */
export async function listCampaigns(
  sql: Sql,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ readonly campaigns: readonly Campaign[]; readonly nextCursor: string | null }> {
  const rows = await selectCampaigns(sql, { before: readCursor(cursor, 'camp'), limit: limit + 1 });
  const { shown, nextCursor } = pageFrom(rows, limit, ({ created_at, id }) => ({ atMs: created_at.getTime(), id }));
  return { campaigns: shown.map(viewCampaign), nextCursor };
}
