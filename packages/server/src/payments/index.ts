export { acceptContract } from './follow/accept-contract.ts';
export type {
  Balances,
  Block,
  BlockRef,
  Chain,
  ChainTrouble,
  ChainUnfit,
  ChainView,
  DepositKey,
  DerivedAddress,
  DestroyedFunds,
  FoundTransaction,
  NetworkFacts,
  NetworkId,
  PlannedTransfer,
  OtherTransfer,
  ProviderHealth,
  TestPayer,
  TokenState,
  Transfer,
  TransferFee,
  TransferPlan,
  TransferWish,
} from './chain.ts';
export { openAddressSigner, type AddressSigner, type SignedAddress } from './addresses/address-signer.ts';
export type { AddressCheck } from './addresses/index.ts';
export type { AddressPolicy, NetworkStatus, OfferedNetwork, PaymentsLog } from './context.ts';
export type { CreateInvoice } from './invoices/create-invoice.ts';
export type { DepositStatus, InvoiceStatus } from './invoices/invoice-state.ts';
export type { DepositView } from './deposits/deposit-view.ts';
export type { UnmatchedReason } from './deposits/explain-deposit.ts';
export type { DeskDeposit, NetworkHealth, Rescan, RescanRequest, UnmatchedDeposit, UnmatchedDepositPage } from './desk/index.ts';
export type { ExplanationCode } from './invoices/explain-invoice.ts';
export type { InvoiceView } from './invoices/invoice-view.ts';
export type { DepositPage } from './deposits/list-deposits.ts';
export type { Match } from './matching/index.ts';
export { payoutsCsv, type PayoutExport, type PayoutPage, type PayoutStatus, type PayoutView, type RefundAddress } from './payouts/index.ts';
export { addressesMaxDefault, type BalanceProof, type BalanceProofPage, type ProveBalances } from './proofs/index.ts';
export type { PaymentRules } from './payment-rules.ts';
export type { InvoicePage } from './invoices/list-invoices.ts';
export type { NetworkView } from './list-networks.ts';
export { Payments, type PaymentsOptions } from './payments.ts';
export {
  addressCheckFailed,
  depositNotFinal,
  depositNotFound,
  depositSettled,
  addressNotFound,
  invalidPaymentAmount,
  invalidRefundAddress,
  invalidSweepAddress,
  invoiceAlreadyPaid,
  invoiceNotFound,
  invoiceNotOpen,
  networkUnavailable,
  nothingToPayOut,
  paymentNotFound,
  payoutNotFound,
  payoutNotReady,
  payoutSettled,
  refundAddressNotFound,
  rescanOutOfRange,
  sandboxOnly,
  unknownNetwork,
} from './problems.ts';
export { sweepAddressesDefault, type CreateSweepPlan, type Sweep, type SweepPage, type SweepPlan } from './sweep-plans/index.ts';
export type { PayInvoice, TestPayment } from './sandbox/test-wallet.ts';
