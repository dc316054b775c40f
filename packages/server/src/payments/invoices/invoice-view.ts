import type { UsdtUnits } from '../../kernel/index.ts';
import type { Purchase } from '../../offers/index.ts';
import type { NetworkId } from '../chain.ts';
import type { OfferedNetwork, PaymentsContext } from '../context.ts';
import { viewDeposit, type DepositView } from '../deposits/deposit-view.ts';
import { explainInvoice, type Explanation, type ExplanationCode } from './explain-invoice.ts';
import type { InvoiceStatus } from './invoice-state.ts';
import type { InvoiceRow, ShownDepositRow } from './invoice-queries.ts';
import { purchaseFromJson } from './stored-purchase.ts';

export interface InvoiceView {
  readonly id: string;
  readonly accountId: string;
  readonly status: InvoiceStatus;
  readonly purchase: Purchase;
  readonly network: NetworkId;
  readonly amountUsdt: UsdtUnits;
  readonly receivedUsdt: UsdtUnits;
  /** What is missing of the price, never below zero, and zero when what arrived counts as the price. */
  readonly remainingUsdt: UsdtUnits;
  /** With checksum. Empty, like the two members after it, when it could not be verified: then nobody may pay to it. */
  readonly address: string;
  readonly addressSignature: string;
  /** What a wallet app opens, with the amount that is missing. */
  readonly paymentUri: string;
  readonly deposits: readonly DepositView[];
  /** What has happened and what happens next, in one sentence. */
  readonly explanation: string;
  readonly explanationCode: ExplanationCode;
  /** Names the page of its payments, for whoever has the link. */
  readonly paymentLink: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** Until when the price must have arrived for its bonus, or for its subscription to begin. */
  readonly graceUntilMs: number;
  readonly canceledAtMs: number | null;
  readonly paidAtMs: number | null;
}

/** An invoice as its payer sees it. Its address is derived again from the key and compared before it is shown. */
export function viewInvoice(context: PaymentsContext, row: InvoiceRow, deposits: readonly ShownDepositRow[]): InvoiceView {
  const offered = context.networks.get(row.network);
  const purchase = purchaseFromJson(row.purchase);
  const nowMs = context.clock.nowMs();
  const status = row.status === 'open' && nowMs >= row.expires_at.getTime() ? 'expired' : row.status;
  const views = deposits.map((deposit) => viewDeposit(context, deposit));
  const remainingUsdt = row.received_usdt < row.least_usdt ? row.price_usdt - row.received_usdt : 0n;
  const payable = showAddress(context, offered, row, remainingUsdt);
  const asks = status === 'open' || (status === 'underpaid' && row.canceled_at === null);
  const explanation = payable === undefined && asks ? inDoubt : explain(context, { ...row, status }, views, purchase);
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
    explanation: explanation.text,
    explanationCode: explanation.code,
    paymentLink: row.payment_link,
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
    graceUntilMs: row.grace_until.getTime(),
    canceledAtMs: row.canceled_at?.getTime() ?? null,
    paidAtMs: row.paid_at?.getTime() ?? null,
  };
}

const inDoubt: Explanation = {
  code: 'address_in_doubt',
  text: 'The address of this invoice can no longer be verified, so do not pay it; make a new invoice instead.',
};

/** The address with its signature, if the key that we have today derives exactly the address that the database holds. */
function showAddress(
  context: PaymentsContext,
  offered: OfferedNetwork | undefined,
  row: InvoiceRow,
  remainingUsdt: UsdtUnits,
): { address: string; addressSignature: string; paymentUri: string } | undefined {
  if (offered === undefined || row.key_index === null || offered.depositKey.fingerprint !== row.key_fingerprint) return undefined;
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

function explain(context: PaymentsContext, row: InvoiceRow, deposits: readonly DepositView[], purchase: Purchase): Explanation {
  const facts = context.networks.get(row.network)?.chain.facts;
  const arrived = deposits.filter(({ status }) => status !== 'orphaned' && status !== 'returned');
  const onTheWay = arrived.filter(({ status }) => status !== 'credited');
  const furthest = onTheWay.toSorted((a, b) => a.confirmations - b.confirmations)[0];
  const refused = onTheWay.find(({ status, unmatchedReason }) => status === 'final' && unmatchedReason !== null);
  const cameOn = new Set(arrived.map(({ networkTitle }) => networkTitle));
  const networkTitle = facts?.title ?? row.network;
  return explainInvoice({
    status: row.status,
    priceUsdt: row.price_usdt,
    leastUsdt: row.least_usdt,
    receivedUsdt: row.received_usdt,
    creditsBooked: deposits.reduce((sum, deposit) => sum + (deposit.credits ?? 0n), 0n),
    purchase: purchase.kind,
    onceOpen: row.once_granted_at === null && bringsOnce(purchase),
    canceled: row.canceled_at !== null,
    graceOver: context.clock.nowMs() >= row.grace_until.getTime(),
    networkTitle,
    cameOn: cameOn.size === 0 || (cameOn.size === 1 && cameOn.has(networkTitle)) ? [] : [...cameOn],
    confirmations: furthest?.confirmations ?? 0,
    confirmationsRequired: furthest?.confirmationsRequired ?? facts?.confirmationsRequired ?? 0,
    refused: refused === undefined ? null : (refused.unmatchedDetail ?? 'it waits for the operator.'),
  });
}

function bringsOnce({ kind, lines }: Purchase): boolean {
  return kind === 'subscription' || lines.some((line) => line.kind === 'bonus' && line.condition === null);
}
