export { createPayout, replacePayout } from './create-payout.ts';
export { exportPayouts, payoutsCsv, readPayoutExport, type PayoutExport } from './export-payouts.ts';
export { listPayouts, type PayoutPage } from './list-payouts.ts';
export { previewPayout, type PayoutPreview } from './preview-payout.ts';
export type { PayoutView } from './payout-view.ts';
export {
  confirmPayouts,
  recordPayments,
  selectPayoutAddresses,
  selectSeenPayouts,
  unsee,
  unseeAbove,
  type PayoutStatus,
} from './queries.ts';
export { getRefundAddress, listRefundAddresses, setRefundAddress, type RefundAddress } from './set-refund-address.ts';
export { cancelPayout, markPayoutSent } from './settle-payout.ts';
