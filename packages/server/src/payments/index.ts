export type {
  Block,
  BlockRef,
  Chain,
  ChainTrouble,
  ChainUnfit,
  ChainView,
  DepositKey,
  DerivedAddress,
  NetworkFacts,
  NetworkId,
  ProviderHealth,
  TestPayer,
  TokenState,
  Transfer,
} from './chain.ts';
export { openAddressSigner, type AddressSigner, type SignedAddress } from './address-signer.ts';
export type { NetworkStatus, OfferedNetwork, PaymentsLog } from './context.ts';
export type { CreateInvoice } from './create-invoice.ts';
export type { DepositStatus, InvoiceStatus } from './invoice-state.ts';
export type { DepositView, InvoiceView } from './invoice-view.ts';
export type { InvoicePage } from './list-invoices.ts';
export type { NetworkView } from './list-networks.ts';
export { Payments, type PaymentsOptions } from './payments.ts';
export {
  addressCheckFailed,
  idempotencyKeyReused,
  invalidInvoiceCursor,
  invalidPaymentAmount,
  invoiceAlreadyPaid,
  invoiceNotFound,
  networkUnavailable,
  sandboxOnly,
  unknownNetwork,
} from './problems.ts';
export type { PayInvoice, TestPayment } from './test-wallet.ts';
