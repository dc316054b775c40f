import { createHold } from './holds/create-hold.ts';
import { getHold } from './holds/get-hold.ts';
import { captureHold } from './holds/capture-hold.ts';
import { extendHold } from './holds/extend-hold.ts';
import { voidHold } from './holds/void-hold.ts';
import { createSpend } from './spends/create-spend.ts';
import { checkSpend } from './spends/check-spend.ts';
import { createTransfer } from './transfers/create-transfer.ts';
import { getRules } from './rules/get-rules.ts';
import { setReserve } from './rules/set-reserve.ts';
import { setAlertLevel } from './rules/set-alert-level.ts';
import { setBudget } from './rules/set-budget.ts';
import { getAccountRules } from './rules/get-account-rules.ts';
import { createAdjustment } from './adjustments/create-adjustment.ts';
import { createReversal } from './reversals/create-reversal.ts';
import { createRefund } from './refunds/create-refund.ts';
import { startRecurringGrant } from './recurring-grants/start-recurring-grant.ts';
import { stopRecurringGrant } from './recurring-grants/stop-recurring-grant.ts';
import { setCreditLimit } from './credit-lines/set-credit-limit.ts';
import { closePeriod } from './credit-lines/close-period.ts';
import { settlePeriod } from './credit-lines/settle-period.ts';
import { createApiKey } from './api-keys/create-api-key.ts';
import { listApiKeys } from './api-keys/list-api-keys.ts';
import { revokeApiKey } from './api-keys/revoke-api-key.ts';
import { signIn } from './auth/sign-in.ts';
import { signOut } from './auth/sign-out.ts';
import { signUp } from './auth/sign-up.ts';
import { getBalance } from './balance/get-balance.ts';
import { exportBooks } from './books/export-books.ts';
import { getBooks } from './books/get-books.ts';
import { listEngines } from './engines/list-engines.ts';
import { streamEvents } from './events/stream-events.ts';
import { cancelGeneration } from './generations/cancel-generation.ts';
import { createGeneration } from './generations/create-generation.ts';
import { getGeneration } from './generations/get-generation.ts';
import { listGenerations } from './generations/list-generations.ts';
import { getForecast } from './forecast/get-forecast.ts';
import { createGrant } from './grants/create-grant.ts';
import { listGrants } from './grants/list-grants.ts';
import { getHealth } from './health/get-health.ts';
import { downloadImage } from './images/download-image.ts';
import { getImage } from './images/get-image.ts';
import { getThumbnail } from './images/get-thumbnail.ts';
import { listImages } from './images/list-images.ts';
import { disableCampaign } from './campaigns/disable-campaign.ts';
import { listCampaigns } from './campaigns/list-campaigns.ts';
import { listUnmatchedDeposits } from './deposits/list-unmatched-deposits.ts';
import { assignDeposit } from './deposits/assign-deposit.ts';
import { creditDeposit } from './deposits/credit-deposit.ts';
import { returnDeposit } from './deposits/return-deposit.ts';
import { getNetworkHealth } from './networks/get-network-health.ts';
import { rescanNetwork } from './networks/rescan-network.ts';
import { createSweepPlan } from './sweep-plans/create-sweep-plan.ts';
import { proveBalances } from './balance-proofs/prove-balances.ts';
import { listBalanceProofs } from './balance-proofs/list-balance-proofs.ts';
import { listSweeps } from './sweeps/list-sweeps.ts';
import { setRefundAddress } from './refund-addresses/set-refund-address.ts';
import { getRefundAddress } from './refund-addresses/get-refund-address.ts';
import { listRefundAddresses } from './refund-addresses/list-refund-addresses.ts';
import { createPayout } from './payouts/create-payout.ts';
import { previewPayout } from './payouts/preview-payout.ts';
import { replacePayout } from './payouts/replace-payout.ts';
import { listPayouts } from './payouts/list-payouts.ts';
import { listOwnPayouts } from './payouts/list-own-payouts.ts';
import { exportPayouts } from './payouts/export-payouts.ts';
import { downloadPayouts } from './payouts/download-payouts.ts';
import { markPayoutSent } from './payouts/mark-payout-sent.ts';
import { cancelPayout } from './payouts/cancel-payout.ts';
import { listDeposits } from './deposits/list-deposits.ts';
import { cancelInvoice } from './invoices/cancel-invoice.ts';
import { createInvoice } from './invoices/create-invoice.ts';
import { getInvoice } from './invoices/get-invoice.ts';
import { listInvoices } from './invoices/list-invoices.ts';
import { listAccountInvoices } from './invoices/list-account-invoices.ts';
import { payInvoice } from './invoices/pay-invoice.ts';
import { switchNetwork } from './invoices/switch-network.ts';
import { getMe } from './me/get-me.ts';
import { exportAddresses } from './networks/export-addresses.ts';
import { listNetworks } from './networks/list-networks.ts';
import { verifyAddress } from './networks/verify-address.ts';
import type { Operation } from './operation.ts';
import { checkOffers } from './offers/check-offers.ts';
import { compareOffers } from './offers/compare-offers.ts';
import { getOffers } from './offers/get-offers.ts';
import { publishOffers } from './offers/publish-offers.ts';
import { getPayment } from './payments/get-payment.ts';
import { listPacks } from './packs/list-packs.ts';
import { previewPurchase } from './purchases/preview-purchase.ts';
import { listSubscriptions } from './subscriptions/list-subscriptions.ts';
import { startUsagePlan } from './usage-plans/start-usage-plan.ts';
import { getPriceBook } from './price-books/get-price-book.ts';
import { getPriceBookSchema } from './price-books/get-price-book-schema.ts';
import { listPriceBooks } from './price-books/list-price-books.ts';
import { getPriceBookVersion } from './price-books/get-price-book-version.ts';
import { comparePriceBooks } from './price-books/compare-price-books.ts';
import { checkPriceBook } from './price-books/check-price-book.ts';
import { tryPriceBook } from './price-books/try-price-book.ts';
import { compareEarnings } from './price-books/compare-earnings.ts';
import { republishPriceBook } from './price-books/republish-price-book.ts';
import { saveDraft } from './drafts/save-draft.ts';
import { listDrafts } from './drafts/list-drafts.ts';
import { getDraft } from './drafts/get-draft.ts';
import { discardDraft } from './drafts/discard-draft.ts';
import { publishDraft } from './drafts/publish-draft.ts';
import { createQuote } from './quotes/create-quote.ts';
import { getQuote } from './quotes/get-quote.ts';
import { createRedeemCodes } from './redeem-codes/create-redeem-codes.ts';
import { disableRedeemCode } from './redeem-codes/disable-redeem-code.ts';
import { downloadRedeemCodes } from './redeem-codes/download-redeem-codes.ts';
import { listRedeemCodes } from './redeem-codes/list-redeem-codes.ts';
import { redeemCode } from './redeem-codes/redeem-code.ts';
import { getSandbox } from './sandbox/get-sandbox.ts';
import { exportStatement } from './statement/export-statement.ts';
import { getStatement } from './statement/get-statement.ts';
import { findTips } from './tips/find-tips.ts';
import { setTips } from './tips/set-tips.ts';
import { getUsage } from './usage/get-usage.ts';

/** Every operation of the HTTP API, in the order of its reference. */
export const operations: readonly Operation[] = [
  signUp,
  signIn,
  signOut,
  getMe,
  getSandbox,
  createApiKey,
  listApiKeys,
  revokeApiKey,
  getBalance,
  listGrants,
  createGrant,
  getStatement,
  exportStatement,
  getUsage,
  getForecast,
  getBooks,
  exportBooks,
  createHold,
  getHold,
  captureHold,
  extendHold,
  voidHold,
  createSpend,
  checkSpend,
  createTransfer,
  getRules,
  setReserve,
  setAlertLevel,
  setBudget,
  getAccountRules,
  createAdjustment,
  createReversal,
  createRefund,
  startRecurringGrant,
  stopRecurringGrant,
  setCreditLimit,
  closePeriod,
  settlePeriod,
  getPriceBook,
  getPriceBookSchema,
  listPriceBooks,
  getPriceBookVersion,
  comparePriceBooks,
  checkPriceBook,
  tryPriceBook,
  compareEarnings,
  republishPriceBook,
  saveDraft,
  listDrafts,
  getDraft,
  discardDraft,
  publishDraft,
  createQuote,
  getQuote,
  getOffers,
  publishOffers,
  checkOffers,
  compareOffers,
  listPacks,
  previewPurchase,
  listSubscriptions,
  startUsagePlan,
  redeemCode,
  createRedeemCodes,
  listRedeemCodes,
  downloadRedeemCodes,
  disableRedeemCode,
  listCampaigns,
  disableCampaign,
  listNetworks,
  getNetworkHealth,
  rescanNetwork,
  verifyAddress,
  exportAddresses,
  proveBalances,
  listBalanceProofs,
  createSweepPlan,
  listSweeps,
  createInvoice,
  listInvoices,
  listAccountInvoices,
  getInvoice,
  switchNetwork,
  cancelInvoice,
  payInvoice,
  setRefundAddress,
  listRefundAddresses,
  getRefundAddress,
  previewPayout,
  createPayout,
  replacePayout,
  listPayouts,
  listOwnPayouts,
  exportPayouts,
  downloadPayouts,
  markPayoutSent,
  cancelPayout,
  listDeposits,
  listUnmatchedDeposits,
  assignDeposit,
  creditDeposit,
  returnDeposit,
  getPayment,
  listEngines,
  createGeneration,
  listGenerations,
  getGeneration,
  cancelGeneration,
  findTips,
  setTips,
  listImages,
  getImage,
  downloadImage,
  getThumbnail,
  streamEvents,
  getHealth,
];
