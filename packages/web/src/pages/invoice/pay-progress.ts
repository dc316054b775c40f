import type { Deposit, Invoice } from '../../api/sdk.ts';
import { sumCredits } from '../../format/credits.ts';
import { isSettled } from './invoice-tone.ts';

export type StepState = 'waiting' | 'active' | 'done';

export interface PayProgress {
  seen: StepState;
  confirming: StepState;
  credited: StepState;
  /** the deposit whose confirmations are shown: the least confirmed of those that count */
  deposit: Deposit | undefined;
  /** confirmations of that deposit over those required, 0 to 1 */
  fraction: number;
}

/** How far the payment of an invoice is. A deposit that the chain dropped does not count. */
export function payProgress(invoice: Pick<Invoice, 'status' | 'deposits'>): PayProgress {
  const counted = invoice.deposits.filter((deposit) => deposit.status !== 'orphaned');
  const open = counted.filter((deposit) => deposit.status === 'seen' || deposit.status === 'confirming');
  const deposit = (open.length > 0 ? open : counted).toSorted((a, b) => a.confirmations - b.confirmations)[0];
  const isCredited = isSettled(invoice.status) || (counted.length > 0 && counted.every((one) => one.status === 'credited'));
  const isFinal = counted.length > 0 && open.length === 0;
  const fraction =
    deposit === undefined ? 0 : isFinal || isCredited ? 1 : Math.min(1, deposit.confirmations / Math.max(1, deposit.confirmationsRequired));
  return {
    seen: counted.length > 0 || isCredited ? 'done' : 'waiting',
    confirming: isFinal || isCredited ? 'done' : counted.length > 0 ? 'active' : 'waiting',
    credited: isCredited ? 'done' : isFinal && invoice.status !== 'underpaid' ? 'active' : 'waiting',
    deposit,
    fraction,
  };
}

/** The credits that an invoice has brought; those that it promises while none has come yet. */
export function creditsOf(invoice: Pick<Invoice, 'purchase' | 'deposits'>): string {
  const credited = sumCredits(invoice.deposits.map((deposit) => deposit.credits ?? '0'));
  return credited === '0' ? invoice.purchase.credits : credited;
}
