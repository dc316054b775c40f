import type { Sql } from '../../database/index.ts';
import type { RedeemCode } from './campaign.ts';
import { redeemCodeNotFound } from '../problems.ts';
import { disableCode, selectCode } from './queries.ts';
import { viewCode } from './view-campaign.ts';

/** Ends a code from this moment; what was redeemed stays. May be repeated. Refuses `redeem_code_not_found`. */
export async function disableRedeemCode(sql: Sql, codeId: string, nowMs: number): Promise<RedeemCode> {
  await disableCode(sql, codeId, nowMs);
  const row = await selectCode(sql, codeId);
  if (row === undefined) throw redeemCodeNotFound('There is no redeem code with this id. Take one from the list of redeem codes.');
  return viewCode(row, nowMs);
}
