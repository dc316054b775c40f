import type { Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import type { Campaign as OfferedCampaign } from '../../offers/index.ts';
import type { Campaign } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

export function campaignOf(campaign: OfferedCampaign): Static<typeof Campaign> {
  return {
    id: campaign.id,
    label: campaign.label,
    kind: campaign.kind,
    credits: amountToText(campaign.amount),
    priority: campaign.priority,
    expiresAfterDays: campaign.expiresAfterDays,
    expiresAt: timeTextOrNull(campaign.expiresAtMs),
    validFrom: timeText(campaign.validFromMs),
    validUntil: timeTextOrNull(campaign.validUntilMs),
    newCustomersOnly: campaign.newCustomersOnly,
    codeCount: campaign.codeCount,
    claims: campaign.claims,
    disabledCount: campaign.disabledCount,
    code: campaign.code,
    createdBy: campaign.createdBy,
    createdAt: timeText(campaign.createdAtMs),
  };
}
