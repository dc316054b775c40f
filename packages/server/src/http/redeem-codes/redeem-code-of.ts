import type { Static } from 'typebox';
import type { RedeemCode as OfferedCode } from '../../offers/index.ts';
import type { RedeemCode } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

export function redeemCodeOf(code: OfferedCode): Static<typeof RedeemCode> {
  return {
    id: code.id,
    campaignId: code.campaignId,
    label: code.label,
    code: code.code,
    status: code.status,
    claims: code.claims,
    claimsMax: code.claimsMax,
    disabledAt: timeTextOrNull(code.disabledAtMs),
    createdAt: timeText(code.createdAtMs),
  };
}
