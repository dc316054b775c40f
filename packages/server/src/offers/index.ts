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
