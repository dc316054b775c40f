import { createHold } from './create-hold.ts';
import { getHold } from './get-hold.ts';
import { captureHold } from './capture-hold.ts';
import { extendHold } from './extend-hold.ts';
import { voidHold } from './void-hold.ts';
import { createSpend } from './create-spend.ts';
import { checkSpend } from './check-spend.ts';
import { createTransfer } from './create-transfer.ts';
import { getRules } from './get-rules.ts';
import { setTips } from './set-tips.ts';
import { setReserve } from './set-reserve.ts';
import { setAlertLevel } from './set-alert-level.ts';
import { setBudget } from './set-budget.ts';
import { getAccountRules } from './get-account-rules.ts';
import { createAdjustment } from './create-adjustment.ts';
import { createReversal } from './create-reversal.ts';
import { createRefund } from './create-refund.ts';
import { startRecurringGrant } from './start-recurring-grant.ts';
import { stopRecurringGrant } from './stop-recurring-grant.ts';
import { setCreditLimit } from './set-credit-limit.ts';
import { setRefundAddress } from './set-refund-address.ts';
import { getRefundAddress } from './get-refund-address.ts';
import { listRefundAddresses } from './list-refund-addresses.ts';
import { createPayout } from './create-payout.ts';
import { replacePayout } from './replace-payout.ts';
import { listPayouts } from './list-payouts.ts';
import { listOwnPayouts } from './list-own-payouts.ts';
import { exportPayouts } from './export-payouts.ts';
import { downloadPayouts } from './download-payouts.ts';
import { markPayoutSent } from './mark-payout-sent.ts';
import { cancelPayout } from './cancel-payout.ts';
import { closePeriod } from './close-period.ts';
import { settlePeriod } from './settle-period.ts';
import { cancelGeneration } from './cancel-generation.ts';
import { cancelInvoice } from './cancel-invoice.ts';
import { createApiKey } from './create-api-key.ts';
import { createGeneration } from './create-generation.ts';
import { createGrant } from './create-grant.ts';
import { createInvoice } from './create-invoice.ts';
import { createQuote } from './create-quote.ts';
import { createRedeemCodes } from './create-redeem-codes.ts';
import { disableCampaign } from './disable-campaign.ts';
import { disableRedeemCode } from './disable-redeem-code.ts';
import { downloadImage } from './download-image.ts';
import { downloadRedeemCodes } from './download-redeem-codes.ts';
import { exportBooks } from './export-books.ts';
import { exportStatement } from './export-statement.ts';
import { getBalance } from './get-balance.ts';
import { getBooks } from './get-books.ts';
import { getForecast } from './get-forecast.ts';
import { getGeneration } from './get-generation.ts';
import { getHealth } from './get-health.ts';
import { getImage } from './get-image.ts';
import { getInvoice } from './get-invoice.ts';
import { getMe } from './get-me.ts';
import { getPayment } from './get-payment.ts';
import { getPriceBook } from './get-price-book.ts';
import { getPriceBookSchema } from './get-price-book-schema.ts';
import { listPriceBooks } from './list-price-books.ts';
import { getPriceBookVersion } from './get-price-book-version.ts';
import { comparePriceBooks } from './compare-price-books.ts';
import { checkPriceBook } from './check-price-book.ts';
import { tryPriceBook } from './try-price-book.ts';
import { compareEarnings } from './compare-earnings.ts';
import { republishPriceBook } from './republish-price-book.ts';
import { saveDraft } from './save-draft.ts';
import { listDrafts } from './list-drafts.ts';
import { getDraft } from './get-draft.ts';
import { discardDraft } from './discard-draft.ts';
import { publishDraft } from './publish-draft.ts';
import { getQuote } from './get-quote.ts';
import { getSandbox } from './get-sandbox.ts';
import { getStatement } from './get-statement.ts';
import { getThumbnail } from './get-thumbnail.ts';
import { findTips } from './find-tips.ts';
import { getUsage } from './get-usage.ts';
import { listApiKeys } from './list-api-keys.ts';
import { listCampaigns } from './list-campaigns.ts';
import { listUnmatchedDeposits } from './list-unmatched-deposits.ts';
import { assignDeposit } from './assign-deposit.ts';
import { creditDeposit } from './credit-deposit.ts';
import { returnDeposit } from './return-deposit.ts';
import { getNetworkHealth } from './get-network-health.ts';
import { createSweepPlan } from './create-sweep-plan.ts';
import { proveBalances } from './prove-balances.ts';
import { listBalanceProofs } from './list-balance-proofs.ts';
import { rescanNetwork } from './rescan-network.ts';
import { listDeposits } from './list-deposits.ts';
import { listEngines } from './list-engines.ts';
import { listGenerations } from './list-generations.ts';
import { listGrants } from './list-grants.ts';
import { listImages } from './list-images.ts';
import { listInvoices } from './list-invoices.ts';
import { listAccountInvoices } from './list-account-invoices.ts';
import { exportAddresses } from './export-addresses.ts';
import { verifyAddress } from './verify-address.ts';
import { listNetworks } from './list-networks.ts';
import { checkOffers } from './check-offers.ts';
import { compareOffers } from './compare-offers.ts';
import { getOffers } from './get-offers.ts';
import { listPacks } from './list-packs.ts';
import { listSubscriptions } from './list-subscriptions.ts';
import { previewPurchase } from './preview-purchase.ts';
import { publishOffers } from './publish-offers.ts';
import { startUsagePlan } from './start-usage-plan.ts';
import { listRedeemCodes } from './list-redeem-codes.ts';
import type { DefinedCommand } from './operation-command.ts';
import { payInvoice } from './pay-invoice.ts';
import { redeemCode } from './redeem-code.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { signUp } from './sign-up.ts';
import { streamEvents } from './stream-events.ts';
import { switchNetwork } from './switch-network.ts';

/** The command of each operation of the HTTP API, by its operationId. */
export const operations: Readonly<Record<string, DefinedCommand>> = {
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
  setRefundAddress,
  listRefundAddresses,
  getRefundAddress,
  createPayout,
  replacePayout,
  listPayouts,
  listOwnPayouts,
  exportPayouts,
  downloadPayouts,
  markPayoutSent,
  cancelPayout,
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
  proveBalances,
  listBalanceProofs,
  createSweepPlan,
  verifyAddress,
  exportAddresses,
  createInvoice,
  listInvoices,
  listAccountInvoices,
  getInvoice,
  switchNetwork,
  cancelInvoice,
  payInvoice,
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
};
