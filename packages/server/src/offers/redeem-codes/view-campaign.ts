import { codeStatus, type Campaign, type RedeemCode, type Redemption } from './campaign.ts';
import type { CampaignRow, RedeemCodeRow, RedemptionRow } from './queries.ts';

export function viewCampaign(row: CampaignRow): Campaign {
  return {
    id: row.id,
    label: row.label,
    kind: row.kind,
    amount: row.amount,
    priority: row.priority,
    expiresAfterDays: row.expires_after_days,
    expiresAtMs: msOf(row.expires_at),
    validFromMs: row.valid_from.getTime(),
    validUntilMs: msOf(row.valid_until),
    newCustomersOnly: row.new_customers_only,
    codeCount: row.code_count,
    claims: row.claims,
    disabledCount: row.disabled_count,
    code: row.code_count === 1 ? row.code : null,
    createdBy: row.created_by,
    createdAtMs: row.created_at.getTime(),
  };
}

export function viewCode(row: RedeemCodeRow, nowMs: number): RedeemCode {
  const state = {
    claims: row.claims,
    claimsMax: row.claims_max,
    disabledAtMs: msOf(row.disabled_at),
    validFromMs: row.valid_from.getTime(),
    validUntilMs: msOf(row.valid_until),
  };
  return {
    id: row.id,
    campaignId: row.campaign_id,
    label: row.label,
    code: row.code,
    claims: row.claims,
    claimsMax: row.claims_max,
    status: codeStatus(state, nowMs),
    disabledAtMs: state.disabledAtMs,
    createdAtMs: row.created_at.getTime(),
  };
}

export function viewRedemption(row: RedemptionRow): Redemption {
  return {
    id: row.id,
    accountId: row.account_id,
    code: row.code,
    label: row.label,
    kind: row.kind,
    amount: row.amount,
    grantId: row.grant_id,
    expiresAtMs: msOf(row.expires_at),
    redeemedAtMs: row.redeemed_at.getTime(),
  };
}

function msOf(date: Date | null): number | null {
  return date === null ? null : date.getTime();
}
