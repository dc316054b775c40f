import type { InvoiceStatus } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Icon } from '../../parts/icon.tsx';
import { INVOICE_TONES } from './invoice-tone.ts';

/** The state of an invoice in a few words. */
export function InvoiceMark({ status }: { status: InvoiceStatus }) {
  const tone = INVOICE_TONES[status];
  return (
    <span className={`inline-flex items-center gap-1.5 rounded-full px-2.5 py-1 text-xs whitespace-nowrap ${tone.text} ${tone.ground}`}>
      <Icon name={tone.icon} size={14} />
      {messages.invoice.statuses[status]}
    </span>
  );
}
