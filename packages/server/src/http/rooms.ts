import type { Access } from '../access/index.ts';
import type { Database } from '../database/index.ts';
import type { ImageStore } from '../gallery/index.ts';
import type { Generations } from '../generation/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { LiveEvents } from '../notices/index.ts';
import type { Payments } from '../payments/index.ts';

/** What the operations work with: rooms that are open already. Pricing, offers and gallery are functions and need no more. */
export interface Rooms {
  readonly database: Database;
  readonly clock: Clock;
  readonly access: Access;
  readonly ledger: Ledger;
  readonly payments: Pick<
    Payments,
    | 'createInvoice'
    | 'previewPurchase'
    | 'readInvoice'
    | 'listInvoices'
    | 'cancelInvoice'
    | 'switchNetwork'
    | 'listDeposits'
    | 'listUnmatchedDeposits'
    | 'assignDeposit'
    | 'creditDeposit'
    | 'returnDeposit'
    | 'readNetworkHealth'
    | 'createSweepPlan'
    | 'proveBalances'
    | 'rescanNetwork'
    | 'setRefundAddress'
    | 'listRefundAddresses'
    | 'getRefundAddress'
    | 'createPayout'
    | 'replacePayout'
    | 'listBalanceProofs'
    | 'listSweeps'
    | 'previewPayout'
    | 'listPayouts'
    | 'exportPayouts'
    | 'readPayoutExport'
    | 'markPayoutSent'
    | 'cancelPayout'
    | 'readPayment'
    | 'listNetworks'
    | 'verifyAddress'
    | 'exportAddresses'
    | 'payInvoice'
  >;
  readonly generations: Pick<
    Generations,
    | 'engines'
    | 'createQuote'
    | 'readQuote'
    | 'previewGeneration'
    | 'createGeneration'
    | 'readGeneration'
    | 'listGenerations'
    | 'cancelGeneration'
  >;
  /** Where the files of the pictures are. */
  readonly store: ImageStore;
  readonly events: Pick<LiveEvents, 'subscribe'>;
}
