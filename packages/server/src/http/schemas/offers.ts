import { Type } from 'typebox';
import { count, credits, id, named, nullable, page, ref, time } from './shapes.ts';

export const CampaignKind = named('CampaignKind', 'The kind of grant that a code gives', Type.Enum(['promotional', 'bonus', 'trial']));

export const RedeemCodeStatus = named(
  'RedeemCodeStatus',
  '`waiting`: not valid yet · `open`: can be redeemed · `exhausted`: redeemed as often as it can be · `ended`: its time is over · `disabled`',
  Type.Enum(['waiting', 'open', 'exhausted', 'ended', 'disabled']),
);

export const Campaign = named(
  'Campaign',
  'Redeem codes that were made together, with what they grant',
  Type.Object({
    id,
    label: Type.String({ description: 'What the customer sees beside the credits' }),
    kind: ref(CampaignKind),
    credits,
    priority: Type.Integer({ minimum: 0, maximum: 100, description: 'Lower is spent first' }),
    expiresAfterDays: nullable(Type.Integer({ description: 'The granted credits expire so many days after they were redeemed' })),
    expiresAt: nullable(time),
    validFrom: time,
    validUntil: nullable(time),
    newCustomersOnly: Type.Boolean({ description: 'Only for accounts that have never bought credits' }),
    codeCount: count,
    claims: Type.Integer({ minimum: 0, description: 'How often its codes were redeemed' }),
    disabledCount: Type.Integer({ minimum: 0, description: 'How many of its codes are disabled' }),
    code: nullable(Type.String({ description: 'The code, where there is one; several are downloaded' })),
    createdBy: id,
    createdAt: time,
  }),
);

export const CampaignPage = page('CampaignPage', Campaign);

export const RedeemCode = named(
  'RedeemCode',
  'One code of a campaign, with how often it was redeemed',
  Type.Object({
    id,
    campaignId: id,
    label: Type.String(),
    code: Type.String(),
    status: ref(RedeemCodeStatus),
    claims: count,
    claimsMax: nullable(Type.Integer({ description: 'How many accounts may redeem it; `null`: any number' })),
    disabledAt: nullable(time),
    createdAt: time,
  }),
);

export const RedeemCodePage = page('RedeemCodePage', RedeemCode);

export const Redemption = named(
  'Redemption',
  'What an account got for a code',
  Type.Object({
    id,
    code: Type.String(),
    label: Type.String(),
    kind: ref(CampaignKind),
    credits,
    grantId: id,
    expiresAt: nullable(time),
    redeemedAt: time,
  }),
);
