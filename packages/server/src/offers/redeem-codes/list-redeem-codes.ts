import type { Sql } from '../../database/index.ts';
import { pageFrom, readCursor } from '../../kernel/index.ts';
import type { RedeemCode } from './campaign.ts';
import { selectCodes } from './queries.ts';
import { viewCode } from './view-campaign.ts';

export interface ListRedeemCodes {
  /** Of all campaigns when left out. */
  readonly campaignId?: string | undefined;
  readonly cursor?: string | undefined;
  /** 1 to 100 */
  readonly limit: number;
  readonly nowMs: number;
}

/** The codes with their claims, those of the newest campaign first. Refuses `invalid_cursor`. */
export async function listRedeemCodes(
  sql: Sql,
  { campaignId, cursor, limit, nowMs }: ListRedeemCodes,
): Promise<{ readonly codes: readonly RedeemCode[]; readonly nextCursor: string | null }> {
  const rows = await selectCodes(sql, { campaignId, before: readCursor(cursor, 'code'), limit: limit + 1 });
  const { shown, nextCursor } = pageFrom(rows, limit, ({ created_at, id }) => ({ atMs: created_at.getTime(), id }));
  return { codes: shown.map((row) => viewCode(row, nowMs)), nextCursor };
}
