export { addMonths } from './add-months.ts';
export { offersLibrary, type OffersLibraryName } from './library.ts';
export { offersSchema } from './offers-document.ts';
export { checkOffers, type OffersFault } from './check-offers.ts';
export { parseOffers } from './parse-offers.ts';
export { publishDefaultOffers, publishOffers } from './publish-offers.ts';
export { readCurrentOffers, readOffers } from './read-offers.ts';
export { isFirstPurchase, noteFirstPurchase } from './first-purchase.ts';
export { purchaseOf } from './purchase-of.ts';
export { purchaseCredits, type Purchase, type PurchaseKind, type PurchaseLine, type PurchaseRequest } from './purchase.ts';
export { compareOffers, type Comparison } from './compare-offers.ts';
export type { Offers, Term } from './offers.ts';
export { findRunningSubscription, listSubscriptions, noteSubscription, type SubscriptionView } from './subscriptions.ts';
export { readUsagePlan, startUsagePlan } from './usage-plans.ts';
export { packCredits, packPricePerCredit, type Pack } from './pack.ts';
export { createRedeemCodes, type CreateRedeemCodes } from './redeem-codes/create-redeem-codes.ts';
export { listCampaigns } from './redeem-codes/list-campaigns.ts';
export { listRedeemCodes } from './redeem-codes/list-redeem-codes.ts';
export { redeemCodesCsv } from './redeem-codes/redeem-codes-csv.ts';
export { disableRedeemCode } from './redeem-codes/disable-redeem-code.ts';
export { disableCampaign } from './redeem-codes/disable-campaign.ts';
export { redeemCode, type RedeemCodeContext, type RedeemCodeRequest } from './redeem-codes/redeem-code.ts';
export type { Campaign, CampaignKind, CampaignTerms, CodeStatus, RedeemCode, Redemption } from './redeem-codes/campaign.ts';
export {
  campaignNotFound,
  codeAlreadyRedeemed,
  codeDisabled,
  codeExhausted,
  codeExpired,
  codeForNewCustomers,
  codeNotYetValid,
  codeTaken,
  invalidCampaign,
  invalidOffers,
  invalidPurchase,
  nothingToCompare,
  nothingToPay,
  offersNotFound,
  packNotFound,
  redeemCodeNotFound,
  subscriptionNotFound,
  unknownCode,
  usagePlanNotFound,
} from './problems.ts';
