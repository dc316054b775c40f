import type { Invoice, InvoiceStatus } from '../../api/sdk.ts';
import { toMicro } from '../../format/credits.ts';
import type { IconName } from '../../parts/icon.tsx';

/** How a state of an invoice looks; its words always stand beside it. */
export interface InvoiceTone {
  icon: IconName;
  text: string;
  ground: string;
}

const CALM: InvoiceTone = { icon: 'clock', text: 'text-muted', ground: 'bg-sunken' };
const GOOD: InvoiceTone = { icon: 'check', text: 'text-action', ground: 'bg-soft' };
const CARE: InvoiceTone = { icon: 'warning', text: 'text-warning', ground: 'bg-warning-soft' };

export const INVOICE_TONES: Record<InvoiceStatus, InvoiceTone> = {
  open: CALM,
  confirming: { ...GOOD, icon: 'clock' },
  paid: GOOD,
  underpaid: CARE,
  overpaid: { ...GOOD, icon: 'info' },
  late: { ...CARE, icon: 'clock' },
  expired: { ...CALM, icon: 'info' },
  canceled: { ...CALM, icon: 'close' },
};

/** Whether money is still to be sent to the address as planned. */
export function isWaiting(invoice: Pick<Invoice, 'status' | 'remainingUsdt'>): boolean {
  const { status } = invoice;
  return (status === 'open' || status === 'underpaid' || status === 'confirming') && toMicro(invoice.remainingUsdt) > 0n;
}

/** States in which the credits of the pack are granted. */
export function isSettled(status: InvoiceStatus): boolean {
  return status === 'paid' || status === 'overpaid' || status === 'late';
}
