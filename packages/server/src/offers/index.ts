export { listPacks } from './list-packs.ts';
export { findPack } from './find-pack.ts';
export { packGrants } from './pack-grants.ts';
export { packCredits, packPricePerCredit, type Pack, type PackGrant } from './pack.ts';
export { createRedeemCodes, type CreateRedeemCodes } from './create-redeem-codes.ts';
export { listCampaigns } from './list-campaigns.ts';
export { listRedeemCodes } from './list-redeem-codes.ts';
export { redeemCodesCsv } from './redeem-codes-csv.ts';
export { disableRedeemCode } from './disable-redeem-code.ts';
export { disableCampaign } from './disable-campaign.ts';
export { redeemCode, type RedeemCodeContext, type RedeemCodeRequest } from './redeem-code.ts';
export type { Campaign, CampaignKind, CampaignTerms, CodeStatus, RedeemCode, Redemption } from './campaign.ts';
export {
  campaignNotFound,
  codeAlreadyRedeemed,
  codeDisabled,
  codeExhausted,
  codeExpired,
  codeForNewCustomers,
  codeNotYetValid,
  codeTaken,
  idempotencyKeyReused,
  invalidCampaign,
  packNotFound,
  redeemCodeNotFound,
  unknownCode,
} from './problems.ts';
