import type { Database } from '../database/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { AddressSigner } from './addresses/address-signer.ts';
import type { Chain, DepositKey, NetworkId } from './chain.ts';
import type { PaymentRules } from './payment-rules.ts';

/** A network that payments are taken on. */
export interface OfferedNetwork {
  readonly chain: Chain;
  readonly depositKey: DepositKey;
  /** Whether each account has one address on it, which is the default, or each invoice. Addresses given out before are watched for ever. */
  readonly addresses?: AddressPolicy | undefined;
}

export type AddressPolicy = 'account' | 'invoice';

export interface NetworkStatus {
  readonly status: 'up' | 'down';
  /** For whoever pays: what is wrong, or what to know before paying. It names no node, for everybody may read it. */
  readonly statusDetail: string | null;
  /** For the operator: what is wrong and what to do about it, where that is more. */
  readonly cause: string | null;
}

/** Where this room reports what an operator should know. pino's loggers fit. */
export interface PaymentsLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What of the ledger this room uses. */
export type PaymentsLedger = Pick<
  Ledger,
  'executeAll' | 'findEntries' | 'refund' | 'previewRefund' | 'closePeriod' | 'hasBeenGranted' | 'readRules'
>;

/** What the operations of this room work with. */
export interface PaymentsContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledger: PaymentsLedger;
  readonly networks: ReadonlyMap<NetworkId, OfferedNetwork>;
  readonly signer: AddressSigner;
  readonly invoiceLifetimeMs: number;
  readonly rules: PaymentRules;
  readonly log: PaymentsLog;
  readonly statusOf: (network: NetworkId) => NetworkStatus;
}
