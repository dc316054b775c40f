import type { UsdtUnits } from '../kernel/index.ts';
import type { Purchase } from '../offers/index.ts';
import type { NetworkId } from './chain.ts';
import type { OfferedNetwork, PaymentsContext } from './context.ts';
import { explainInvoice, type DepositStatus, type InvoiceStatus } from './invoice-state.ts';
import type { DepositRow, InvoiceRow } from './invoice-queries.ts';
import { purchaseFromJson } from './stored-purchase.ts';
import { confirmationsOf } from './tell-changes.ts';

/** One transfer that arrived, for the payer. Amounts in USDT base units, credits in micro-credits, times in milliseconds. */
export interface DepositView {
  readonly id: string;
  readonly network: NetworkId;
  readonly txHash: string;
  readonly ordinal: number;
  readonly amountUsdt: UsdtUnits;
  readonly status: DepositStatus;
  /** At most `confirmationsRequired`. */
  readonly confirmations: number;
  readonly confirmationsRequired: number;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly seenAtMs: number;
  readonly finalAtMs: number | null;
  readonly creditedAtMs: number | null;
  readonly credits: bigint | null;
}

export interface InvoiceView {
  readonly id: string;
  readonly accountId: string;
  readonly status: InvoiceStatus;
  readonly purchase: Purchase;
  readonly network: NetworkId;
  readonly amountUsdt: UsdtUnits;
  readonly receivedUsdt: UsdtUnits;
  /** What is missing of the price, never below zero. */
  readonly remainingUsdt: UsdtUnits;
  /** With checksum. Empty, like the two members after it, when it could not be verified: then nobody may pay to it. */
  readonly address: string;
  readonly addressSignature: string;
  /** What a wallet app opens, with the amount that is missing. */
  readonly paymentUri: string;
  readonly deposits: readonly DepositView[];
  /** What has happened and what happens next, in one sentence. */
  readonly explanation: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly paidAtMs: number | null;
}

/** An invoice as its payer sees it. Its address is derived again from the key and compared before it is shown. */
export function viewInvoice(context: PaymentsContext, row: InvoiceRow, deposits: readonly DepositRow[]): InvoiceView {
  const offered = context.networks.get(row.network);
  const purchase = purchaseFromJson(row.purchase);
  const status = row.status === 'open' && context.clock.nowMs() >= row.expires_at.getTime() ? 'expired' : row.status;
  const required = offered?.chain.facts.confirmationsRequired ?? 0;
  const views = deposits.map((deposit) => viewDeposit(deposit, Number(row.head_number ?? 0), required));
  const remainingUsdt = row.received_usdt < row.price_usdt ? row.price_usdt - row.received_usdt : 0n;
  const payable = showAddress(context, offered, row, remainingUsdt);
  return {
    id: row.id,
    accountId: row.account_id,
    status,
    purchase,
    network: row.network,
    amountUsdt: row.price_usdt,
    receivedUsdt: row.received_usdt,
    remainingUsdt,
    address: payable?.address ?? '',
    addressSignature: payable?.addressSignature ?? '',
    paymentUri: payable?.paymentUri ?? '',
    deposits: views,
    explanation:
      payable === undefined && (status === 'open' || status === 'underpaid')
        ? 'The address of this invoice can no longer be verified, so do not pay it; make a new invoice instead.'
        : explain(row, status, views, { purchase, required, networkTitle: offered?.chain.facts.title ?? row.network }),
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
    paidAtMs: row.paid_at?.getTime() ?? null,
  };
}

function viewDeposit(row: DepositRow, headNumber: number, confirmationsRequired: number): DepositView {
  const confirmations = Math.min(confirmationsOf(row, headNumber), confirmationsRequired);
  return {
    id: row.id,
    network: row.network,
    txHash: row.tx_hash,
    ordinal: row.ordinal,
    amountUsdt: row.amount_usdt,
    // The stored state follows a moment after the block that confirms it.
    status: row.status === 'seen' && confirmations > 0 ? 'confirming' : row.status,
    confirmations,
    confirmationsRequired,
    blockNumber: Number(row.block_number),
    blockHash: row.block_hash,
    seenAtMs: row.seen_at.getTime(),
    finalAtMs: row.final_at?.getTime() ?? null,
    creditedAtMs: row.credited_at?.getTime() ?? null,
    credits: row.credits,
  };
}

/** The address with its signature, if the key that we have today derives exactly the address that the database holds. */
function showAddress(
  context: PaymentsContext,
  offered: OfferedNetwork | undefined,
  row: InvoiceRow,
  remainingUsdt: UsdtUnits,
): { address: string; addressSignature: string; paymentUri: string } | undefined {
  if (offered === undefined || offered.depositKey.fingerprint !== row.key_fingerprint) return undefined;
  const derived = offered.depositKey.addressAt(Number(row.key_index));
  if (derived.onChain !== row.address) {
    context.log.error(
      { invoiceId: row.id, address: row.address },
      'the address of an invoice is not the one that the key derives: it was changed in the database',
    );
    return undefined;
  }
  const statement = { invoiceId: row.id, network: row.network, address: derived.shown, amountUsdt: row.price_usdt };
  return {
    address: derived.shown,
    addressSignature: context.signer.sign(statement),
    paymentUri: offered.chain.paymentUri(derived.shown, remainingUsdt > 0n ? remainingUsdt : row.price_usdt),
  };
}

function explain(
  row: InvoiceRow,
  status: InvoiceStatus,
  deposits: readonly DepositView[],
  more: { readonly purchase: Purchase; readonly required: number; readonly networkTitle: string },
): string {
  const onTheWay = deposits.filter((deposit) => deposit.status !== 'credited' && deposit.status !== 'orphaned');
  return explainInvoice({
    status,
    priceUsdt: row.price_usdt,
    receivedUsdt: row.received_usdt,
    creditsBooked: deposits.reduce((sum, deposit) => sum + (deposit.credits ?? 0n), 0n),
    purchase: more.purchase.kind,
    bonusOpen: row.once_granted_at === null && more.purchase.lines.some((line) => line.kind === 'bonus' && line.condition === null),
    networkTitle: more.networkTitle,
    confirmations: Math.min(...onTheWay.map((deposit) => deposit.confirmations), more.required),
    confirmationsRequired: more.required,
  });
}
