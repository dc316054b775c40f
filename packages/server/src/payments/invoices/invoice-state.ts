import type { UsdtUnits } from '../../kernel/index.ts';

export type InvoiceStatus = 'open' | 'confirming' | 'paid' | 'underpaid' | 'overpaid' | 'late' | 'expired' | 'canceled';
/** `returned`: the operator has sent it back or dealt with it otherwise. */
export type DepositStatus = 'seen' | 'confirming' | 'final' | 'credited' | 'orphaned' | 'returned';

export interface InvoiceTerms {
  readonly priceUsdt: UsdtUnits;
  /** What counts as the price, by the tolerance; the price itself when there is none. */
  readonly leastUsdt: UsdtUnits;
  readonly expiresAtMs: number;
  readonly canceled: boolean;
  /** Whether a part of the price waits for the rest, as that of a subscription does. */
  readonly partsWait: boolean;
}

export interface DepositFact {
  readonly status: DepositStatus;
  readonly amountUsdt: UsdtUnits;
  readonly blockTimeMs: number;
  readonly seenAtMs: number;
}

export interface InvoiceState {
  readonly status: InvoiceStatus;
  /** Everything that arrived and was neither taken back by the chain nor sent back by the operator. */
  readonly receivedUsdt: UsdtUnits;
}

/** The state of an invoice follows from its terms, its deposits and the time; nothing else. */
export function invoiceState(terms: InvoiceTerms, deposits: readonly DepositFact[], nowMs: number): InvoiceState {
  const arrived = deposits.filter(({ status }) => status !== 'orphaned' && status !== 'returned');
  const receivedUsdt = arrived.reduce((sum, deposit) => sum + deposit.amountUsdt, 0n);
  return { status: statusOf(terms, arrived, receivedUsdt, nowMs), receivedUsdt };
}

function statusOf(terms: InvoiceTerms, arrived: readonly DepositFact[], receivedUsdt: UsdtUnits, nowMs: number): InvoiceStatus {
  const waiting = terms.partsWait && receivedUsdt < terms.leastUsdt;
  if (arrived.some(({ status }) => status !== 'credited' && !(waiting && status === 'final'))) return 'confirming';
  if (arrived.length === 0) {
    if (terms.canceled) return 'canceled';
    return nowMs >= terms.expiresAtMs ? 'expired' : 'open';
  }
  if (receivedUsdt < terms.leastUsdt) return 'underpaid';
  if (arrivedBefore(arrived, terms.expiresAtMs) < terms.leastUsdt) return 'late';
  return receivedUsdt > terms.priceUsdt ? 'overpaid' : 'paid';
}

/** The sum of what arrived before a moment. */
export function arrivedBefore(deposits: readonly Omit<DepositFact, 'status'>[], atMs: number): UsdtUnits {
  return deposits.reduce((sum, deposit) => (arrivedAtMs(deposit) < atMs ? sum + deposit.amountUsdt : sum), 0n);
}

/** The block's time, but never later than we saw it: a chain's clock may run ahead, and our server may have been away. */
export function arrivedAtMs({ blockTimeMs, seenAtMs }: Pick<DepositFact, 'blockTimeMs' | 'seenAtMs'>): number {
  return Math.min(blockTimeMs, seenAtMs);
}
